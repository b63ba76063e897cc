"""A drawn or uploaded outline comes in; an area goes out, which an address bears and which knows its places."""

from .area import Area, parse_area
from .footprint import read_footprint
from .outline import area_of_geojson

__all__ = ["Area", "area_of_geojson", "parse_area", "read_footprint"]
