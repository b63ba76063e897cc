"""Which of a million places lie in a shape: exactly, and in milliseconds.

Tile keys make a quadtree of the places: each quad of the map is one range of keys. What lies well inside is taken
whole, what lies outside is dropped whole, and only places near the outline are tested one by one.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import MultiPolygon

DEEPEST = 24  # the zoom of a tile key
FEW = 32  # places in a quad that are sooner tested than divided
ROUNDING = 1e-9  # degrees by which a quad is widened: a place on its edge may have been rounded into the neighbour
CORNER_DECIMALS = 6


def places_in(
    shape: MultiPolygon, keys: np.ndarray, latitude: np.ndarray, longitude: np.ndarray, cell: np.ndarray
) -> np.ndarray:
    """The ascending positions (int64) of the places in a shape, as ``Area.rows`` tells them."""
    shape = shapely.force_2d(shape)  # a copy: what is prepared is not for several threads
    shapely.prepare(shape)
    whole, rest = _divided(shape, keys, margin=float(cell.max(initial=0)) / 2)
    rest = rest[shapely.intersects_xy(shape, longitude[rest], latitude[rest])]
    protected = cell[rest] > 0
    cells = rest[protected]
    cells = cells[_held(shape, latitude[cells], longitude[cells], cell[cells])]
    inside = np.zeros(len(keys), bool)
    inside[whole] = inside[rest[~protected]] = inside[cells] = True
    return np.flatnonzero(inside)


def _divided(shape: MultiPolygon, keys: np.ndarray, margin: float) -> tuple[np.ndarray, np.ndarray]:
    """Positions of the places that lie in the shape for certain, and of those that must be tested one by one.

    The quadtree of the tile keys is descended: a quad is one range of keys. It is taken whole if the shape holds it and
    ``margin`` degrees around it, so that the cells of its protected places are held too.
    """
    whole, rest, quads = [], [], Quads(0, *np.zeros((3, 1), np.int64))
    while len(quads.key):
        first, end = np.searchsorted(keys, quads.ranges)
        few = (end - first <= FEW) | (quads.zoom == DEEPEST)
        rest += _runs(first[few], end[few])
        quads, first, end = quads.only(~few), first[~few], end[~few]
        touched = shapely.intersects(shape, quads.boxes(ROUNDING))
        quads, first, end = quads.only(touched), first[touched], end[touched]
        held = shapely.covers(shape, quads.boxes(ROUNDING + margin))
        whole += _runs(first[held], end[held])
        quads = quads.only(~held).children()
    return _joined(whole), _joined(rest)


def _runs(first: np.ndarray, end: np.ndarray) -> list[np.ndarray]:
    return [np.arange(*run) for run in zip(first, end, strict=True)]


def _joined(runs: list[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.empty(0, np.int64), *runs])


@dataclass(frozen=True, slots=True)
class Quads:
    """Tiles of one zoom: their columns, rows and Morton numbers."""

    zoom: int
    x: np.ndarray
    y: np.ndarray
    key: np.ndarray

    def only(self, chosen: np.ndarray) -> "Quads":
        return Quads(self.zoom, self.x[chosen], self.y[chosen], self.key[chosen])

    def children(self) -> "Quads":
        right, down = np.array([0, 1, 0, 1]), np.array([0, 0, 1, 1])
        four = [(2 * self.x, right), (2 * self.y, down), (4 * self.key, right + 2 * down)]
        return Quads(self.zoom + 1, *(np.add.outer(start, step).ravel() for start, step in four))

    @property
    def ranges(self) -> tuple[np.ndarray, np.ndarray]:
        """The keys of the places in each: first included, last excluded."""
        shift = 2 * (DEEPEST - self.zoom)
        return self.key << shift, self.key + 1 << shift

    def boxes(self, margin: float) -> np.ndarray:
        """The quads with so many degrees around them, on the earth. The outermost reach to the poles, as keys do."""
        side = 1 << self.zoom
        west, east = (column / side * 360 - 180 for column in (self.x, self.x + 1))
        north, south = (np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * row / side)))) for row in (self.y, self.y + 1))
        north, south = np.where(self.y == 0, 90, north), np.where(self.y == side - 1, -90, south)
        return _boxes(south - margin, west - margin, north + margin, east + margin)


def _boxes(south: np.ndarray, west: np.ndarray, north: np.ndarray, east: np.ndarray) -> np.ndarray:
    return shapely.box(np.maximum(west, -180), np.maximum(south, -90), np.minimum(east, 180), np.minimum(north, 90))


def _held(shape: MultiPolygon, latitude: np.ndarray, longitude: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """Whether the shape holds the whole cell of each protected place. Neighbours in one cell are tested once."""
    columns = np.array([latitude, longitude, cell])
    fresh = np.ones(len(cell), bool)
    fresh[1:] = (columns[:, 1:] != columns[:, :-1]).any(axis=0)
    latitude, longitude, cell = columns[:, fresh]
    # Rounded to the decimals they have, corners are the numbers that decimal arithmetic gives.
    sides = (latitude - cell / 2, longitude - cell / 2, latitude + cell / 2, longitude + cell / 2)
    corners = (np.round(side, CORNER_DECIMALS) for side in sides)
    return shapely.covers(shape, _boxes(*corners))[np.cumsum(fresh) - 1]
