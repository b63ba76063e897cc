"""The outline of one site, from GeoJSON that somebody drew, pasted or took from a file."""

import json
import math
from functools import partial

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry import mapping
from shapely.validation import explain_validity

from ..places import METRES_IN_A_DEGREE, Point, check_footprint
from ..terms import Fault
from .geojson import read_geojson

DECIMALS = 6  # about a decimetre
FARTHEST_KM = 5  # from the point to the outline
WIDEST = 5  # degrees
UNHEARD = {
    "Self-intersection": "it crosses itself",
    "Ring Self-intersection": "it touches itself",
    "Hole lies outside shell": "one of its holes lies outside of it",
    "Holes are nested": "one of its holes lies in another",
    "Interior is disconnected": "its holes cut it in two",
    "Nested shells": "one of its parts lies in another",
    "Duplicate Rings": "one of its rings is there twice",
}


def read_footprint(text: str, point: Point | None = None) -> dict:
    """The Polygon or MultiPolygon that a GeoJSON text draws, corners rounded to six decimals, shells counter-clockwise.

    Fault if it draws nothing of an extent, lines or points, or several sites; if it crosses itself or lies elsewhere
    than the ``point``. What is there already comes back as it is.
    """
    solid, thin = read_geojson(text.encode())
    if thin:
        raise Fault("An outline is a polygon: the text draws lines or points too. Take those out.")
    shape = MultiPolygon([_polygon(*rings) for rings in solid])
    shape = shapely.transform(shape, lambda xy: xy.round(DECIMALS) + 0.0)
    if not shape.is_valid:
        raise Fault("The outline cannot be kept: {why}. Draw it anew there.", why=_why(shape))
    west, south, east, north = shape.bounds
    if max(east - west, north - south) > WIDEST:
        raise Fault("The outline spans more than {widest} degrees: no site is as wide as that.", widest=WIDEST)
    if point:
        _check_near(shape, point)
    return _written(shape)


def _polygon(shell, *holes) -> Polygon:
    if min(map(len, (shell, *holes))) < 4:
        raise Fault("The outline has a ring with fewer than three corners.")
    return Polygon(shell, holes)


def _why(shape: MultiPolygon) -> str:
    said = explain_validity(shape).split("[")[0]
    return UNHEARD.get(said, said.lower())


def _check_near(shape: MultiPolygon, point: Point) -> None:
    away = _km_away(shape, point.latitude, point.longitude)
    if away <= FARTHEST_KM:
        return
    if _km_away(shapely.transform(shape, lambda xy: xy[:, ::-1]), point.latitude, point.longitude) <= FARTHEST_KM:
        raise Fault("The outline has latitude before longitude: GeoJSON puts longitude first. Swap the numbers.")
    raise Fault(
        "The outline lies {away} km away from the site's point, and at most {farthest} km are plausible: check both.",
        away=math.ceil(away),
        farthest=FARTHEST_KM,
    )


def _km_away(shape: MultiPolygon, latitude: float, longitude: float) -> float:
    """From the point to the outline, 0 within it, on a plane that is true around the point."""
    flat = shapely.transform(shape, partial(_laid_flat, latitude, longitude))
    return flat.distance(shapely.Point(0, 0))


def _laid_flat(latitude: float, longitude: float, xy):
    turned = (xy[:, 0] - longitude + 180) % 360 - 180
    km = METRES_IN_A_DEGREE / 1000
    return np.column_stack([turned * math.cos(math.radians(latitude)), xy[:, 1] - latitude]) * km


def _written(shape: MultiPolygon) -> dict:
    wound = shapely.orient_polygons(shape)
    outline = json.loads(json.dumps(mapping(wound.geoms[0] if len(wound.geoms) == 1 else wound)))
    check_footprint(outline)
    return outline
