"""How long the sites in a drawn area take: a polygon of 500 corners, and any other filter beside it."""

import math
from time import perf_counter

import numpy as np
import polyline
from django.db import connection

from sites.catalogue import count, parse_query

from .table import at_most, hand_over, measured

CORNERS, ROUGH = 500, 0.15
PLACES = {"Aleppo": (36.2, 37.16), "Kharkiv": (49.99, 36.23), "Kabul": (34.53, 69.17), "Sahara": (24.0, 10.0)}
RADII = (0.5, 2, 6)  # degrees


def main(sites: int) -> None:
    areas = [_star(*place, radius) for place in PLACES.values() for radius in RADII]
    count(parse_query({"area": [_star(35.0, 40.0, 1)]}))
    took = [_took({"area": [area]} | other) for area in areas for other in ({}, {"on": ["2016-01-01"]})]
    what = f"count the sites in an area of {CORNERS} corners, worst, ms"
    hand_over(measured(what, sites, connection.vendor, np.max(took), goal=at_most(100)))


def _took(wanted: dict) -> float:
    begun = perf_counter()
    count(parse_query(wanted))
    return (perf_counter() - begun) * 1000


def _star(latitude: float, longitude: float, radius: float) -> str:
    """An outline with bays, as a district has, written as an address has it."""
    corners = []
    for at in range(CORNERS):
        turn = math.tau * at / CORNERS
        reach = radius * (1 + ROUGH * math.sin(17 * turn))
        corners.append((latitude + reach * math.sin(turn), longitude + reach * math.cos(turn)))
    return polyline.encode([*corners, corners[0]])
