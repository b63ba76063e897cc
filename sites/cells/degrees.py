"""Coordinates and outlines, as people write them in tables."""

import json
import re
from collections.abc import Sequence

import numpy as np

from ..places import Point, check_footprint, parse_point
from ..terms import Fault
from .texts import Cell, as_text, said

LIMITS = {"latitude": 90.0, "longitude": 180.0}
DECIMALS = 7
BETWEEN = 1e-5  # of the last decimal: more than a product of such numbers is wrong by
COMMA = re.compile(r"[-+]?\d+,\d+")
TWO = re.compile(r"[-+]?\d+\.\d+(?:\s+|\s*[,;]\s*)[-+]?\d+\.\d+")


def read_degrees(axis: str, cell: Cell) -> float | None:
    """One of the two coordinates: 33.5123, 33,5123 or 33°30'44"N."""
    if isinstance(cell, str):
        cell = said(cell.replace(",", ".") if COMMA.fullmatch(cell.strip()) else cell)
    try:
        degrees = float(cell)
    except (TypeError, ValueError):
        return _written(axis, as_text(cell))
    if not abs(degrees) <= LIMITS[axis]:  # so written because NaN compares false
        raise Fault(
            "{number} lies outside -{limit}…{limit}: is it another coordinate, or metres of a projected map?",
            number=str(cell)[:40],
            limit=int(LIMITS[axis]),
        )
    return round(degrees, DECIMALS) + 0.0


def read_all_degrees(axis: str, cells: Sequence) -> list[float] | None:
    """A whole column at once; None unless every cell is a plain number of the axis, to be read one by one."""
    try:
        degrees = np.fromiter(map(float, cells), float, len(cells))
    except (TypeError, ValueError):
        return None
    limit = LIMITS[axis]
    if not len(degrees) or not -limit <= degrees.min() <= degrees.max() <= limit:  # so written because of NaN
        return None
    return _rounded(degrees)


def _rounded(degrees: np.ndarray) -> list[float]:
    """As ``round`` does it; numbers that lie almost between two are left to it."""
    exact = degrees * 10**DECIMALS
    rounded = (np.rint(exact) / 10**DECIMALS).tolist()
    for place in np.flatnonzero(np.abs(exact % 1 - 0.5) < BETWEEN):
        rounded[place] = round(float(degrees[place]), DECIMALS)
    return rounded


def _written(axis: str, text: str) -> float | None:
    if not text:
        return None
    if TWO.fullmatch(text):
        raise Fault("“{text}” holds both coordinates: use the column as a point.", text=text[:60])
    lettered = re.search("[NSEWnsew]", text)
    other = {"latitude": "0 E", "longitude": "0 N"}[axis] if lettered else "0"
    both = f"{text}; {other}" if axis == "latitude" else f"{other}; {text}"
    try:
        return getattr(parse_point(both), axis)
    except Fault as fault:
        raise Fault("“{text}” is not in degrees: write 34.5535 or 34°33′12.8″N.", text=text[:60]) from fault


def read_point(cell: Cell) -> tuple[float | None, float | None]:
    """Latitude and longitude of one cell."""
    if isinstance(cell, tuple) and len(cell) == 2:
        cell = f"{cell[0]}, {cell[1]}"
    text = as_text(cell)
    point: Point | None = parse_point(text) if text else None
    return (point.latitude, point.longitude) if point else (None, None)


def read_outline(cell) -> dict | None:
    """A GeoJSON outline, as an object or written out."""
    if cell is None or cell == "":
        return None
    try:
        outline = json.loads(cell) if isinstance(cell, str) else cell
    except (ValueError, RecursionError) as broken:
        raise Fault("The outline is not a GeoJSON Polygon or MultiPolygon.") from broken
    check_footprint(outline)
    return outline
