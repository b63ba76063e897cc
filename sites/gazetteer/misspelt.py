"""Words of a text that are no word of any name, though a letter more or less would make them one."""

from collections.abc import Iterable, Sequence

from ..models import ToponymWord
from ..names import NameWord, name_key
from ..sentences import Word
from .windows import Window

CONSONANTS = "PKGTSLRMNHYW"
SHORTEST = 4  # consonants of a word that is looked up though it is misspelt
MOST = 60  # words of a text that are looked at so
AT_ONCE = 900


def respelt(told: Sequence[Word], seen: Sequence[Window], hits: dict) -> list[Window]:
    """The windows that hold a misspelt word, with that word as it may have been meant."""
    covered = {place for window in hits for place in range(window.first, window.last + 1)}
    odd: dict[str, set[int]] = {}
    for window in seen:
        if window.first == window.last and window.first not in covered and told[window.first].capital:
            sound = window.told[0].sound
            if len(sound) >= SHORTEST and window.told[0].proper:
                odd.setdefault(sound, set()).add(window.first)
    odd = dict(list(odd.items())[:MOST])
    meant = _meant(odd)
    places = {place: meant[sound] for sound in meant for place in odd[sound]}
    return [one for window in seen for one in _with(window, places)]


def _meant(odd: Iterable[str]) -> dict[str, set[str]]:
    near = {sound: variants(sound) for sound in odd}
    wanted = sorted({one for some in near.values() for one in some})
    there = set()
    for start in range(0, len(wanted), AT_ONCE):
        there |= set(
            ToponymWord.objects.filter(sound__in=wanted[start : start + AT_ONCE]).values_list("sound", flat=True)
        )
    return {sound: some & there for sound, some in near.items() if some & there}


def variants(sound: str) -> set[str]:
    """The skeletons one consonant away: left out, put in, changed for another, or two changed about."""
    found = set()
    for place in range(len(sound) + 1):
        left, right = sound[:place], sound[place:]
        found |= {left + other + right for other in CONSONANTS}
        if right:
            found.add(left + right[1:])
            found |= {left + other + right[1:] for other in CONSONANTS}
        if len(right) > 1:
            found.add(left + right[1] + right[0] + right[2:])
    return found - {sound}


def _with(window: Window, places: dict[int, set[str]]) -> Iterable[Window]:
    inside = [place for place in range(window.first, window.last + 1) if place in places]
    own = [word.sound for word in window.told]
    for place in inside:
        for sound in places[place]:
            told = tuple(
                NameWord("", word.letters, sound) if word.proper and sound in variants(word.sound) else word
                for word in window.told
            )
            if [word.sound for word in told] != own:
                yield Window(window.first, window.last, name_key(told), told)
