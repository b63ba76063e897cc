"""A GeoJSON file comes in as bytes of anybody; the polygons and paths that it draws go out."""

import json
from collections.abc import Iterator

import numpy as np

from ..terms import Fault
from .shapes import check_on_earth, closed

LARGEST = 5_000_000  # bytes of a file
COLLECTIONS = {"FeatureCollection": "features", "GeometryCollection": "geometries"}
WGS_84 = ("CRS84", ":4326")
LINES = {
    "Point": lambda place: [[place]],
    "MultiPoint": lambda places: [[place] for place in places],
    "LineString": lambda line: [line],
    "MultiLineString": lambda lines: lines,
}
SOLIDS = {"Polygon": lambda rings: [rings], "MultiPolygon": lambda many: many}

Ring = np.ndarray  # rows of longitude and latitude in degrees


def read_geojson(data: bytes) -> tuple[list[list[Ring]], list[Ring]]:
    """The polygons of a file, each a list of rings with the shell first, and its lines and points as paths.

    Fault if it is no GeoJSON in WGS 84 of at most 5 MB, or draws nothing.
    """
    solid, thin = [], []
    for kind, coordinates in _geometries(_document(data)):
        if kind in SOLIDS:
            solid += [[closed(_path(ring)) for ring in _listed(rings)] for rings in SOLIDS[kind](coordinates)]
        else:
            thin += [_path(path) for path in LINES[kind](coordinates)]
    solid, thin = [rings for rings in solid if rings], [path for path in thin if len(path)]
    if not solid and not thin:
        raise Fault("The file holds no polygon, line or point.")
    return solid, thin


def _document(data: bytes) -> dict:
    if len(data) > LARGEST:
        raise Fault("The file is larger than 5 MB: simplify its outlines, or cut out the part you need.")
    if not data.strip():
        raise Fault("The file is empty.")
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as broken:
        raise Fault("The file is not text in UTF-8: save it as GeoJSON.") from broken
    except RecursionError as broken:
        raise Fault("The file is nested too deeply to be GeoJSON.") from broken
    except json.JSONDecodeError as broken:
        raise Fault("The file is not JSON: line {line} cannot be read.", line=broken.lineno) from broken
    except ValueError as broken:
        raise Fault("The file holds a number that is too long to be read.") from broken
    if not isinstance(document, dict):
        raise Fault("The file is JSON, but not GeoJSON: it must begin with an object that has a “type”.")
    _check_system(document.get("crs"))
    return document


def _check_system(crs) -> None:
    if crs is not None and not any(known in str(crs)[:500] for known in WGS_84):
        raise Fault("The file's coordinates are not in WGS 84: save it with the reference system EPSG:4326.")


def _geometries(document: dict) -> Iterator[tuple[str, list]]:
    """Kind and coordinates of each plain geometry that is not empty, whatever it is wrapped in."""
    waiting = [document]
    while waiting:
        one = waiting.pop()
        kind = one.get("type") if isinstance(one, dict) else ""
        kind = kind[:40] if isinstance(kind, str) else ""
        if kind in COLLECTIONS:
            waiting += _listed(one.get(COLLECTIONS[kind]))
        elif kind == "Feature":
            waiting += [one["geometry"]] if one.get("geometry") else []
        elif kind not in LINES and kind not in SOLIDS:
            raise Fault("The file is JSON, but not GeoJSON: “{kind}” is no kind of geometry.", kind=kind)
        elif coordinates := _listed(one.get("coordinates")):
            yield kind, coordinates


def _listed(value) -> list:
    if not isinstance(value, list):
        raise Fault("The file is JSON, but not GeoJSON: where a list of coordinates should stand, there is none.")
    return value


def _path(positions) -> Ring:
    """Heights and whatever else stands behind longitude and latitude are left out."""
    try:
        path = np.array([position[:2] for position in _listed(positions)], float)
    except (TypeError, ValueError, OverflowError) as broken:
        raise Fault("The file has a position that is not two numbers, longitude and latitude.") from broken
    if path.shape[1:] != (2,) and len(path):
        raise Fault("The file has a position that is not two numbers, longitude and latitude.")
    path = path.reshape(-1, 2)
    check_on_earth(path)
    return path
