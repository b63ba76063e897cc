"""Which points of whole columns may lie outside their countries, by the corners of what lies in each."""

from collections.abc import Sequence

import numpy as np

from ..places import lies_outside


def points_in_doubt(latitudes: Sequence, longitudes: Sequence, countries: Sequence) -> list[int]:
    """The places of all points, in degrees or None, that lack a coordinate alone or lie outside the box around their
    country, and of others: the box holds the points of a country if it holds the two corners of their own box."""
    if not latitudes:
        return []
    south_north, west_east = np.array(latitudes, float), np.array(longitudes, float)
    numbers = {country: number for number, country in enumerate(dict.fromkeys(countries))}
    of = np.fromiter(map(numbers.__getitem__, countries), np.intp, len(latitudes))
    order = np.argsort(of, kind="stable")
    starts = np.searchsorted(of[order], np.arange(len(numbers)))
    edges = [edge.reduceat(axis[order], starts) for edge in (np.fmin, np.fmax) for axis in (south_north, west_east)]
    corners = zip(numbers, *(edge.tolist() for edge in edges), strict=True)
    doubted = [
        lies_outside(south, west, country) or lies_outside(north, east, country)
        for country, south, west, north, east in corners
    ]
    alone = np.isnan(south_north) != np.isnan(west_east)
    return np.flatnonzero(np.array(doubted)[of] | alone).tolist()
