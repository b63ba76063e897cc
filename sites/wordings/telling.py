"""What a text says in a language, and whether that is older than the text.

A record keeps its wordings as {language: {"text": what it says, "of": the digest of the text that it words}}. A wording
whose text says something else now is stale; it is fresh again as soon as the text says again what it said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class Wording:
    """What a text says in another language; ``stale`` where the text was changed since."""

    language: str
    text: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A text and its language. ``asked`` where that is the one asked for; ``stale`` where the original is newer."""

    text: str
    language: str
    asked: bool
    stale: bool = False


def digest(text: str) -> str:
    """The mark of a text by which its wordings know it; white space is no matter."""
    return blake2b(" ".join(text.split()).encode(), digest_size=8).hexdigest()


def is_stale(wording: Mapping, text: str) -> bool:
    """Whether the text of a wording says something else now."""
    return wording["of"] != digest(text)


def reworded(held: Mapping | None, typed: Mapping[str, str], stands: Iterable[str], text: str) -> dict | None:
    """The wordings of a text once ``typed`` ones, {language: text}, take the place of those ``held``; None for none.

    A new wording words the text as it is now, and so does one of which somebody says that it ``stands``. One that was
    emptied goes; those of languages that are not typed stay.
    """
    now, made, stands = digest(text), dict(held or {}), set(stands)
    for language, said in typed.items():
        before = made.pop(language, None)
        if said and before and before["text"] == said and language not in stands:
            made[language] = before
        elif said:
            made[language] = {"text": said, "of": now}
    return made or None


def each_language(before: Mapping | None, after: Mapping | None) -> dict[str, tuple[str, str]]:
    """By language, what two states of the wordings of a text say, where they differ. The same text twice was looked at
    again, and found to say still what the text says."""
    sides = [before or {}, after or {}]
    languages = [one for one in dict.fromkeys([*sides[0], *sides[1]]) if sides[0].get(one) != sides[1].get(one)]
    return {one: tuple(side[one]["text"] if one in side else "" for side in sides) for one in languages}


def said_in(language: str, text: str, original: str, wordings: Iterable[Wording]) -> Said | None:
    """The text in a language; where it is not worded in it, in the ``original`` one; else in any that it is worded in.

    None where nothing is said in any.
    """
    wordings = [] if text and language == original else list(wordings)
    for one in wordings:
        if one.language == language:
            return Said(one.text, language, True, one.stale)
    if text:
        return Said(text, original, language == original)
    return next((Said(one.text, one.language, False, one.stale) for one in wordings), None)
