"""Degrees → places on Mercator's square → pixels of a picture."""

import math
from dataclasses import dataclass

import numpy as np

NORTHERNMOST = 85.0511287798066  # where the square ends
EQUATOR = 40_075_017  # metres around the earth
TILE = 256


def projected(latitude, longitude):
    """x and y from 0 to 1, from the north-west corner; of numbers or of arrays of them."""
    radians = np.radians(np.clip(latitude, -NORTHERNMOST, NORTHERNMOST))
    return np.asarray(longitude) / 360 + 0.5, 0.5 - np.arcsinh(np.tan(radians)) / math.tau


@dataclass(frozen=True, slots=True)
class Frame:
    """What a picture shows: its size, how wide the world would be, both in pixels, and x and y of its first corner."""

    width: int
    height: int
    world: float
    west: float
    north: float

    @property
    def zoom(self) -> float:
        return math.log2(self.world / TILE)

    @property
    def east(self) -> float:
        return self.west + self.width / self.world

    @property
    def south(self) -> float:
        return self.north + self.height / self.world

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """The pixels of a place."""
        return self.pixels(*projected(latitude, longitude))

    def pixels(self, x: float, y: float) -> tuple[float, float]:
        return round(float(x - self.west) * self.world, 1), round(float(y - self.north) * self.world, 1)

    @property
    def metres(self) -> float:
        """What a pixel measures in the middle of the picture."""
        middle = math.pi * (1 - self.north - self.south)
        return EQUATOR / math.cosh(middle) / self.world


def framed(bounds: tuple[float, float, float, float], size: tuple[int, int], room: int, nearest: float) -> Frame:
    """A picture of that size around a box (south, west, north, east), with ``room`` at its edges, in which a pixel is
    no smaller than at the zoom ``nearest``. It is never wider than the world, nor goes beyond its ends."""
    (width, height), (south, west, north, east) = size, bounds
    (left, low), (right, high) = projected(south, west), projected(north, east)
    fitting = [(width - 2 * room) / max(right - left, 1e-9), (height - 2 * room) / max(low - high, 1e-9)]
    world = float(max(width, min(*fitting, TILE * 2**nearest)))
    top = (low + high) / 2 - height / world / 2
    if height <= world:
        top = min(max(top, 0.0), 1 - height / world)
    return Frame(width, height, world, float((left + right) / 2 - width / world / 2), float(top))
