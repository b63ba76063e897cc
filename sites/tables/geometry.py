"""The geometry of a feature as cells: a point, or an outline with a point that lies in it."""

import shapely
from shapely.geometry import shape

from ..terms import Fault

COLUMNS = ("latitude", "longitude", "footprint")
MOST_CORNERS = 100_000
OUTLINES = ("Polygon", "MultiPolygon")


def place(geometry: dict | None) -> dict[str, object]:
    """The columns that a GeoJSON geometry fills; none for a place that is not known. Fault for anything else."""
    if geometry is None:
        return {}
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    try:
        if kind == "Point":
            return _point(geometry["coordinates"])
        if kind == "MultiPoint" and len(geometry["coordinates"]) == 1:
            return _point(geometry["coordinates"][0])
        if kind in OUTLINES:
            return _outline(kind, geometry["coordinates"])
    except Fault:
        raise
    except (TypeError, ValueError, KeyError, IndexError, shapely.errors.ShapelyError) as broken:
        raise Fault("The coordinates of the place are not numbers as GeoJSON has them, or enclose nothing.") from broken
    raise Fault("The place is a {kind}: give a point, or the outline as a polygon.", kind=str(kind)[:40])


def _point(coordinates: list) -> dict[str, object]:
    if not coordinates:
        return {}
    longitude, latitude = map(float, coordinates[:2])
    return {"latitude": latitude, "longitude": longitude}


def _outline(kind: str, coordinates: list) -> dict[str, object]:
    drawn = shape({"type": kind, "coordinates": coordinates})
    if shapely.get_num_coordinates(drawn) > MOST_CORNERS:
        raise Fault("The outline has more than {most} corners: simplify it.", most=MOST_CORNERS)
    inner = shapely.point_on_surface(drawn if drawn.is_valid else shapely.make_valid(drawn))
    footprint = {"type": kind, "coordinates": _plain(coordinates)}
    return {"latitude": round(inner.y, 7), "longitude": round(inner.x, 7), "footprint": footprint}


def _plain(coordinates: list) -> list:
    """Corners of two numbers, without a height."""
    if isinstance(coordinates[0], list):
        return [_plain(inner) for inner in coordinates]
    return [float(degrees) for degrees in coordinates[:2]]
