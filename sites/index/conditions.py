"""What a filter asks of the columns. A condition gives, for a stretch of rows, which of them keep it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol
from weakref import WeakKeyDictionary

import numpy as np

from ..areas import Area
from ..places import BBox
from ..spellings import answering as _answering
from ..spellings import best as _best
from .codes import DAMAGE, FIELDS, NOTHING, level_of, shown_of, table
from .columns import Segment
from .keeper import State

ALL_KEYS = (0, 1 << 50)  # every site, also those without a place
MOST_AREAS = 16  # of which it is remembered what lies in them
DATED = {"status": ("period_status", NOTHING), "causes": ("period_causes", 0), "since": ("period_since", 0)}

_within: WeakKeyDictionary[Segment, dict[Area, np.ndarray]] = WeakKeyDictionary()


class Stretch:
    """The rows of a segment from ``start`` until before ``stop``, with their status on two days.

    Without the day ``on`` it is what has not ended, without ``known`` by all that is known.
    """

    def __init__(self, segment: Segment, start: int, stop: int, on: date | None, known: date | None):
        self.segment, self.start, self.stop = segment, start, stop
        self.on, self.known = on, known
        self._dated: dict[str, np.ndarray] = {}

    def __len__(self) -> int:
        return self.stop - self.start

    def on_days(self, on: date | None, known: date | None) -> "Stretch":
        """The same rows on other days."""
        return Stretch(self.segment, self.start, self.stop, on, known)

    def column(self, name: str) -> np.ndarray:
        """A column of the segment for these rows; ``status``, ``causes`` and ``since`` as of the two days."""
        if name not in DATED or (self.on is None and self.known is None):
            return getattr(self.segment, name)[self.start : self.stop]
        if name not in self._dated:
            column, blank = DATED[name]
            values = getattr(self.segment, column)
            self._dated[name] = np.full(len(self), blank, values.dtype)
            rows, periods = self._met
            self._dated[name][rows] = values[periods]
        return self._dated[name]

    @cached_property
    def _met(self) -> tuple[np.ndarray, np.ndarray]:
        """The periods that both days meet, at most one a site: (its row in this stretch, the period)."""
        found = np.flatnonzero(self._so(self.on) & self._known(self.known)) + self.periods.start
        return self.segment.owner[found] - self.start, found

    def _so(self, day: date | None) -> np.ndarray:
        """Which of the periods were so on a day, start included, end excluded; without one, which have not ended."""
        segment, periods = self.segment, self.periods
        return segment.lasts[periods] if day is None else _meets(segment.begins[periods], segment.ends[periods], day)

    def _known(self, day: date | None) -> np.ndarray:
        """Which of the periods were known on a day; without one, which are."""
        segment, periods = self.segment, self.periods
        return (
            segment.stands[periods] if day is None else _meets(segment.known[periods], segment.superseded[periods], day)
        )

    @property
    def periods(self) -> slice:
        """The periods of these rows."""
        return slice(int(self.segment.first[self.start]), int(self.segment.first[self.stop]))

    def damage(self, first: date | None, last: date | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The damage periods that began from a day until another, both included, by what was known on the day known.

        (row in this stretch, first day, place of the level in LEVEL), by row and first day.
        """
        segment, periods = self.segment, self.periods
        begins, status = segment.begins[periods], segment.period_status[periods]
        met = DAMAGE[status]
        met &= self._known(self.known)
        if first:
            met &= begins >= first.toordinal()
        if last:
            met &= begins <= last.toordinal()
        found = np.flatnonzero(met)
        return segment.owner[periods][found] - self.start, begins[found], level_of(status[found])


def _meets(begins: np.ndarray, ends: np.ndarray, day: date) -> np.ndarray:
    ordinal = np.int32(day.toordinal())
    return (begins <= ordinal) & (ends > ordinal)


