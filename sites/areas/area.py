"""An area: a polygon as part of the filter, as it is written into an address."""

from dataclasses import dataclass, field

import numpy as np
import polyline
import shapely
from shapely import MultiPolygon
from shapely.geometry import mapping

from ..terms import Fault
from .quads import places_in
from .shapes import check_on_earth, closed, polygons, settled

LONGEST = 4000  # characters of the encoded text, and so at most 2,000 corners
PRECISION = 5  # decimals of a degree
RING, POLYGON = (
    ".",
    "-",
)  # between rings and between polygons: the polyline's alphabet has neither, an address bears both
ALPHABET = frozenset(map(chr, range(63, 127)))


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the earth. Two areas are equal if they are written alike.

    ``text`` is its canonical form and stands behind ``area=``; ``tolerance_m`` says by how many metres its outline may
    stray from the file it was made of.
    """

    text: str
    shape: MultiPolygon = field(compare=False, repr=False)
    tolerance_m: int = field(default=0, compare=False)

    def __str__(self) -> str:
        """As it is written in an address; ``parse_area`` reads it back."""
        return self.text

    def geojson(self) -> dict:
        """A Polygon or MultiPolygon as RFC 7946 has it: cut at the antimeridian, shells counterclockwise."""
        shape = shapely.orient_polygons(self.shape)
        return mapping(shape if len(shape.geoms) > 1 else shape.geoms[0])

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """South, west, north, east, in degrees."""
        west, south, east, north = self.shape.bounds
        return south, west, north, east

    def rows(self, keys: np.ndarray, latitude: np.ndarray, longitude: np.ndarray, cell: np.ndarray) -> np.ndarray:
        """The ascending positions (int64) of the places that lie in the area.

        The columns are one place a row: its tile key, ascending, its public latitude and longitude in degrees, and the
        width in degrees of its public cell, 0 for an exact point. An exact place counts in the area and on its edge, a
        protected one only where the area holds its whole cell.
        """
        return places_in(self.shape, keys, latitude, longitude, cell)


def parse_area(text: str) -> Area:
    """Read an area from an address. Fault if it is too long, not an area, off the earth or without extent.

    A ring is an encoded polyline of latitudes and longitudes with five decimals, which may run beyond 180° to cross the
    antimeridian; “.” stands before each hole, “-” before each further polygon. Rings that cross themselves are mended.
    """
    if len(text) > LONGEST:
        raise Fault(
            "The area is too long for an address, {length} characters of {longest}: draw it with fewer corners.",
            length=len(text),
            longest=LONGEST,
        )
    rings = [[_decoded(ring) for ring in part.split(RING)] for part in text.split(POLYGON)]
    return area_of(settled(polygons(rings)))


def area_of(shape: MultiPolygon, tolerance_m: int = 0) -> Area:
    """The area of a settled shape. Fault if it takes more characters than an address bears."""
    text = written(shape)
    if len(text) > LONGEST:
        raise Fault("The area has too many corners for an address: draw it with fewer.")
    return Area(text, shape, tolerance_m)


def written(shape: MultiPolygon) -> str:
    return POLYGON.join(RING.join(map(_encoded, (part.exterior, *part.interiors))) for part in shape.geoms)


def _encoded(ring) -> str:
    return polyline.encode(list(ring.coords)[:-1], PRECISION, geojson=True)


def _decoded(text: str) -> np.ndarray:
    """A ring as rows of longitude and latitude, its first corner again at the end."""
    if not text or not ALPHABET.issuperset(text):
        raise Fault("The area cannot be read, it was changed on its way: copy the whole link, or draw it again.")
    try:
        corners = np.array(polyline.decode(text, PRECISION, geojson=True), float)
    except (IndexError, OverflowError) as broken:
        raise Fault("The area breaks off in the middle: copy the whole link.") from broken
    check_on_earth(corners)
    return closed(corners)
