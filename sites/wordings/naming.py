"""By which of its names a site is called in a language."""

from collections.abc import Iterable
from dataclasses import dataclass

BEST_FIRST = ("official", "alternative", "historic")
OWN_SCRIPT = {"ar": "Arab", "uk": "Cyrl"}  # every other language of the pages is written in Latin letters


@dataclass(frozen=True, slots=True)
class Name:
    """A further name of a site; ``kind`` is official, alternative or historic, ``language`` a BCP 47 tag or empty."""

    text: str
    language: str
    kind: str


def told_name(language: str, names: Iterable[Name]) -> Name | None:
    """The name that is one in a language: the official one first, a historic one last; None where there is none.

    A transliteration is for those who do not read the language's own script.
    """
    there = [name for name in names if name.language and _is_in(name.language, language)]
    return min(there, key=lambda name: BEST_FIRST.index(name.kind), default=None)


def _is_in(tag: str, language: str) -> bool:
    own, *more = tag.split("-")
    scripts = [part for part in more if len(part) == 4]
    return own == language and all(script == OWN_SCRIPT.get(language, "Latn") for script in scripts)
