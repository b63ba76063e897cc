"""From the names of a site to the keys under which a text finds it: each name whole, and as texts shorten it."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..names import NameWord, is_kind, key_of, name_words, parts
from .alike import script

LONGEST_KEY = 120
TELLING_TWO = 6  # of two words
TELLING = 4  # consonants of a name's own part that may stand alone: Elahbel for the Tower of Elahbel
FEW = 2  # consonants of what is kept of a longer name beside its kind
NEVER_ALONE = ("museum", "library_archive")  # what is left of these names is mostly a person
TITLES = frozenset({"sheikh", "shaykh", "cheikh", "sheik", "sidi", "imam", "abu", "шеих", "سيدي", "شيخ", "امام"})
BESIDE = frozenset(
    {"great", "old", "national", "holy", "hall", "lower", "literary", "memorial"}
)  # words writers leave out
ENOUGH_KINDS = 3  # words for what it is, which together may be a name: the National Literary Museum
REMEMBERED = 4096  # names and places that many sites share


def shortened(names: Iterable[str], kind: str, around: Iterable[str]) -> list[tuple[str, str, bool]]:
    """(name, key, short) of one site by its names, the main name first, and the words for where it is.

    ``around`` are the names of its place, country and parent: nothing of them alone can mean the site.
    """
    near = _all_sounds(tuple(around))
    found: dict[tuple[str, str, str], tuple[str, str, bool]] = {}
    for name in dict.fromkeys(names):
        written = script(name)
        for key, letters, short in _keys(name, kind not in NEVER_ALONE, near.intersection(_sounds(name))):
            place = key, written, letters
            if place not in found or (found[place][2] and not short):
                found[place] = name, key, short
    return list(found.values())


def telling_sounds(name: str) -> set[str]:
    """How the words of a name sound that tell it though they are misspelt by a letter."""
    return {word.sound for word in _words(name) if len(word.sound) >= TELLING}


@lru_cache(maxsize=REMEMBERED)
def _words(name: str) -> list[NameWord]:
    return name_words(name)


def _sounds(text: str) -> set[str]:
    """How the proper words of a text sound."""
    return {word.sound for word in _words(text) if not word.notion}


@lru_cache(maxsize=REMEMBERED)
def _all_sounds(texts: tuple[str, ...]) -> frozenset[str]:
    """Many sites lie in one town."""
    return frozenset().union(*map(_sounds, texts))


@lru_cache(maxsize=REMEMBERED)
def _keys(name: str, may_stand_alone: bool, around: frozenset[str]) -> list[tuple[str, str, bool]]:
    """(key, letters of its proper words, short) of a name, each key with its letters once."""
    told = _without_initials(_words(name))
    inner = [word for word in told if word.notion or word.sound not in around]
    whole = _key(told)
    found = {whole: not whole[1]}
    for place in _shorter(inner):
        found.setdefault(place, True)
    if may_stand_alone and (alone := _alone(inner)):
        found.setdefault(_key(alone), True)
    return [(key, letters, short) for (key, letters), short in found.items() if 0 < len(key) <= LONGEST_KEY]


def _key(told: Iterable[NameWord]) -> tuple[str, str]:
    notions, sound, letters = parts(told)
    return key_of(notions, sound, letters), letters


def _shorter(inner: list[NameWord]) -> Iterator[tuple[str, str]]:
    """(key, letters) of a name without the words for where it is (``inner``): so, without “great” and its like, or with
    fewer words."""
    notions = [word.notion for word in inner if word.notion]
    kinds = sorted({notion for notion in notions if is_kind(notion)})
    if not kinds and len(notions) == len(inner):
        return
    yield _key(inner)
    yield from _by_its_own(kinds, inner)
    if not BESIDE.isdisjoint(notions):
        plain = [word for word in inner if word.notion not in BESIDE]
        if len(plain) > 1:
            yield _key(plain)
            yield from _by_its_own(sorted({*kinds} - BESIDE), plain)
    if len(notions) >= ENOUGH_KINDS:
        yield _key([word for word in inner if word.notion])


def _by_its_own(kinds: list[str], inner: list[NameWord]) -> Iterator[tuple[str, str]]:
    """What is left of a name beside its kinds: its own words from the first one on, or the last of them."""
    own = [word for word in inner if not word.notion or word.notion in ("saint", "prophet")]
    if not kinds or not own:
        return
    notions, sound, letters, heard = kinds, "", "", 0
    for word in own[:-1]:
        if word.notion:
            notions = sorted({*notions, word.notion})
        sound += word.sound
        heard += _heard(word)
        letters += "" if word.notion else word.letters
        if heard >= FEW:
            yield key_of(notions, sound, letters), letters
    last = own[-1]
    if _heard(last) >= FEW:
        yield key_of(kinds, last.sound, last.letters), last.letters


def _heard(word: NameWord) -> int:
    return 0 if word.letters in TITLES else len(word.sound)


def _without_initials(told: list[NameWord]) -> list[NameWord]:
    """A name without single letters: the Museum of H. S. Skovoroda is rarely called so in full."""
    return [word for word in told if len(word.letters) > 1 or word.notion or word.letters.isdigit()] or told


def _alone(inner: list[NameWord]) -> list[NameWord]:
    """The one or two words that are a name's own, if they may stand alone: Baalshamin for its temple."""
    own = [word for word in inner if not word.notion]
    if not 1 <= len(own) <= 2:
        return []
    heard = sum([len(word.sound) for word in own])
    return own if heard >= (TELLING if len(own) == 1 else TELLING_TWO) else []
