"""The outline of a place: a GeoJSON Polygon or MultiPolygon, as RFC 7946 has it, with at most so many corners."""

import math
from collections.abc import Iterator
from itertools import pairwise

from ..terms import Fault

MOST_CORNERS = 2000
KINDS = ("Polygon", "MultiPolygon")
EARTH_KM = 6371.0088  # mean radius

Ring = list[list[float]]


def check_footprint(outline) -> None:
    """Fault unless it is a polygon or several, of closed rings with longitude and latitude in degrees."""
    if not isinstance(outline, dict) or set(outline) != {"type", "coordinates"} or outline["type"] not in KINDS:
        raise Fault("The outline is not a GeoJSON Polygon or MultiPolygon.")
    try:
        found = list(_rings(outline))
        sound = (
            bool(found) and all(map(_is_closed, found)) and all(_on_earth(*corner) for ring in found for corner in ring)
        )
    except (TypeError, ValueError, KeyError) as broken:
        raise Fault("The outline has a corner that is not two numbers, longitude and latitude.") from broken
    if not sound:
        raise Fault("The outline has a ring that is not closed, has fewer than three corners or leaves the earth.")
    if corners(outline) > MOST_CORNERS:
        raise Fault(
            "The outline has {count} corners, and at most {most} are kept: simplify it.",
            count=corners(outline),
            most=MOST_CORNERS,
        )


def corners(outline: dict) -> int:
    """How many corners all its rings have together."""
    return sum(len(ring) - 1 for ring in _rings(outline))


def square_km(outline: dict) -> float:
    """How large it is on a round earth, without its holes."""
    several = outline["coordinates"] if outline["type"] == "MultiPolygon" else [outline["coordinates"]]
    return sum(_enclosed(shell) - sum(map(_enclosed, holes)) for shell, *holes in several)


def _rings(outline: dict) -> Iterator[Ring]:
    several = outline["coordinates"] if outline["type"] == "MultiPolygon" else [outline["coordinates"]]
    return (ring for rings in several for ring in rings)


def _is_closed(ring: Ring) -> bool:
    return len(ring) >= 4 and ring[0] == ring[-1]


def _on_earth(longitude: float, latitude: float) -> bool:
    return abs(longitude) <= 180 and abs(latitude) <= 90  # so written because NaN compares false


def _enclosed(ring: Ring) -> float:
    """The area that a ring encloses, in square kilometres, whichever way it winds."""
    total = 0.0
    for (west, south), (east, north) in pairwise(ring):
        total += math.radians(east - west) * (2 + math.sin(math.radians(south)) + math.sin(math.radians(north)))
    return abs(total) * EARTH_KM**2 / 2
