"""Whether somebody wrote longitude before latitude: a point that lies in its country only the other way round."""

from .countries import BOUNDS
from .point import Point


def looks_swapped(point: Point, country: str) -> bool:
    """Whether the point lies outside the box around its country, and its two numbers exchanged lie inside.

    ``country`` is an ISO 3166 code; one without a box is never said to be wrong.
    """
    return (
        country in BOUNDS
        and not _holds(country, point.latitude, point.longitude)
        and _holds(country, point.longitude, point.latitude)
    )


def _holds(country: str, latitude: float, longitude: float) -> bool:
    south, west, north, east = BOUNDS[country]
    return south <= latitude <= north and west <= longitude <= east
