"""What stands in one tile of the map: single sites where they are few, clusters on a fixed grid elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from ..places import tile_bounds, tile_range
from .codes import LEVEL, level_of, unpack_status
from .conditions import Condition, Picked, Stretch, before, pick
from .keeper import State

FEW = 16  # sites that a tile names one by one
GRID = 2  # zooms below the tile: 4 x 4 cells of 64 pixels
CELLS = 1 << 2 * GRID
NAMED = 24  # sites that a tile names at the most, so that it stays small on the wire
MEASURED = 20_000  # sites of a tile whose clusters are measured to the last one; of more, some stand for all
STANDING_FOR = 64  # sites that stand for a cell, evenly taken


@dataclass(frozen=True, slots=True)
class Mark:
    """One site. ``card`` is the JSON object of what a mark tells beside the status; ``since`` the day of the level.

    ``earlier`` is (level, verification, contested, recovery) on the day it is compared with, None without one.
    """

    card: bytes
    level: str
    verification: str
    contested: bool
    recovery: str
    confirmed_level: str
    since: date | None
    earlier: tuple[str, str, bool, str] | None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Several sites: how many of each level, where they stand on average (latitude, longitude), and the box around
    them (south, west, north, east). ``marks`` name them where no zoom would part them and there are few."""

    count: int
    levels: dict[str, int]
    at: tuple[float, float]
    bounds: tuple[float, float, float, float]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """Every site of the tile counts once: as one of ``marks`` or in the count of one of ``clusters``."""

    marks: tuple[Mark, ...]
    clusters: tuple[Cluster, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The picked sites of a tile by the cells of its grid: of part n, cell c holds ends[n][c]:ends[n][c + 1]."""

    parts: list[Picked]
    ends: list[np.ndarray]

    def rows(self, cell: int) -> list[tuple[Picked, np.ndarray]]:
        return [
            (part, part.rows[ends[cell] : ends[cell + 1]]) for part, ends in zip(self.parts, self.ends, strict=True)
        ]

    def some(self, cell: int, most: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Latitude, longitude and cell width of the sites of a cell; of more than ``most``, of some of them."""
        columns = []
        for part, rows in self.rows(cell):
            chosen = rows if len(rows) <= most else rows[np.linspace(0, len(rows) - 1, STANDING_FOR).astype(np.int64)]
            columns.append([part.stretch.column(name)[chosen] for name in ("latitude", "longitude", "cell")])
        return tuple(np.concatenate(values) for values in zip(*columns, strict=True))


def tile(
    state: State,
    place: tuple[int, int, int],
    conditions: Iterable[Condition],
    on: date | None,
    known: date | None,
    against: date | None,
) -> Tile:
    """The sites of a tile (zoom, x, y) that keep the conditions. Raises Fault if there is no such tile."""
    first, last = tile_range(*place)
    parts = pick(state, conditions, on, known, (first, last))
    total = sum(map(len, parts))
    if total <= FEW:
        return Tile(_marks([(part, part.rows) for part in parts], against), ())
    cells = Cells(parts, [_ends(part, first, last) for part in parts])
    levels = _levels(cells)
    counts = levels.sum(axis=1)
    room, marks, clusters = NAMED, [], []
    for cell in np.flatnonzero(counts):
        if counts[cell] == 1:
            marks += _marks(cells.rows(cell), against)
            continue
        cluster = _cluster(cells, cell, levels[cell], place, room, against)
        room -= len(cluster.marks)
        clusters.append(cluster)
    return Tile(tuple(marks), tuple(clusters))


def _ends(part: Picked, first: int, last: int) -> np.ndarray:
    """Where the sites of each cell begin among the picked ones, and where the last cell ends."""
    borders = np.arange(CELLS + 1, dtype=np.int64) * ((last - first) // CELLS) + first
    return np.searchsorted(part.rows, np.searchsorted(part.stretch.segment.key, borders) - part.stretch.start)


def _levels(cells: Cells) -> np.ndarray:
    """How many sites of each cell have each level: int64, shape (cells, levels)."""
    levels = np.zeros((CELLS, len(LEVEL)), np.int64)
    for part, ends in zip(cells.parts, cells.ends, strict=True):
        held = level_of(part.column("status")).astype(np.uint8)
        for cell in np.flatnonzero(np.diff(ends)):
            levels[cell] += np.bincount(held[ends[cell] : ends[cell + 1]], minlength=len(LEVEL))
    return levels


def _cluster(
    cells: Cells, cell: int, levels: np.ndarray, place: tuple[int, int, int], room: int, against: date | None
) -> Cluster:
    measured = sum(map(len, cells.parts)) <= MEASURED
    latitude, longitude, width = cells.some(cell, MEASURED if measured else STANDING_FOR)
    count = int(levels.sum())
    whole = len(latitude) == count
    on_one_point = whole and np.ptp(latitude) == 0 and np.ptp(longitude) == 0
    return Cluster(
        count=count,
        levels={LEVEL[level]: int(levels[level]) for level in np.flatnonzero(levels)},
        at=(_mean(latitude), _mean(longitude)),
        bounds=_box(latitude, longitude, width) if whole else _cell_box(place, cell),
        marks=_marks(cells.rows(cell), against) if on_one_point and count <= min(FEW, room) else (),
    )


def _mean(degrees: np.ndarray) -> float:
    """Sorted, so that the same places give the same mean to the last digit, wherever each of them is kept."""
    return round(float(np.sort(degrees).mean()), 6)


def _box(latitude: np.ndarray, longitude: np.ndarray, width: np.ndarray) -> tuple[float, float, float, float]:
    """The box around public places, the whole cells of protected ones included."""
    half = width / 2
    south, west = (latitude - half).min(), (longitude - half).min()
    return tuple(round(float(side), 6) for side in (south, west, (latitude + half).max(), (longitude + half).max()))


def _cell_box(place: tuple[int, int, int], cell: int) -> tuple[float, float, float, float]:
    z, x, y = place
    across = sum((cell >> 2 * bit & 1) << bit for bit in range(GRID))
    down = sum((cell >> 2 * bit + 1 & 1) << bit for bit in range(GRID))
    bounds = tile_bounds(z + GRID, (x << GRID) + across, (y << GRID) + down)
    return tuple(round(side, 6) for side in bounds)


def _marks(held: Iterable[tuple[Picked, np.ndarray]], against: date | None) -> tuple[Mark, ...]:
    """The marks of some rows of stretches, by the numbers of their sites: the order tells nothing of where a site lies,
    nor of when it was last touched."""
    found = [one for part, rows in held if len(rows) for one in _numbered(part.stretch, rows, against)]
    return tuple(mark for _, mark in sorted(found, key=lambda one: one[0]))


def _numbered(stretch: Stretch, rows: np.ndarray, against: date | None) -> Iterator[tuple[int, Mark]]:
    status, since, number = (stretch.column(name)[rows].tolist() for name in ("status", "since", "number"))
    told = [None] * len(rows)
    if against:
        told = [unpack_status(code)[:4] for code in before(stretch, against).column("status")[rows].tolist()]
    for row, code, day, one, earlier in zip((rows + stretch.start).tolist(), status, since, number, told, strict=True):
        since = date.fromordinal(day) if day else None
        yield one, Mark(stretch.segment.card_of(row), *unpack_status(code), since=since, earlier=earlier)
