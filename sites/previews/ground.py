"""A public place → the small map beside the words."""

from dataclasses import dataclass

from ..overviews import framed, paths
from ..places import PublicPlace

SIDE = 400  # pixels
ROOM = 24  # around a square that is as wide as the map
ZOOM = 4.8
SMALLEST = 34  # pixels: a square that is still seen as one around the mark


@dataclass(frozen=True, slots=True)
class Ground:
    """The outlines of the map by kind, where the mark stands, and the square that it stands for, if it is one."""

    paths: dict[str, str]
    x: float
    y: float
    square: tuple[float, float, float, float] | None


def ground_of(place: PublicPlace) -> Ground:
    frame = framed(place.bounds, (SIDE, SIDE), room=ROOM, nearest=ZOOM)
    x, y = frame.at(place.latitude, place.longitude)
    (west, south), (east, north) = frame.at(*place.bounds[:2]), frame.at(*place.bounds[2:])
    wide, high = max(east - west, SMALLEST), max(south - north, SMALLEST)
    square = (x - wide / 2, y - high / 2, wide, high) if place.cell else None
    return Ground(paths(frame), x, y, square)
