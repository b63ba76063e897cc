"""Whether somebody wrote longitude before latitude: a point that lies in its country only the other way round."""

from .countries import BOUNDS


def lies_outside(latitude: float, longitude: float, country: str) -> bool:
    """Whether a point lies outside the box around its country; never so for one without a box."""
    return country in BOUNDS and not _holds(country, latitude, longitude)


def looks_swapped(latitude: float, longitude: float, country: str) -> bool:
    """Whether a point lies outside the box around its country, and its two numbers exchanged lie inside.

    ``country`` is an ISO 3166 code; one without a box is never said to be wrong.
    """
    if country not in BOUNDS:
        return False
    return _holds(country, longitude, latitude) and not _holds(country, latitude, longitude)


def _holds(country: str, latitude: float, longitude: float) -> bool:
    south, west, north, east = BOUNDS[country]
    return south <= latitude <= north and west <= longitude <= east
