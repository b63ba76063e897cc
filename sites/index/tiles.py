"""What stands in one tile of the map: single sites where they are few, clusters on a fixed grid elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from ..places import tile_bounds, tile_range
from .codes import LEVEL, level_of, unpack_status
from .conditions import Condition, Picked, Stretch, before, pick
from .keeper import State

FEW = 16  # sites that a tile names one by one
GRID = 2  # zooms below the tile: 4 x 4 cells of 64 pixels
DEEPEST = 24  # the zoom of a tile key: below it cells cannot be told apart
CELLS = 1 << 2 * GRID
NAMED = 24  # sites that a tile names at the most, so that it stays small on the wire
MEASURED = 4_000  # sites of a tile whose clusters are measured to the last one; of more, some stand for all
STANDING_FOR = 64  # sites that stand for a cell, evenly taken
BORDERS = np.arange(CELLS + 1, dtype=np.int64)
CODES = np.arange(CELLS, dtype=np.uint8) * len(LEVEL)  # cell and level together are one small number


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

    @property
    def counts(self) -> np.ndarray:
        return sum(np.diff(ends) for ends in self.ends)

    def rows(self, cell: int) -> list[tuple[Picked, np.ndarray]]:
        return [
            (part, part.rows[ends[cell] : ends[cell + 1]]) for part, ends in zip(self.parts, self.ends, strict=True)
        ]


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
    if sum(map(len, parts)) <= FEW:
        return Tile(_marks([(part, part.rows) for part in parts], against), ())
    cells = Cells(parts, [_ends(part, first, last) for part in parts])
    alone = np.flatnonzero(cells.counts == 1).tolist()
    marks = [mark for cell in alone for mark in _marks(cells.rows(cell), against)]
    return Tile(tuple(marks), tuple(_clusters(cells, place, against)))


def _ends(part: Picked, first: int, last: int) -> np.ndarray:
    """Where the sites of each cell begin among the picked ones, and where the last cell ends."""
    borders = BORDERS * (last - first) // CELLS + first
    return np.searchsorted(part.rows, np.searchsorted(part.stretch.segment.key, borders) - part.stretch.start)


def _clusters(cells: Cells, place: tuple[int, int, int], against: date | None) -> Iterator[Cluster]:
    levels, (measures, whole), room = _levels(cells), _measures(cells), NAMED
    counts = cells.counts
    for cell in np.flatnonzero(counts > 1).tolist():
        count, (latitude, longitude, *box) = int(counts[cell]), measures[cell]
        named = ()
        if whole and count <= min(FEW, room) and box[0] == box[2] and box[1] == box[3]:
            named = _marks(cells.rows(cell), against)
            room -= count
        held = {LEVEL[level]: number for level, number in enumerate(levels[cell]) if number}
        yield Cluster(count, held, (latitude, longitude), tuple(box) if whole else _cell_box(place, cell), named)


def _levels(cells: Cells) -> list[list[int]]:
    """By cell, how many of its sites have each level."""
    tally = np.zeros(CELLS * len(LEVEL), np.int64)
    for part, ends in zip(cells.parts, cells.ends, strict=True):
        if len(part):
            held = level_of(part.column("status")).astype(np.uint8)
            held += np.repeat(CODES, np.diff(ends))
            tally += np.bincount(held, minlength=len(tally))
    return tally.reshape(CELLS, -1).tolist()


def _measures(cells: Cells) -> tuple[dict[int, list[float]], bool]:
    """By cell, the mean latitude and longitude of its sites and the box around them; and whether all were measured.

    In whole millionths of a degree: their sums are the same in whatever order, so that nothing tells where a site is
    kept. Of very many sites, some stand for all.
    """
    whole = sum(map(len, cells.parts)) <= MEASURED
    measured = [np.arange(len(part)) for part in cells.parts] if whole else _standing_for(cells)
    columns, held = [], []
    for part, ends, chosen in zip(cells.parts, cells.ends, measured, strict=True):
        if len(chosen):
            rows = part.rows[chosen]
            columns.append([part.stretch.column(name)[rows] for name in ("latitude", "longitude", "cell")])
            held.append(np.searchsorted(ends, chosen, side="right") - 1)
    latitude, longitude, half = (np.concatenate(values) for values in zip(*columns, strict=True))
    cell = np.concatenate(held)
    latitude, longitude, half = (np.rint(degrees * 1e6).astype(np.int64) for degrees in (latitude, longitude, half / 2))
    if len(held) > 1:
        order = np.argsort(cell, kind="stable")
        latitude, longitude, half, cell = latitude[order], longitude[order], half[order], cell[order]
    starts = np.flatnonzero(np.r_[True, cell[1:] != cell[:-1]])
    number = np.diff(np.r_[starts, len(cell)])
    found = [
        np.add.reduceat(latitude, starts) // number,
        np.add.reduceat(longitude, starts) // number,
        np.minimum.reduceat(latitude - half, starts),
        np.minimum.reduceat(longitude - half, starts),
        np.maximum.reduceat(latitude + half, starts),
        np.maximum.reduceat(longitude + half, starts),
    ]
    return dict(zip(cell[starts].tolist(), (np.stack(found, axis=1) / 1e6).tolist(), strict=True)), whole


def _standing_for(cells: Cells) -> tuple[np.ndarray, np.ndarray]:
    """Of the sites of each cell, evenly, as many as stand for all: their places in each part.

    They are the same wherever each site is kept, or else a cluster would move towards the site that was just touched.
    """
    base, over = cells.parts
    ends = sum(cells.ends)
    counts = np.diff(ends)
    shares = np.arange(STANDING_FOR)[None, :] * counts[:, None] // STANDING_FOR + ends[:-1, None]
    chosen = shares[counts > 0].ravel()
    chosen = chosen[np.diff(chosen, prepend=-1) > 0]
    among = _rows_before(base, over) + np.arange(len(over))
    at, laid_over = np.searchsorted(among, chosen), np.isin(chosen, among)
    return (chosen - at)[~laid_over], at[laid_over]


def _rows_before(base: Picked, over: Picked) -> np.ndarray:
    """How many of the rows that are picked of the base stand before each of the others, by key and number."""
    segment, keys, numbers = base.stretch.segment, over.column("key"), over.column("number")
    first, last = (np.searchsorted(segment.key, keys, side) for side in ("left", "right"))
    for place in np.flatnonzero(first < last).tolist():
        first[place] += np.searchsorted(segment.number[first[place] : last[place]], numbers[place])
    return np.searchsorted(base.rows, first - base.stretch.start)


@lru_cache(maxsize=4096)
def _cell_box(place: tuple[int, int, int], cell: int) -> tuple[float, float, float, float]:
    z, x, y = place
    deeper = min(GRID, DEEPEST - z)
    cell >>= 2 * (GRID - deeper)
    across = sum((cell >> 2 * bit & 1) << bit for bit in range(deeper))
    down = sum((cell >> 2 * bit + 1 & 1) << bit for bit in range(deeper))
    bounds = tile_bounds(z + deeper, (x << deeper) + across, (y << deeper) + down)
    return tuple(round(side, 6) for side in bounds)


def _marks(held: Iterable[tuple[Picked, np.ndarray]], against: date | None) -> tuple[Mark, ...]:
    """The marks of some rows of stretches, by the numbers of their sites: the order tells nothing of where a site lies,
    nor of when it was last touched."""
    found = [one for part, rows in held if len(rows) for one in _numbered(part.stretch, rows, against)]
    return tuple(mark for _, mark in sorted(found, key=lambda one: one[0]))


def _numbered(stretch: Stretch, rows: np.ndarray, against: date | None) -> Iterator[tuple[int, Mark]]:
    """Each site by itself: of a stretch of a million rows nothing is worked out for the sake of a few."""
    for row in (rows + stretch.start).tolist():
        alone = Stretch(stretch.segment, row, row + 1, stretch.on, stretch.known)
        (status,), (since,), (number,) = (alone.column(name).tolist() for name in ("status", "since", "number"))
        earlier = unpack_status(int(before(alone, against).column("status")[0]))[:4] if against else None
        day = date.fromordinal(since) if since else None
        yield number, Mark(stretch.segment.card_of(row), *unpack_status(status), since=day, earlier=earlier)
