"""The value that every other room keeps of a date."""

import datetime
from dataclasses import dataclass
from functools import lru_cache

from .grammar import read, tidy


@dataclass(frozen=True, slots=True)
class EventDate:
    """A date as somebody knew it.

    ``first`` and ``last`` are (year, month, day), both included, for any year, astronomical (0 is 1 BC); None is open.
    They are the days as written: ``approximate`` and ``uncertain`` do not widen them.
    """

    edtf: str
    first: tuple[int, int, int] | None
    last: tuple[int, int, int] | None
    approximate: bool = False
    uncertain: bool = False

    @property
    def earliest(self) -> datetime.date | None:
        """``first`` as a calendar day; what lies before year 1 becomes 0001-01-01, the first one there is."""
        return _calendar_day(self.first)

    @property
    def latest(self) -> datetime.date | None:
        """``last`` as a calendar day, with the same floor as ``earliest``."""
        return _calendar_day(self.last)


@lru_cache(maxsize=4096)  # the same days are told of again and again
def parse(text: str) -> EventDate:
    """Read a date of the profile in ``grammar``. Fault, in words for its writer, if it is not one."""
    edtf = tidy(text)
    spans = read(edtf)
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    qualifiers = {moment.qualifier for moment in (*starts, *ends) if moment}
    return EventDate(
        edtf=edtf,
        first=None if None in starts else min(moment.first for moment in starts),
        last=None if None in ends else max(moment.last for moment in ends),
        approximate=bool(qualifiers & {"~", "%"}),
        uncertain=bool(qualifiers & {"?", "%"}),
    )


def _calendar_day(day: tuple[int, int, int] | None) -> datetime.date | None:
    if day is None:
        return None
    return datetime.date(*day) if day[0] >= datetime.MINYEAR else datetime.date.min
