"""A public place comes in; a geometry of GeoJSON (RFC 7946) goes out: a point, or the grid cell that holds the site."""

from ..catalogue import Entry
from ..places import PublicPlace

DECIMALS = 7  # of a degree: about a centimetre


def geometry(place: Entry | PublicPlace | None) -> dict | None:
    """Longitude comes first. A cell is a closed ring, counter-clockwise from its south-western corner.

    The grid begins at the antimeridian, so that no cell crosses it.
    """
    if place is None or place.latitude is None:
        return None
    if not place.cell:
        return {"type": "Point", "coordinates": [_degrees(place.longitude), _degrees(place.latitude)]}
    south, west, north, east = map(_degrees, PublicPlace(place.latitude, place.longitude, place.cell).bounds)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _degrees(degrees: float) -> float:
    return round(degrees, DECIMALS)
