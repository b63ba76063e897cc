"""The stretches of a text that may be a name, each under the key by which names are kept."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from ..names import LINKING, NameWord, forms, is_kind, name_key, name_word, skeleton, sounds
from ..sentences import Word

MOST = 8  # words of a name, without links
JOINING = frozenset({"and", "et", "y", "и", "і", "та"})
CYRILLIC = "аї"  # small letters
LONG = 6  # consonants of a word that may be a name without a capital
CASELESS = "\u0590"  # from here on scripts know no capitals
CERTAIN = frozenset('.!?;:،؛«»"“”()[]\n…—–')  # a name does not go on across these


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``first`` to ``last`` (both included), and how they are compared with names."""

    first: int
    last: int
    key: str
    told: tuple[NameWord, ...]


@lru_cache(maxsize=65536)
def readings(folded: str) -> tuple[NameWord, ...]:
    """The ways to read a word of a text: as it stands, and without the particles that Arabic joins to it."""
    return tuple(dict.fromkeys(name_word(form) for form in forms(folded)))


def windows(text: str, told: Sequence[Word]) -> Iterator[Window]:
    """Every window of a text; longer ones of the same first word come later."""
    linking = [word.folded in LINKING or _initial(text, word) for word in told]
    apart = [_apart(text[a.end + _initial(text, a) : b.start], b) for a, b in pairwise(told)] + [True]
    for first, word in enumerate(told):
        if linking[first] or not word.folded:
            continue
        for reading in readings(word.folded):
            for window in _from(told, linking, apart, first, reading):
                yield window
                yield from _otherwise(window, _with_h)
                yield from _otherwise(window, _with_m)


def _initial(text: str, word: Word) -> bool:
    """The H. of H. Skovoroda."""
    return len(word.text) == 1 and word.capital and text[word.end : word.end + 1] == "."


def _otherwise(window: Window, way: Callable[[NameWord], str]) -> Iterator[Window]:
    """The window with the sounds of its proper words read in another way, if that is another key."""
    told = tuple(replace(one, sound=way(one)) if one.proper else one for one in window.told)
    if told != window.told:
        yield replace(window, key=name_key(told), told=told)


def _with_h(word: NameWord) -> str:
    """Cyrillic writes х for h and for kh, г for h and for g: Хатра is Hatra, Хорсабад Khorsabad, Гомс Homs."""
    written = "х" in word.letters or "г" in word.letters
    read = next((way for way in sounds(word.letters) if "H" in way), "") if written else ""
    return skeleton(read) if read else word.sound


def _with_m(word: NameWord) -> str:
    """At the end m and n are heard alike, but not where Latin goes on with a mute vowel: Нотр-Дам is Notre-Dame."""
    return word.sound[:-1] + "M" if word.sound.endswith("N") and word.letters.endswith(("м", "م")) else word.sound


def _apart(between: str, after: Word) -> bool:
    """Whether a name ends here: across a comma it goes on only before a name, as in “Northwest Palace, Nimrud”."""
    if between.strip() == "." and after.text[0].isdigit():
        return False  # “no. 186”
    if CERTAIN & set(between):
        return True
    return any(comma in between for comma in ",،") and (after.folded in LINKING or not after.capital)


def _from(told, linking, apart, first: int, reading: NameWord) -> Iterator[Window]:
    taken, last = [reading], first
    if _may_be_named(told, [first], taken):
        yield Window(first, first, name_key(taken), tuple(taken))
    places, joined = [first], False
    while not apart[last] and len(taken) < MOST and last + 1 < len(told):
        last += 1
        joined = joined or told[last].folded in JOINING
        if linking[last]:
            if joined and all(word.notion for word in taken):
                return  # “gate and the …”
            continue
        word = name_word(told[last].folded)
        again = any(word.notion == other.notion for other in taken)
        if word.notion and (again or (is_kind(word.notion) and told[last - 1].folded in JOINING | {"the"} and joined)):
            return  # another name begins: “the Tower of Iamblichus and the Tower …”
        taken.append(word)
        places.append(last)
        if _may_be_named(told, places, taken):
            yield Window(first, last, name_key(taken), tuple(taken))


def _may_be_named(told: Sequence[Word], places: list[int], taken: list[NameWord]) -> bool:
    """What is a name's own is written with a capital where the script has them; kinds of place need not be, nor a long
    word alone in Cyrillic, which may be a name that others write with a capital: тетрапилон."""
    if len(taken) == 1 and CYRILLIC[0] <= told[places[0]].text[0] <= CYRILLIC[1] and len(taken[0].sound) >= LONG:
        return taken[0].proper
    for place, word in zip(places, taken, strict=True):
        written = told[place]
        if word.proper and written.text[0] < CASELESS and not written.capital and not written.text[0].isdigit():
            return False
    return len(taken) > 1 or taken[0].proper
