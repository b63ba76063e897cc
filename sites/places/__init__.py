"""Coordinates as people write them in; points, outlines, public grid cells, tile keys and boxes out."""

from .bbox import BBox, parse_bbox
from .footprint import check_footprint, corners, square_km
from .grid import METRES_IN_A_DEGREE, PublicPlace, generalise
from .point import Point, parse_point
from .swap import lies_outside, looks_swapped
from .tiles import tile_bounds, tile_key, tile_range

__all__ = [
    "METRES_IN_A_DEGREE",
    "BBox",
    "Point",
    "PublicPlace",
    "check_footprint",
    "corners",
    "generalise",
    "lies_outside",
    "looks_swapped",
    "parse_bbox",
    "parse_point",
    "square_km",
    "tile_bounds",
    "tile_key",
    "tile_range",
]
