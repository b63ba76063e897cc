"""From the names of a site to the keys under which a text finds it: each name whole, and as texts shorten it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ..names import NameWord, is_kind, name_key_and_letters, name_words
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
        for key, letters, short in _keys(name, kind not in NEVER_ALONE, near & _sounds(name)):
            place = key, written, letters
            if place not in found or (found[place][2] and not short):
                found[place] = name, key, short
    return list(found.values())


@lru_cache(maxsize=REMEMBERED)
def telling_sounds(name: str) -> frozenset[str]:
    """How the words of a name sound that tell it though they are misspelt by a letter."""
    return frozenset(word.sound for word in _words(name) if len(word.sound) >= TELLING)


@lru_cache(maxsize=REMEMBERED)
def _words(name: str) -> tuple[NameWord, ...]:
    return tuple(name_words(name))


@lru_cache(maxsize=REMEMBERED)
def _sounds(text: str) -> frozenset[str]:
    """How the proper words of a text sound: many sites lie in one country."""
    return frozenset(word.sound for word in _words(text) if not word.notion)


@lru_cache(maxsize=REMEMBERED)
def _all_sounds(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*map(_sounds, texts))


@lru_cache(maxsize=REMEMBERED)
def _keys(name: str, may_stand_alone: bool, around: frozenset[str]) -> tuple[tuple[str, str, bool], ...]:
    """(key, letters of its proper words, short) of a name, each key with its letters once."""
    told = _without_initials(_words(name))
    inner = [word for word in told if word.notion or word.sound not in around]
    alone = _alone(inner) if may_stand_alone else []
    found: dict[tuple[str, str], bool] = {}
    for short, ways in ((all(word.notion for word in told), [told]), (True, [*_shorter(inner), alone])):
        for way in ways:
            place = name_key_and_letters(way)
            if place[0] and len(place[0]) <= LONGEST_KEY:
                found.setdefault(place, short)
    return tuple((*place, short) for place, short in found.items())


def _shorter(inner: list[NameWord]) -> Iterator[Sequence[NameWord]]:
    """A name without the words for where it is (``inner``): so, without “great” and its like, or with fewer words."""
    if not any(not word.notion or is_kind(word.notion) for word in inner):
        return
    yield inner
    yield from _by_its_own(inner)
    plain = [word for word in inner if word.notion not in BESIDE]
    if 1 < len(plain) < len(inner):
        yield plain
        yield from _by_its_own(plain)
    if len(notions := [word for word in inner if word.notion]) >= ENOUGH_KINDS:
        yield notions


def _by_its_own(inner: list[NameWord]) -> Iterator[list[NameWord]]:
    """What is left of a name beside its kind: its own words from the first one on, or the last of them."""
    kinds = [word for word in inner if word.notion and is_kind(word.notion)]
    if not kinds:
        return
    own = [word for word in inner if not word.notion or word.notion in ("saint", "prophet")]
    heard = 0
    for length in range(1, len(own)):
        heard += _heard(own[length - 1])
        if heard >= FEW:
            yield kinds + own[:length]
    if own and _heard(own[-1]) >= FEW:
        yield kinds + own[-1:]


def _heard(word: NameWord) -> int:
    return 0 if word.letters in TITLES else len(word.sound)


def _without_initials(told: Sequence[NameWord]) -> Sequence[NameWord]:
    """A name without single letters: the Museum of H. S. Skovoroda is rarely called so in full."""
    return [word for word in told if len(word.letters) > 1 or word.notion or word.letters.isdigit()] or told


def _alone(inner: list[NameWord]) -> list[NameWord]:
    """The one or two words that are a name's own, if they may stand alone: Baalshamin for its temple."""
    own = [word for word in inner if not word.notion]
    heard = sum(len(word.sound) for word in own)
    return own if (len(own) == 1 and heard >= TELLING) or (len(own) == 2 and heard >= TELLING_TWO) else []
