"""Whether a stretch of text and a name that share their key are really the same name."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from ..names import UNVOWELLED, NameWord, name_words, skeleton, sounds, written_within


@lru_cache(maxsize=65536)
def _own(name: str) -> tuple[NameWord, ...]:
    return tuple(word for word in name_words(name) if word.proper)


def alike(told: Sequence[NameWord], name: str) -> bool:
    """Whether the proper words of a text are those of a name, as it stands or shortened: to a letter or two in the same
    script, by their sound across scripts."""
    said = "".join(word.letters for word in told if word.proper)
    if not said:
        return True
    sound = "".join(word.sound for word in told if word.proper)
    own = _own(name)
    for first in range(len(own)):
        for last in range(first, len(own)):
            part = own[first : last + 1]
            if "".join(word.sound for word in part) == sound and near(said, "".join(word.letters for word in part)):
                return True
    return said == "".join(word.letters for word in own)


def near(one: str, other: str) -> bool:
    """Whether two runs of folded letters are one name: one letter in five may differ, by sound where scripts do."""
    if one == other:
        return True
    if script(one) == script(other):
        return OSA.distance(one, other) <= max(1, len(one) // 5)
    first, second = sounds(one)[0], sounds(other)[0]
    if UNVOWELLED in (first[:1], second[:1]):
        return skeleton(first) == skeleton(second) or written_within(first, second)
    ways = [*sounds(one), first[:-1] + "M"] if one.endswith("м") else sounds(one)  # Дам is Dame, whose e is mute
    return min(OSA.distance(way, second) for way in ways) <= max(1, len(first) // 4, len(second) // 4)


@lru_cache(maxsize=4096)
def script(text: str) -> str:
    """The script of the first letter, by the first word of its name: LATIN, ARABIC, CYRILLIC …"""
    return next((unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()), "")
