"""Shapes made fit to be asked about: repaired, cut at the antimeridian, laid on the grid of the addresses.

A shape is a valid MultiPolygon in degrees, x east and y north, between -180 and 180. Its edges are straight lines on a
plane of longitude and latitude, as RFC 7946 has it.
"""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

from ..terms import Fault

STEPS = 100_000  # to a degree: a step is a metre or less, the grid of encoded polylines
FARTHEST = 540  # degrees: a map that was turned once around the earth counts on
MOST_CROSSINGS = 5_000  # with more, mending takes long, and no address bears what comes of it
SAMPLE = 1000
TRIES = 3
EARTH = shapely.box(-180, -90, 180, 90)


def check_on_earth(path: np.ndarray) -> None:
    """Fault if one of the (longitude, latitude) rows lies off the earth."""
    if not np.isfinite(path).all():
        raise Fault("The area has a corner that is not a number: write degrees, like 38.2.")
    longitude, latitude = np.abs(path).max(axis=0, initial=0)
    if latitude > 90 or longitude > FARTHEST:
        raise Fault(
            "The area has a corner off the earth: latitudes run from -90 to 90, longitudes from -180 to 180, and on to "
            "{farthest} where a ring crosses the antimeridian. Numbers that are larger are often metres of a projected "
            "map: save the file in WGS 84 (EPSG:4326).",
            farthest=FARTHEST,
        )


def check_crossings(paths: Sequence[np.ndarray]) -> None:
    """Fault if the paths cross themselves and each other so often that mending them would take seconds.

    The crossings are counted among some of the segments and reckoned up: enough to know a scribble.
    """
    ends = np.concatenate([np.hstack([path[:-1], path[1:]]) for path in paths])
    some = ends[np.random.default_rng(0).permutation(len(ends))[:SAMPLE]]
    start, end = some[:, :2].T, some[:, 2:].T
    parted = _sides(start, end, start) * _sides(start, end, end) < 0
    crossings = (parted & parted.T).sum() / 2 * (len(ends) / max(len(some), 1)) ** 2
    if crossings > MOST_CROSSINGS:
        raise Fault("The lines of the area cross each other too often: draw around the outside of it.")


def _sides(start: np.ndarray, end: np.ndarray, points: np.ndarray) -> np.ndarray:
    """For each segment a row, for each point a column: above 0 where the point lies to the left."""
    (along_x, along_y), (x, y) = end - start, points[:, None, :] - start[:, :, None]
    return along_x[:, None] * y - along_y[:, None] * x


def closed(ring: np.ndarray) -> np.ndarray:
    """The ring with its first corner again at its end, and no corner twice in a row."""
    ring = np.vstack([ring, ring[:1]])
    return ring[np.append(True, (np.diff(ring, axis=0) != 0).any(axis=1))] if len(ring) else ring


def polygons(rings: Sequence[Sequence[np.ndarray]]) -> list[Polygon]:
    """Polygons of closed rings, the shell first; a ring with fewer than three corners is left out."""
    return [Polygon(shell, [hole for hole in holes if len(hole) > 3]) for shell, *holes in rings if len(shell) > 3]


def settled(parts: Sequence[Polygon]) -> MultiPolygon:
    """The shape that polygons make together, in one fixed order of corners. Fault if nothing is left of it.

    What is valid and on the grid stays as it is, so that settling it again changes nothing.
    """
    drawn = MultiPolygon(parts)
    shape = drawn if shapely.is_valid(drawn) else _mended(parts)
    shape = shape if shapely.covers(EARTH, shape) else on_grid(folded(shape))
    shape = shape if shape is drawn else on_grid(shape)
    if not shape.area:
        raise Fault("The area has no extent: draw at least three corners that are not on one line.")
    return shapely.normalize(shape)


def _mended(parts: Sequence[Polygon]) -> MultiPolygon:
    check_crossings([shapely.get_coordinates(ring) for part in parts for ring in (part.exterior, *part.interiors)])
    return joined(parts)


def joined(parts: Sequence[Polygon]) -> MultiPolygon:
    """All that lies in one of the polygons, which may cross themselves."""
    return _many(shapely.union_all([_repaired(part) for part in parts]))


def _repaired(part):
    return part if shapely.is_valid(part) else shapely.make_valid(part, method="structure", keep_collapsed=False)


def folded(shape: MultiPolygon) -> MultiPolygon:
    """What lies beyond the antimeridian, cut there and brought back between -180 and 180."""
    turns = [shapely.transform(shape, lambda xy, turn=turn: xy + np.array([turn, 0])) for turn in (-360, 0, 360)]
    return _many(shapely.union_all(shapely.intersection(turns, EARTH)))


def on_grid(shape: MultiPolygon) -> MultiPolygon:
    """The shape with its corners on whole steps, still valid. Slivers thinner than a step are lost."""
    for _ in range(TRIES):
        steps = shapely.set_precision(shapely.transform(_many(_repaired(shape)), lambda xy: xy * STEPS), 1)
        shape = _many(shapely.transform(steps, lambda xy: np.round(xy) / STEPS))
        if shapely.is_valid(shape):
            return shape
    raise Fault("The area crosses itself in a way that cannot be mended: draw it with fewer corners.")


def coarsened(shape: MultiPolygon, tolerance: float) -> MultiPolygon:
    """The shape with fewer corners: none of its lines strays by more than the tolerance, in degrees.

    Islands and lakes smaller than the tolerance squared are left out, but never the largest island.
    """
    large = _large(shape, tolerance)
    simple = shapely.simplify(large, tolerance, preserve_topology=True)
    return on_grid(_large(_many(simple), tolerance))


def _large(shape: MultiPolygon, tolerance: float) -> MultiPolygon:
    islands = [part for part in shape.geoms if Polygon(part.exterior).area >= tolerance**2]
    return MultiPolygon([_without_ponds(part, tolerance) for part in islands or [max(shape.geoms, key=shapely.area)]])


def _without_ponds(part: Polygon, tolerance: float) -> Polygon:
    return Polygon(part.exterior, [ring for ring in part.interiors if Polygon(ring).area >= tolerance**2])


def _many(shape) -> MultiPolygon:
    """The polygons of any geometry."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return MultiPolygon([part for part in parts if isinstance(part, Polygon) and not part.is_empty])
