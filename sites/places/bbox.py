"""A box on the map, in the order of RFC 7946: west, south, east, north."""

import re
from dataclasses import dataclass

from ..terms import Fault
from .point import LIMITS

LONGEST = 120
SIDES = {"west": "longitude", "south": "latitude", "east": "longitude", "north": "latitude"}
NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class BBox:
    """Degrees, edges included. Where west is greater than east, the box crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        """As it is written in an address; ``parse_bbox`` reads it back."""
        return ",".join(map(repr, (self.west, self.south, self.east, self.north)))

    def contains(self, latitude: float, longitude: float) -> bool:
        """Whether a place lies in the box or on its edge."""
        if not self.south <= latitude <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= longitude <= self.east
        return longitude >= self.west or longitude <= self.east


def parse_bbox(text: str) -> BBox:
    """Read “38.2,34.5,38.3,34.6”. Fault if it is not four numbers on the earth, south before north."""
    if len(text) > LONGEST or not text.isprintable():
        raise Fault("The box is too long or holds an invisible character: write it like 38.2,34.5,38.3,34.6.")
    parts = text.split(",")
    if len(parts) != len(SIDES):
        raise Fault("The box needs four numbers, west,south,east,north, and has {count}.", count=len(parts))
    box = BBox(*(_read_side(side, part.strip()) for side, part in zip(SIDES, parts, strict=True)))
    if box.south > box.north:
        raise Fault("The box's south, {south}, lies north of its north, {north}.", south=box.south, north=box.north)
    return box


def _read_side(side: str, text: str) -> float:
    if not NUMBER.fullmatch(text):
        raise Fault("The box's {side}, “{text}”, is not a number: write degrees, like 38.2.", side=side, text=text)
    degrees, limit = float(text), LIMITS[SIDES[side]]
    if abs(degrees) > limit:
        raise Fault("The box's {side}, {text}, is outside -{limit}…{limit}.", side=side, text=text, limit=limit)
    return degrees
