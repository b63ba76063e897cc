"""What the rooms around the reader hand in and get back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: characters ``start`` to ``end``, as written and folded (without accents and case)."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Known:
    """A site of the gazetteer: its number, what kinds of place its names speak of, and where it belongs."""

    number: int
    name: str
    kind: str
    notions: frozenset[str]
    parent: int | None = None
    town: bool = False  # its name alone may as well be that of a living town


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters ``start`` to ``end`` name one of these sites, the likeliest first; without sites, a place that no
    gazetteer knows, of these kinds."""

    start: int
    end: int
    sites: tuple[Known, ...]
    notions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """What a gazetteer knows of a text: the mentions, and the other parts of the places that are mentioned."""

    mentions: tuple[Mention, ...] = ()
    parts: tuple[Known, ...] = ()
