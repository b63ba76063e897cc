"""The declared profile of EDTF (ISO 8601-2:2019), read by regular expressions.

A date       2015, 2015-08, 2015-08-23; years are astronomical: 0000 is 1 BC and -0008 is 9 BC
Qualified    2015-08~ approximate, 2015-08? uncertain, 2015-08% both; at the end of a date only
Unspecified  15XX, 201X, 2015-XX, 2015-1X, 2015-06-XX, 2015-06-2X, 2015-XX-XX
Interval     2015-08-27/2015-09-02, ../2015-06-24, 2017-01-20/..
One of       [2004-07-23,2004-07-24], [2015-05..2015-07], [2003,2005..2007]

In a report an interval means "some time within", never "during the whole": two pictures a week apart can say no more.
Left out on purpose: seasons (spring is March in one hemisphere and September in the other: the only honest bounds are
the whole year, so write the months), years of more than four digits, times of day, "all of" sets.
"""

import re
from calendar import isleap, mdays
from itertools import pairwise
from typing import NamedTuple

from ..terms import Fault

LONGEST = 200
MOMENT = re.compile(r"(-?[0-9]{2}(?:[0-9]{2}|[0-9]X|XX))(?:-([0-9]{2}|[01]X|XX)(?:-([0-9]{2}|[0-3]X|XX))?)?([?~%]?)")
SEASONS = range(21, 42)


class Moment(NamedTuple):
    """One written date; ``first`` and ``last`` are the (year, month, day) between which it lies, both included."""

    year: str
    month: str | None
    day: str | None
    qualifier: str
    first: tuple[int, int, int]
    last: tuple[int, int, int]


class Span(NamedTuple):
    """From one moment to another; None is an open side, and a single date runs from itself to itself."""

    start: Moment | None
    end: Moment | None


def tidy(text: str) -> str:
    """The text as it is kept: trimmed, X in capitals. Fault if it could not be a date in any reading."""
    text = text.strip()
    if not text:
        raise Fault("The date is empty: write it like 2015-08-23, 2015-08 or 2015.")
    if len(text) > LONGEST:
        raise Fault("The date is longer than {longest} characters: write it like 2015-08-23.", longest=LONGEST)
    if not text.isprintable():
        raise Fault("The date holds an invisible character: type it again, like 2015-08-23.")
    if not text.isascii():
        raise Fault("“{text}” is not written in plain digits and hyphens: write it like 2015-08-23.", text=text)
    if " " in text:
        raise Fault("“{text}” has a space in it: write a date without spaces, like 2015-08-23.", text=text)
    return text.replace("x", "X")


def read(text: str) -> tuple[Span, ...]:
    """The spans that a tidy text is one of: several for a set, one for anything else."""
    if text.startswith("["):
        return _read_set(text)
    if "/" in text:
        return (_read_interval(text),)
    moment = _read_moment(text)
    return (Span(moment, moment),)


def _read_set(text: str) -> tuple[Span, ...]:
    items = text[1:-1].split(",")
    if not text.endswith("]") or "" in items:
        raise Fault("“{text}” is not a set of dates: write [2004-07-23,2004-07-24].", text=text)
    spans = tuple(_read_item(item) for item in items)
    if len(spans) == 1 and spans[0].start == spans[0].end:
        raise Fault("“{text}” holds one date only: write it without brackets.", text=text)
    ends = [(span.start.first, span.end.last) for span in spans]
    if any(later <= earlier for earlier, later in pairwise(ends)):
        raise Fault("“{text}” is out of order: write each date once, the earliest first.", text=text)
    return spans


def _read_item(text: str) -> Span:
    sides = text.split("..")
    if len(sides) > 2 or "" in sides:
        raise Fault("“{text}” cannot stand in a set: write an open date as ../2015-06-24 or 2015-06-24/...", text=text)
    return _in_order(text, Span(_read_moment(sides[0]), _read_moment(sides[-1])))


def _read_interval(text: str) -> Span:
    sides = text.split("/")
    if len(sides) != 2 or "" in sides:
        raise Fault(
            "“{text}” is neither a date nor an interval: write a day as 2015-08-23 and an interval as "
            "2015-08-27/2015-09-02, with .. for an open side, as in ../2015-06-24.",
            text=text,
        )
    if sides == ["..", ".."]:
        raise Fault("“{text}” is open on both sides and says nothing: leave the date empty.", text=text)
    return _in_order(text, Span(*(None if side == ".." else _read_moment(side) for side in sides)))


def _in_order(text: str, span: Span) -> Span:
    if span.start and span.end and span.start.first > span.end.last:
        raise Fault("“{text}” runs backwards: write the earlier date first.", text=text)
    return span


def _read_moment(text: str) -> Moment:
    found = MOMENT.fullmatch(text)
    if not found:
        raise Fault(
            "“{text}” is not a date: write the year with four digits, month and day with two, like 2015-08-23.",
            text=text,
        )
    year, month, day, qualifier = found.groups()
    if ("X" in year and month) or (month and "X" in month and day not in (None, "XX")):
        raise Fault("“{text}” knows a part but not the larger one before it: write only what is known.", text=text)
    first_year, last_year = _years(year)
    first_month, last_month = _months(text, month)
    first_day, last_day = _days(text, day, last_year, last_month)
    return Moment(year, month, day, qualifier, (first_year, first_month, first_day), (last_year, last_month, last_day))


def _years(year: str) -> tuple[int, int]:
    if year == "-0000":
        raise Fault("There is no year -0000: 1 BC is written 0000, and 2 BC -0001.")
    low, high = sorted((int(year.replace("X", "0")), int(year.replace("X", "9"))))
    return low, high


def _months(text: str, month: str | None) -> tuple[int, int]:
    low, high = _fitting(month, 12)
    if low in SEASONS:
        raise Fault("“{text}” is a season: write its months, like 2015-03/2015-05.", text=text)
    if low > high:
        raise Fault("“{text}” has no such month: months run from 01 to 12.", text=text)
    return low, high


def _days(text: str, day: str | None, year: int, month: int) -> tuple[int, int]:
    length = mdays[month] + (month == 2 and isleap(year))
    low, high = _fitting(day, length)
    if low > high:
        raise Fault("“{text}” has no such day: that month has {length} days.", text=text, length=length)
    return low, high


def _fitting(digits: str | None, greatest: int) -> tuple[int, int]:
    """The least and greatest number from 1 to ``greatest`` that fits the digits; least > greatest if none does."""
    if digits is None:
        return 1, greatest
    return max(1, int(digits.replace("X", "0"))), min(greatest, int(digits.replace("X", "9")))
