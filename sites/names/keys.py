"""One key for a whole name, whatever its language: kinds of place translated, the rest as its consonants sound."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .folding import ARTICLES, LINKS, bare, words
from .sounds import likeliest_sound, skeleton

_TABLES = tomllib.loads((Path(__file__).parent / "types.toml").read_text(encoding="utf-8"))
# What stands between the words of a name and is not compared.
LINKING = ARTICLES.union(LINKS, *(line.split() for line in _TABLES["linking"].values()))
ENOUGH = 3  # consonants, from which on the sound alone tells names apart
_PARTICLES = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فل", "وك")
_CYRILLIC = re.compile(r"[а-яґєіїё]")
_ARABIC = re.compile(r"[\u0620-\u06ff]")
# Endings with consonants; those of vowels alone are not heard in a skeleton.
_CASES = re.compile(
    r"(?<=[а-яґєії]{3})(?:ого|его|ому|ему|ыми|ими|ами|ями|ых|их|ым|им|ом|ем|ам|ям|ах|ях|ов|ів|ев|єм|ою)$"
)
_OF_A_PLACE = re.compile(
    r"(?<=[а-яґєії]{3})(?:ськ|ск|цьк|цк)(?:ии|ая|ое|а|е|ого|оі|ои|ому|іи|ую|у|ою|им|ым|ом|і|ие|их|ых|ими|ыми)$"
)


@dataclass(frozen=True, slots=True)
class NameWord:
    """One word of a name: the notion it stands for if it is a kind of place ("" if not), its letters, its sound."""

    notion: str
    letters: str
    sound: str

    @property
    def proper(self) -> bool:
        return not self.notion


@lru_cache(maxsize=65536)
def name_word(folded: str) -> NameWord:
    """A folded word as names are compared by it. Cases and plurals are taken off, the Arabic article too."""
    if folded.isascii() and folded.isdigit():  # as it stands; in many names it is the one word that no other has
        return NameWord("", folded, folded)
    stem = _stem(folded)
    notion = notion_of(folded) or (notion_of(stem) if stem != folded else "")
    return NameWord(notion, stem, "" if notion else skeleton(likeliest_sound(stem)) or stem)


def name_words(name: str) -> list[NameWord]:
    """The words of a name that tell which it is, without articles and links."""
    told = [word for word in words(name) if word not in LINKING]
    return [name_word(word) for word in told or words(name)]


def name_key(told: Iterable[NameWord]) -> str:
    """The key of a name: its notions in the order of the alphabet, then what is its own. "" if nothing is left.

    Names with few consonants are kept to the letter, since too much sounds like them.
    """
    notions, sound, letters = parts(told)
    return key_of(notions, sound, letters)


def parts(told: Iterable[NameWord]) -> tuple[list[str], str, str]:
    """(notions, sound, letters) of a name: its notions in order and once each; its proper words in one."""
    notions, sound, letters = [], "", ""
    for word in told:
        if word.notion:
            notions.append(word.notion)
        else:
            sound += word.sound
            letters += word.letters
    return notions if len(notions) < 2 else sorted(set(notions)), sound, letters


def key_of(notions: list[str], sound: str, letters: str) -> str:
    """The key of a name by its ``parts``."""
    own = "=" + letters if letters and len(sound) + (2 if notions else 0) < ENOUGH else sound
    return " ".join([*notions, own] if own else notions)


@lru_cache(maxsize=65536)
def notion_of(folded: str) -> str:
    """The notion a folded word stands for: "temple" of temples, храму, معبد. "" if it is no kind of place."""
    if folded in _WORDS:
        return _WORDS[folded]
    for length in range(len(folded), 2, -1):
        if notion := _STEMS.get(folded[:length]):
            return notion
    return ""


def is_kind(notion: str) -> bool:
    """Whether a notion is a kind of place, not only a word that goes with one (old, great, north)."""
    return notion in _KINDS


def forms(folded: str) -> tuple[str, ...]:
    """A word as it stands in a text, and without the particles that Arabic writes in one with it (and, by, for, as)."""
    if not _ARABIC.match(folded) or len(folded) < 4:
        return (folded,)
    joined = [particle for particle in _PARTICLES if folded.startswith(particle) and len(folded) - len(particle) >= 2]
    bound = [folded[len(particle) :] for particle in ("لل", "ولل") if folded.startswith(particle)]
    return (folded, *(folded.removeprefix(particle) for particle in joined), *(f"ال{word}" for word in bound))


def _stem(folded: str) -> str:
    if not folded.isascii() and _CYRILLIC.search(folded):
        return _CASES.sub("", _OF_A_PLACE.sub("", folded))
    return bare(folded)


def _read() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    whole, stems = {}, {}
    for name in ("kinds", "links"):
        for notion, line in _TABLES[name].items():
            for word in line.split():
                folded = "".join(words(word.rstrip("*")))
                (stems if word.endswith("*") else whole)[folded] = notion
    return whole, stems, frozenset(_TABLES["kinds"])


_WORDS, _STEMS, _KINDS = _read()
