"""Boxes around public places, as (south, west, north, east) in degrees."""

from collections.abc import Iterable

from ..catalogue import Entry, Query, in_tile
from ..places import PublicPlace, tile_range

Box = tuple[float, float, float, float]


def bounds(query: Query) -> Box | None:
    """The box around all sites of a query that have a public place; None where there is none."""
    boxes = [place_bounds(entry) for entry in in_tile(*tile_range(0, 0, 0), query)]
    return join(boxes) if boxes else None


def place_bounds(entry: Entry) -> Box:
    """The whole cell of a protected site; a box without size for an exact one. The entry must have a place."""
    return PublicPlace(entry.latitude, entry.longitude, entry.cell).bounds


def join(boxes: Iterable[Box]) -> Box:
    """The smallest box around one or more boxes. It never crosses the antimeridian."""
    south, west, north, east = zip(*boxes, strict=True)
    return min(south), min(west), max(north), max(east)
