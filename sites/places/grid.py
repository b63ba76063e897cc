"""What the public sees of a point: itself, the centre of its grid cell, or nothing.

The grid is fixed, so one point always gives the same cell, and a thousand looks tell no more than the first. Nothing is
ever moved at random: random moves average out. A cell holds its southern and western edge; the northernmost cell also
holds the pole. Longitude 180 is the same meridian as -180 and belongs to the cell that begins there.
"""

import math
from dataclasses import dataclass
from decimal import Decimal

from ..terms import Fault
from .point import Point

METRES_IN_A_DEGREE = 111_320  # of latitude, and of longitude at the equator
CELLS = {"0.01": Decimal("0.01"), "0.1": Decimal("0.1")}


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """A place that may be shown: degrees, and the side of its cell in degrees (0.0: the exact point)."""

    latitude: float
    longitude: float
    cell: float

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """South, west, north, east of the cell."""
        half = Decimal(repr(self.cell)) / 2
        latitude, longitude = Decimal(repr(self.latitude)), Decimal(repr(self.longitude))
        return float(latitude - half), float(longitude - half), float(latitude + half), float(longitude + half)


def generalise(point: Point, visibility: str) -> PublicPlace | None:
    """The public place of a point whose visibility is exact, 0.01, 0.1 or hidden (None). Fault for anything else."""
    if visibility == "hidden":
        return None
    if visibility == "exact":
        return PublicPlace(point.latitude, point.longitude, 0.0)
    if visibility not in CELLS:
        raise Fault("“{visibility}” is not a visibility: choose exact, 0.01, 0.1 or hidden.", visibility=visibility)
    cell = CELLS[visibility]
    longitude = -180.0 if point.longitude == 180 else point.longitude
    return PublicPlace(_centre(point.latitude, cell, 90), _centre(longitude, cell, 180), float(cell))


def _centre(degrees: float, cell: Decimal, limit: int) -> float:
    """Decimal arithmetic on the digits as written: in binary, 0.7 / 0.1 is a little less than 7."""
    last = int(limit / cell) - 1
    number = min(math.floor(Decimal(repr(degrees)) / cell), last)
    return float((number + Decimal("0.5")) * cell)
