"""The drawing of sums: how many sites have which level in; the pieces of bars and of columns, in percent, out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from ..catalogue import Month
from ..terms import STATUSES
from .timeline import Scale, Tick

MOST_COLUMNS = 120
FEWEST_COLUMNS = 12  # a single month does not fill the width
STEPS = {1: "month", 12: "year", 120: "decade", 1200: "century"}  # in months
EARLIEST, LATEST = 12, 12 * 10_000 - 1  # January of the year 1, December of the year 9999
GAP = 0.16  # of a column's place is left free
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """One level's part of a bar or a column: where it begins and how long it is, in percent."""

    level: str
    count: int
    start: float
    size: float

    @property
    def top(self) -> float:
        """Where it ends in a column, which grows upward, from the top."""
        return round(100 - self.start - self.size, 3)


@dataclass(frozen=True, slots=True)
class Column:
    """What began from one day to another, both included; ``x`` and ``width`` in percent."""

    first: date
    last: date
    count: int
    x: float
    width: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line across the columns at a whole number, in percent from the top."""

    at: float
    value: int


@dataclass(frozen=True, slots=True)
class Plot:
    """Columns through time, each a ``step`` wide: month, year, decade or century."""

    step: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]


def stack(levels: Mapping[str, int], whole: int) -> tuple[Piece, ...]:
    """The levels one after the other, as parts of a whole; where one ends, the next begins."""
    pieces, before = [], 0
    for level, sites in levels.items():
        start, end = _percent(before, whole), _percent(before + sites, whole)
        pieces.append(Piece(level, sites, start, round(end - start, 3)))
        before += sites
    return tuple(pieces)


def plot(months: Sequence[Month]) -> Plot | None:
    """The months as columns, or years, decades, centuries where they are too many; None where there is none."""
    if not months:
        return None
    step = _step(_number(months[0].first), _number(months[-1].first))
    sums = _together(months, step)
    scale = _scale(min(sums), max(sums), step)
    highest = max(sum(levels.values()) for levels in sums.values())
    columns = tuple(_column(scale, place, step, levels, highest) for place, levels in sums.items())
    return Plot(STEPS[step], columns, _lines(highest), scale.ticks())


def _step(first: int, last: int) -> int:
    return next((step for step in STEPS if last // step - first // step < MOST_COLUMNS), max(STEPS))


def _together(months: Sequence[Month], step: int) -> dict[int, dict[str, int]]:
    """By the number of a step since the year 0, how often each level began, in the vocabulary's order."""
    sums = {}
    for month in months:
        sums.setdefault(_number(month.first) // step, Counter()).update(month.levels)
    return {place: {level: levels[level] for level in STATUSES if level in levels} for place, levels in sums.items()}


def _scale(first: int, last: int, step: int) -> Scale:
    """From the beginning of the first step to the end of the last one, and some more around a few."""
    missing = max(0, FEWEST_COLUMNS - (last - first + 1))
    first, last = first - missing // 2, last + missing - missing // 2
    return Scale(_day(first * step).toordinal(), _day((last + 1) * step).toordinal())


def _column(scale: Scale, place: int, step: int, levels: dict[str, int], highest: int) -> Column:
    first, following = _day(place * step), _day((place + 1) * step)
    left, right = scale.at(first), scale.at(following)
    free = (right - left) * GAP / 2
    return Column(
        first,
        following - timedelta(days=1) if following < date.max else following,
        sum(levels.values()),
        round(left + free, 3),
        round(right - left - 2 * free, 3),
        stack(levels, highest),
    )


def _lines(highest: int) -> tuple[Line, ...]:
    """A few round numbers up to the highest column."""
    rounds = (digit * 10**power for power in count() for digit in (1, 2, 5))
    step = next(number for number in rounds if highest <= number * MOST_LINES)
    values = range(step, highest + 1, step)
    return tuple(Line(round(100 - _percent(value, highest), 3), value) for value in values)


def _number(day: date) -> int:
    """Months since January of the year 0."""
    return day.year * 12 + day.month - 1


def _day(month: int) -> date:
    """The first day of a month by its number; the ends of the calendar beyond it."""
    month = max(EARLIEST, month)
    return date(month // 12, month % 12 + 1, 1) if month <= LATEST else date.max


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 3)
