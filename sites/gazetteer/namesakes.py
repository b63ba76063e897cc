"""Names that are a site's and mean something else: the Hotel Palmyra, Palmyra Street, Palmyra in Virginia."""

import calendar
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..names import LINKING, is_kind, notion_of
from ..sentences import Word
from .windows import Window

_TABLES = tomllib.loads((Path(__file__).parent / "namesakes.toml").read_text(encoding="utf-8"))
BEARERS, STATES = (frozenset(_TABLES[name].split()) for name in ("bearers", "states"))
DAYS = frozenset(name.casefold() for names in (calendar.day_name, calendar.month_name) for name in names if name)


def own(text: str, told: Sequence[Word], seen: Sequence[Window]) -> list[Window]:
    """The windows without those of one word that bear, here or by what the text says of it, somebody else's name."""
    elsewhere = set(_elsewhere(text, told))
    return [window for window in seen if not _anothers(text, told, window, elsewhere)]


def _anothers(text: str, told: Sequence[Word], window: Window, elsewhere: set[str]) -> bool:
    if window.first != window.last:
        return _borne(text, told, window.last)
    return told[window.first].folded in elsewhere or _borrowed(text, told, window.first)


def _borne(text: str, told: Sequence[Word], place: int) -> bool:
    """Whether the next word says whose name it is: Notre Dame Academy."""
    after = told[place + 1] if place + 1 < len(told) else None
    return after is not None and after.folded in BEARERS and not text[told[place].end : after.start].strip()


def _elsewhere(text: str, told: Sequence[Word]) -> Iterator[str]:
    """“PALMYRA, Va.”: the words that this text places in another country."""
    for place, word in enumerate(told[:-1]):
        after = told[place + 1]
        if word.capital and after.capital and text[word.end : after.start].strip() == "," and after.folded in STATES:
            yield word.folded


def _borrowed(text: str, told: Sequence[Word], place: int) -> bool:
    """Whether the next word, or the one before, makes it another's name."""
    after = told[place + 1] if place + 1 < len(told) else None
    before = told[place - 1] if place else None
    if before and before.folded in BEARERS and not text[before.end : told[place].start].strip(' "“«'):
        return True
    if _borne(text, told, place):
        return True
    if after is None or text[told[place].end : after.start].strip():
        return False
    goes_on = after.capital and told[place].capital and text[told[place].end : after.start] == " "
    return goes_on and not (_harmless(after) or _title(text, told, place))


def _harmless(word: Word) -> bool:
    return word.folded in DAYS or word.folded in LINKING or is_kind(notion_of(word.folded)) or len(word.text) < 3


def _title(text: str, told: Sequence[Word], place: int) -> bool:
    """Whether the line is written with capitals throughout, as headlines are."""
    start = text.rfind("\n", 0, told[place].start) + 1
    end = text.find("\n", told[place].end)
    line = [
        word for word in told[max(place - 12, 0) : place + 12] if start <= word.start < (end if end >= 0 else len(text))
    ]
    return sum(word.capital for word in line) > 0.6 * len(line)
