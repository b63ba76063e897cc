"""Web Mercator tiles as ranges of one integer.

The key of a place interleaves the bits of its tile's x and y at zoom 24 (Morton order, 48 bits), so that every tile of
every coarser zoom is one contiguous range of keys: an ordinary index finds a tile, without spatial extensions.
"""

import math

from ..terms import Fault

DEEPEST = 24
SIDE = 1 << DEEPEST
NORTHERNMOST = 85.0511287798066  # where the Web Mercator square ends


def tile_key(latitude: float, longitude: float) -> int:
    """The key of a place, from 0 to 2**48 - 1. Places beyond the square count to its edge."""
    return _interleave(*_tile_at(latitude, longitude))


def tile_range(z: int, x: int, y: int) -> tuple[int, int]:
    """The keys of a tile: first included, last excluded. Fault if there is no such tile."""
    _check(z, x, y)
    key, shift = _interleave(x, y), 2 * (DEEPEST - z)
    return key << shift, (key + 1) << shift


def tile_bounds(z: int, x: int, y: int) -> tuple[float, float, float, float]:
    """South, west, north, east of a tile, in degrees. Fault if there is no such tile."""
    _check(z, x, y)
    west, east = (across * 360 / (1 << z) - 180 for across in (x, x + 1))
    return _latitude((y + 1) / (1 << z)), west, _latitude(y / (1 << z)), east


def _latitude(down: float) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * down))))


def _check(z: int, x: int, y: int) -> None:
    if not 0 <= z <= DEEPEST:
        raise Fault("There is no zoom {z}: zooms run from 0 to {deepest}.", z=z, deepest=DEEPEST)
    if not (0 <= x < 1 << z and 0 <= y < 1 << z):
        raise Fault("There is no tile {z}/{x}/{y}: x and y run from 0 to {last}.", z=z, x=x, y=y, last=(1 << z) - 1)


def _tile_at(latitude: float, longitude: float) -> tuple[int, int]:
    latitude = math.radians(max(-NORTHERNMOST, min(NORTHERNMOST, latitude)))
    across = (longitude + 180) / 360
    down = 0.5 - math.asinh(math.tan(latitude)) / math.tau
    return _clamp(across), _clamp(down)


def _clamp(fraction: float) -> int:
    return max(0, min(SIDE - 1, int(fraction * SIDE)))


def _interleave(x: int, y: int) -> int:
    return _spread(x) | _spread(y) << 1


def _spread(bits: int) -> int:
    """Put a zero before every bit: 0b111 becomes 0b010101."""
    bits = (bits | bits << 16) & 0x0000FFFF0000FFFF
    bits = (bits | bits << 8) & 0x00FF00FF00FF00FF
    bits = (bits | bits << 4) & 0x0F0F0F0F0F0F0F0F
    bits = (bits | bits << 2) & 0x3333333333333333
    return (bits | bits << 1) & 0x5555555555555555
