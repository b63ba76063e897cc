"""Counting what a filter picks, by the values of a column and by month, and putting it in order."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np

from ..status import SEVERITY
from .codes import CAUSE, CAUSES_SIZE, FIELDS, LEVEL, PLACE_SIZE, STATUS_SIZE, level_of
from .conditions import Condition, Picked, Stretch, stretches
from .keeper import State

LEVELS = len(LEVEL)
SIZES = {"status": STATUS_SIZE, "place": PLACE_SIZE, "causes": CAUSES_SIZE}
EPOCH = date(1970, 1, 1).toordinal()
MOST_MONTHS = 12 * 10_000
PARAMETERS = (*FIELDS, "cause")
WORST_FIRST = {level: int(-2 * SEVERITY[level]) if level in SEVERITY else 1 for level in LEVEL}
"""The places of the levels in a list that begins with the worst; what nobody could look at comes last."""


def choices(
    state: State, conditions: Mapping[str, Condition], on: date | None, known: date | None
) -> dict[str, Counter]:
    """By parameter, how many sites have each value and keep all conditions but the one on that parameter itself.

    A site with several values counts for each.
    """
    found = {parameter: Counter() for parameter in PARAMETERS}
    for stretch, gone in stretches(state, on, known):
        masks = {name: one.keeps(stretch) for name, one in conditions.items()}
        everybody = _alive(stretch, gone)
        picked = np.logical_and.reduce([everybody, *masks.values()])
        histograms = {column: _histogram(stretch, column, picked) for column in SIZES}
        for parameter, held in found.items():
            histogram = histograms[_column(parameter)]
            if parameter in masks:
                others = [mask for name, mask in masks.items() if name != parameter]
                histogram = _histogram(stretch, _column(parameter), np.logical_and.reduce([everybody, *others]))
            held.update(_by_value(parameter, histogram))
    return found


def _alive(stretch: Stretch, gone: np.ndarray) -> np.ndarray:
    alive = np.ones(len(stretch), bool)
    alive[gone] = False
    return alive


def _column(parameter: str) -> str:
    return FIELDS[parameter].column if parameter in FIELDS else "causes"


def _histogram(stretch: Stretch, column: str, mask: np.ndarray) -> np.ndarray:
    """How many rows hold each code of a column."""
    return np.bincount(stretch.column(column)[mask], minlength=SIZES[column])


def _by_value(parameter: str, histogram: np.ndarray) -> dict[str, int]:
    codes = np.flatnonzero(histogram)
    if parameter == "cause":
        held = [(cause, histogram[codes[codes >> bit & 1 == 1]].sum()) for bit, cause in enumerate(CAUSE)]
    else:
        field = FIELDS[parameter]
        sums = np.bincount(field.read(codes), histogram[codes], minlength=1 << field.bits)
        held = zip(field.words, sums, strict=False)
    return {value: int(count) for value, count in held if value and count}


def crossed(picked: list[Picked]) -> dict[str, dict[str | int, np.ndarray]]:
    """How many of the picked sites of each kind, country, cause and parent have each level.

    By those four words, then by value (a parent by its number): counts in the order of LEVEL, int64.
    """
    found = {"kind": {}, "country": {}, "cause": {}, "parent": {}}
    for one in picked:
        levels = level_of(one.column("status"))
        places = _pairs(one.column("place"), levels, PLACE_SIZE)
        causes = _pairs(one.column("causes"), levels, CAUSES_SIZE)
        for name in ("kind", "country"):
            field = FIELDS[name]
            numbers = field.read(np.arange(PLACE_SIZE))
            _add(found[name], [(word, places[numbers == number]) for number, word in enumerate(field.words)])
        codes = np.arange(CAUSES_SIZE)
        _add(found["cause"], [(cause, causes[codes >> bit & 1 == 1]) for bit, cause in enumerate(CAUSE)])
        parent = one.column("parent")
        parents, numbers = np.unique(parent[parent > 0], return_inverse=True)
        _add(found["parent"], zip(parents.tolist(), _pairs(numbers, levels[parent > 0], len(parents)), strict=True))
    return found


def _pairs(numbers: np.ndarray, levels: np.ndarray, size: int) -> np.ndarray:
    """How often each number meets each level: int64, shape (size, levels)."""
    met = np.bincount(numbers.astype(np.int64) * LEVELS + levels, minlength=size * LEVELS)
    return met.reshape(size, LEVELS)


def _add(found: dict, tallies: Iterable[tuple[str | int, np.ndarray]]) -> None:
    """Add counts by level, or several of them, to what was found of each value; of none, nothing."""
    for value, counts in tallies:
        counted = counts.reshape(-1, LEVELS).sum(axis=0)
        if counted.any():
            found[value] = found.get(value, 0) + counted


def by_level(picked: list[Picked]) -> np.ndarray:
    """How many of the picked sites have each level, in the order of LEVEL."""
    return sum(np.bincount(level_of(one.column("status")), minlength=LEVELS) for one in picked)


def months(picked: list[Picked]) -> dict[tuple[int, int], np.ndarray]:
    """By (year, month), how many picked sites have a damage period that began in it, by the worst such level.

    Counts in the order of LEVEL, int64. A month counts a site once, whatever else was learnt of it in that month.
    """
    found = {}
    for one in picked:
        held = np.zeros(len(one.stretch), bool)
        held[one.rows] = True
        rows, begins, levels = one.stretch.damage(None, None)
        kept = held[rows]
        month = _month_of(begins[kept])
        met = rows[kept] * np.int64(MOST_MONTHS) + month
        if len(met):
            seen = np.flatnonzero(np.r_[True, met[1:] != met[:-1]])
            worst = np.minimum.reduceat(levels[kept], seen)  # LEVEL begins with the worst
            _add_months(found, month[seen], worst)
    return dict(sorted(found.items()))


def _month_of(days: np.ndarray) -> np.ndarray:
    """Months since January of the year 0, of ordinal days."""
    if not len(days):
        return days
    first, last = int(days.min()), int(days.max())
    every_day = np.arange(first - EPOCH, last - EPOCH + 1).astype("datetime64[D]")
    return (every_day.astype("datetime64[M]").astype(np.int64) + 1970 * 12)[days - first]


def _add_months(found: dict, month: np.ndarray, worst: np.ndarray) -> None:
    first = int(month.min())
    pairs = enumerate(_pairs(month - first, worst, int(month.max()) - first + 1), first)
    _add(found, (((place // 12, place % 12 + 1), counted) for place, counted in pairs))


def ordered(picked: list[Picked], sort: str) -> np.ndarray:
    """The numbers of all picked sites, by name, level (worst first), since (latest first) or reports (most first).

    Sites that are equal in that stand in the order of their names.
    """
    (base, rows), (over, more) = [(part.stretch.segment, _by_rank(part)) for part in picked]
    places = np.searchsorted(base.rank[rows], over.rank[more])

    def column(name: str) -> np.ndarray:
        values, others = (part.stretch.column(name)[held] for part, held in zip(picked, (rows, more), strict=True))
        return np.insert(values, places, others)

    numbers = column("number")
    if sort == "level":
        worst = np.array([WORST_FIRST[level] for level in LEVEL], np.int16)
        return numbers[np.argsort(worst[level_of(column("status"))], kind="stable")]
    if sort in ("since", "reports"):
        return numbers[np.argsort(-column(sort), kind="stable")]
    return numbers


def _by_rank(part: Picked) -> np.ndarray:
    """The picked rows of a whole segment in the order of names."""
    held = np.zeros(len(part.stretch), bool)
    held[part.rows] = True
    by_rank = part.stretch.segment.by_rank
    return by_rank[held[by_rank]]
