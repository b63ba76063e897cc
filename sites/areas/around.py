"""What lies within some kilometres of a line or a point.

Each short piece is laid on a plane of its own, where distances from its middle are true in every direction (azimuthal
equidistant), drawn around there in kilometres, and laid back on the earth.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely import LineString, Point, Polygon

from ..places import METRES_IN_A_DEGREE
from ..terms import Fault

KM_IN_A_DEGREE = METRES_IN_A_DEGREE / 1000
PIECE_KM = 100  # around so short a piece, the plane is true to a thousandth
STRAIGHT = 0.25  # degrees: over so little, a line on the map and one on the plane are the same
LONGEST_KM = 200_000
POLAR = 89.9


def around(paths: Sequence[np.ndarray], within_km: float) -> list[Polygon]:
    """Polygons that together hold what lies within so many km of paths of (longitude, latitude) rows.

    Fault if one would reach a pole, or if they are so long that it would take seconds.
    """
    if any(np.abs(path[:, 1]).max() + within_km / KM_IN_A_DEGREE > POLAR for path in paths):
        raise Fault("A line or point of the file lies too near to a pole to draw around it.")
    if sum(lengths_km(path).sum() for path in paths) > LONGEST_KM:
        raise Fault(
            "The lines of the file are longer than {longest} km: cut out the part you need.", longest=LONGEST_KM
        )
    return [_drawn_around(piece, within_km) for path in paths for piece in _pieces(path)]


def _pieces(path: np.ndarray) -> Iterator[np.ndarray]:
    """The path in runs of about a hundred kilometres, each beginning where the last one ended."""
    if (path == path[0]).all():
        yield path[:1]
        return
    path = shapely.get_coordinates(shapely.segmentize(LineString(path), STRAIGHT))
    run = np.append(0, np.cumsum(lengths_km(path)) // PIECE_KM)
    starts = np.flatnonzero(np.diff(run[:-1], prepend=-1))
    for start, end in zip(starts, [*starts[1:], len(path) - 1], strict=True):
        yield path[start : end + 1]


def lengths_km(path: np.ndarray) -> np.ndarray:
    """The length of each segment of a path: near enough for short ones."""
    across, up = np.diff(path, axis=0).T
    middle = np.radians((path[1:, 1] + path[:-1, 1]) / 2)
    return np.hypot(across * np.cos(middle), up) * KM_IN_A_DEGREE


def _drawn_around(piece: np.ndarray, within_km: float) -> Polygon:
    centre = (piece.min(axis=0) + piece.max(axis=0)) / 2
    flat = _flattened(piece, centre) * KM_IN_A_DEGREE
    near = (LineString(flat) if len(flat) > 1 else Point(flat[0])).buffer(within_km)
    return shapely.transform(near, lambda xy: _laid_back(xy / KM_IN_A_DEGREE, centre))


def _flattened(path: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Degrees of longitude and latitude as degrees of arc east and north of a centre."""
    (middle, height), (turn, up) = np.radians(centre), np.radians(path).T
    turn = turn - middle
    east = np.cos(up) * np.sin(turn)
    north = np.cos(height) * np.sin(up) - np.sin(height) * np.cos(up) * np.cos(turn)
    far = np.hypot(east, north)
    angle = np.arctan2(far, np.sin(height) * np.sin(up) + np.cos(height) * np.cos(up) * np.cos(turn))
    stretch = np.divide(angle, far, out=np.ones_like(far), where=far > 0)
    return np.degrees(np.column_stack([east * stretch, north * stretch]))


def _laid_back(flat: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """The inverse of ``_flattened``. Longitudes run on beyond the antimeridian."""
    (middle, height), (east, north) = np.radians(centre), np.radians(flat).T
    angle = np.hypot(east, north)
    shrink = np.divide(np.sin(angle), angle, out=np.ones_like(angle), where=angle > 0)
    up = np.arcsin(np.clip(np.cos(angle) * np.sin(height) + north * shrink * np.cos(height), -1, 1))
    turn = np.arctan2(east * shrink, np.cos(height) * np.cos(angle) - north * shrink * np.sin(height))
    return np.degrees(np.column_stack([middle + turn, up]))
