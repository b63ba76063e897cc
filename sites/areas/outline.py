"""The area that an uploaded GeoJSON file draws: a flood, a shake map, a front line."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import shapely
from shapely import MultiPolygon

from ..places import METRES_IN_A_DEGREE
from ..terms import Fault
from .area import LONGEST, Area, area_of, written
from .around import around, lengths_km
from .geojson import read_geojson
from .shapes import check_crossings, coarsened, joined, polygons, settled

NEAREST, FARTHEST = 0.1, 500  # km
MOST_CORNERS = 10_000  # of polygons: far more than an address bears, and simplified in a second, however they wind
MOST_NEAR = 2_000  # of lines, and points: each is drawn around
FINEST, COARSEST = 0.0001, 90  # degrees of tolerance, between which the least is looked for that fits
CLOSE = 1.1


def area_of_geojson(data: bytes, within_km: float = 10) -> Area:
    """The area of a GeoJSON file: its polygons, and what lies within so many km of its lines and points.

    An outline too long for an address is made coarser until it fits: ``tolerance_m`` of the area says how much. Fault
    if the file is no GeoJSON in WGS 84 of at most 5 MB, or holds nothing that makes an area.
    """
    if not NEAREST <= within_km <= FARTHEST:
        raise Fault("Write a distance from {nearest} to {farthest} km.", nearest=NEAREST, farthest=FARTHEST)
    solid, lines = read_geojson(data)
    solid, lines = _thinned(solid), _thinned_lines(lines)
    check_crossings([*chain.from_iterable(solid), *lines])
    return _fitted(settled(joined([*polygons(solid), *around(lines, within_km)]).geoms))


def _thinned(solid: Sequence[Sequence[np.ndarray]]) -> list[list[np.ndarray]]:
    """Polygons with so few corners that they can be mended and simplified in a second. The smallest rings are lost."""
    step = _step([*chain.from_iterable(solid)], MOST_CORNERS)
    thin = [[_every(ring, step) for ring in rings] for rings in solid]
    if solid and not polygons(thin):
        raise Fault("The file draws too many small outlines, or none with an extent: draw a line around them.")
    return thin


def _thinned_lines(lines: Sequence[np.ndarray]) -> list[np.ndarray]:
    step = _step(lines, MOST_NEAR)
    thin = [_every(line, step) for line in lines]
    if sum(map(len, thin)) > 2 * MOST_NEAR:
        raise Fault("The file has more than {most} lines and points: draw a polygon around them.", most=2 * MOST_NEAR)
    return thin


def _step(paths: Sequence[np.ndarray], most: int) -> float:
    """How far apart corners must lie, in km, for at most so many of them to remain. 0 if there are no more."""
    if sum(map(len, paths)) <= most:
        return 0.0
    return sum(lengths_km(path).sum() for path in paths) / most


def _every(path: np.ndarray, step: float) -> np.ndarray:
    """The first corner in each step along the path, and its end."""
    if not step or len(path) < 2:
        return path
    run = np.append(0, np.cumsum(lengths_km(path)) // step)
    kept = np.diff(run, prepend=-1) > 0
    kept[-1] = True
    return path[kept]


def _fitted(shape: MultiPolygon) -> Area:
    """The area of a shape that is as coarse as it must be to fit into an address, and hardly coarser."""
    if _fits(shape):
        return area_of(shape)
    too_fine, tolerance = FINEST, COARSEST
    if not _fits(fitting := _settled(shape, tolerance)):
        raise Fault("The outline winds too much to be made coarser: draw a simpler one.")
    while tolerance > CLOSE * too_fine:
        between = (too_fine * tolerance) ** 0.5
        if _fits(tried := _settled(shape, between)):
            tolerance, fitting = between, tried
        else:
            too_fine = between
    return area_of(fitting, round(tolerance * METRES_IN_A_DEGREE))


def _settled(shape: MultiPolygon, tolerance: float) -> MultiPolygon:
    return settled(coarsened(shape, tolerance).geoms)


def _fits(shape: MultiPolygon) -> bool:
    """A corner takes two characters or more, so that most that are too long need not be written."""
    return shapely.get_num_coordinates(shape) <= LONGEST and len(written(shape)) <= LONGEST