class Condition(Protocol):
    def keeps(self, stretch: Stretch) -> np.ndarray:
        """For every row of the stretch, whether it keeps the condition: bool."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """One of some words of a vocabulary: what the ``column`` holds is looked up in a table."""

    column: str
    table: np.ndarray

    @classmethod
    def of(cls, parameter: str, values: Sequence[str]) -> "Words":
        column = FIELDS[parameter].column if parameter in FIELDS else "causes"
        return cls(column, table(parameter, tuple(values)))

    def __and__(self, other: "Words") -> "Words":
        return Words(self.column, self.table & other.table)

    def keeps(self, stretch: Stretch) -> np.ndarray:
        return self.table[stretch.column(self.column)]


@dataclass(frozen=True, slots=True, eq=False)
class Among:
    """One of the sites of these numbers (int64, sorted)."""

    numbers: np.ndarray

    def keeps(self, stretch: Stretch) -> np.ndarray:
        given = stretch.column("number")
        if len(given) < len(self.numbers):
            at = np.searchsorted(self.numbers, given)
            return self.numbers[np.minimum(at, len(self.numbers) - 1)] == given
        rows = stretch.segment.rows_of(self.numbers) - stretch.start
        kept = np.zeros(len(stretch), bool)
        kept[rows[(rows >= 0) & (rows < len(stretch))]] = True
        return kept


@dataclass(frozen=True, slots=True)
class Inside:
    """A public place in the box or on its edge."""

    box: BBox

    def keeps(self, stretch: Stretch) -> np.ndarray:
        latitude, longitude = stretch.column("latitude"), stretch.column("longitude")
        west, east = longitude >= self.box.west, longitude <= self.box.east
        across = west & east if self.box.west <= self.box.east else west | east
        return (latitude >= self.box.south) & (latitude <= self.box.north) & across & ~np.isnan(longitude)


@dataclass(frozen=True, slots=True)
class Within:
    """An exact place in the area, or a protected place whose whole cell lies in it."""

    area: Area

    def keeps(self, stretch: Stretch) -> np.ndarray:
        rows = _rows_within(self.area, stretch.segment)
        first, last = np.searchsorted(rows, [stretch.start, stretch.stop])
        kept = np.zeros(len(stretch), bool)
        kept[rows[first:last] - stretch.start] = True
        return kept


def _rows_within(area: Area, segment: Segment) -> np.ndarray:
    """Worked out once for many tiles. It is forgotten with the segment, of which it keeps no file open."""
    held = _within.setdefault(segment, {})
    rows = held.get(area)
    if rows is None:
        placed = slice(0, int(np.searchsorted(segment.key, ALL_KEYS[1] >> 2)))
        places = (getattr(segment, name)[placed] for name in ("key", "latitude", "longitude", "cell"))
        if len(held) >= MOST_AREAS:
            held.clear()
        rows = held[area] = np.sort(area.rows(*places))
    return rows


@dataclass(frozen=True, slots=True)
class Began:
    """A damage period began from a day until another, both included, as far as was known on the day asked for."""

    first: date | None
    last: date | None

    def keeps(self, stretch: Stretch) -> np.ndarray:
        kept = np.zeros(len(stretch), bool)
        kept[stretch.damage(self.first, self.last)[0]] = True
        return kept


@dataclass(frozen=True, slots=True)
class Changed:
    """Level, verification, dissent or recovery was another on the day ``since`` than on the day asked for."""

    since: date

    def keeps(self, stretch: Stretch) -> np.ndarray:
        earlier = before(stretch, self.since)
        return shown_of(earlier.column("status")) != shown_of(stretch.column("status"))


def before(stretch: Stretch, day: date) -> Stretch:
    """The same rows on an earlier day of the clock that was asked for: by what was known then, or what had happened."""
    if stretch.known and not stretch.on:
        return stretch.on_days(None, day)
    return stretch.on_days(day, stretch.known)


def together(conditions: Iterable[Condition]) -> list[Condition]:
    """The same conditions, those on one column as one."""
    tables, others = {}, []
    for one in conditions:
        if isinstance(one, Words):
            tables[one.column] = tables[one.column] & one if one.column in tables else one
        else:
            others.append(one)
    return [*tables.values(), *others]


@dataclass(frozen=True, slots=True, eq=False)
class Picked:
    """What a filter picks of one stretch: ``rows`` of it, in the order of their keys."""

    stretch: Stretch
    rows: np.ndarray

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> np.ndarray:
        column = self.stretch.column(name)
        return column if len(self.rows) == len(column) else column[self.rows]

    @property
    def at(self) -> np.ndarray:
        """The rows of the segment."""
        return self.rows + self.stretch.start


def stretches(
    state: State, on: date | None, known: date | None, keys: tuple[int, int] = ALL_KEYS
) -> list[tuple[Stretch, np.ndarray]]:
    """The parts of a state between two tile keys, first included and last excluded, with the rows that do not count."""
    found = []
    for segment, gone in state.parts:
        start, stop = map(int, np.searchsorted(segment.key, keys))
        first, last = np.searchsorted(gone, [start, stop])
        found.append((Stretch(segment, start, stop, on, known), gone[first:last] - start))
    return found


def pick(
    state: State,
    conditions: Iterable[Condition],
    on: date | None,
    known: date | None,
    keys: tuple[int, int] = ALL_KEYS,
) -> list[Picked]:
    """The sites that keep all conditions, in each part of the state."""
    asked = together(conditions)
    return [Picked(one, np.flatnonzero(kept(one, gone, asked))) for one, gone in stretches(state, on, known, keys)]


def kept(stretch: Stretch, gone: np.ndarray, conditions: Iterable[Condition]) -> np.ndarray:
    """Which rows of a stretch count and keep all conditions: bool."""
    mask = np.ones(len(stretch), bool)
    mask[gone] = False
    for one in conditions:
        mask &= one.keeps(stretch)
    return mask


def beneath(state: State, number: int, depth: int) -> np.ndarray:
    """The numbers of the parts of a site, of their parts, and so on, this many times; sorted."""
    found, above = np.empty(0, np.int64), np.array([number], np.int64)
    for _ in range(depth):
        rows = [(part, np.setdiff1d(part.parts_of(above), gone)) for part, gone in state.parts]
        above = np.setdiff1d(np.concatenate([part.number[held] for part, held in rows]), found)
        found = np.union1d(found, above)
    return found


def answering(state: State, text: str) -> np.ndarray:
    """The numbers of all sites that have a name which answers a text, in any spelling; sorted."""
    return _answering(state.names, text)


def best(state: State, text: str, most: int) -> np.ndarray:
    """The numbers of the sites that answer a text best, best first; its last word may be unfinished."""
    return _best(state.names, text, most)
