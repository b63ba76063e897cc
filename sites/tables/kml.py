"""KML, read placemark by placemark, without entities and without anything that lies elsewhere."""

import re
import zlib
from collections.abc import Callable, Iterator
from itertools import count
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from ..terms import Fault
from .foreign import foreign
from .geometry import COLUMNS, place
from .records import Record, headers_of, rows_of
from .source import Source
from .table import Gauge, Table
from .watched import Watched

DEEPEST = 100
TAG = re.compile(r"<[^<>]*>")
TEXTS = ("name", "description", "address")
KNOWN = ("name", "description", *COLUMNS)


def kml_table(source: Source, opened: Callable[[Gauge], BinaryIO]) -> Table:
    """Fault if the file is no KML, or no sound one."""

    def read(gauge: Gauge) -> Iterator[tuple[int, Record | Fault]]:
        with opened(gauge) as file:
            yield from zip(count(1), _records(Watched(file, gauge), source.name), strict=False)

    headers = headers_of(read, KNOWN)
    if not headers:
        raise Fault("“{name}” has no placemarks.", name=source.name)
    return Table("kml", (), headers, source.size, rows_of(read, headers))


def _records(stream: Watched, name: str) -> Iterator[Record | Fault]:
    try:
        for placemark, folder in _placemarks(stream, name):
            stream.ended()
            yield _record(placemark, folder)
    except DefusedXmlException as refused:
        raise Fault(
            "“{name}” declares entities or a document type, which KML does not need and we do not read.", name=name
        ) from refused
    except (ParseError, UnicodeError, LookupError, BadZipFile, zlib.error, EOFError) as broken:
        raise Fault("The KML is damaged or breaks off: {error}", error=str(broken)[:120]) from broken


def _placemarks(stream: Watched, name: str) -> Iterator[tuple[Element, str]]:
    """Every placemark, and the name of the folder it lies in. What was read is dropped."""
    path: list[Element] = []
    for event, element in iterparse(stream, ("start", "end"), forbid_dtd=True):
        if event == "start":
            path.append(element)
            _check_path(path, name)
            continue
        path.pop()
        if _tag(element) == "Placemark":
            yield element, next((_text(over, "name") for over in reversed(path) if _tag(over) == "Folder"), "")
        if _tag(element) in ("Placemark", "Folder", "Style", "StyleMap", "Schema") and path:
            path[-1].remove(element)


def _check_path(path: list[Element], name: str) -> None:
    if len(path) == 1 and _tag(path[0]) != "kml":
        raise foreign(name, f"an XML file (<{_tag(path[0])[:40]}>) that is no KML")
    if len(path) > DEEPEST:
        raise Fault("The elements of the file lie in each other more than {most} deep.", most=DEEPEST)


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _children(element: Element, tag: str) -> Iterator[Element]:
    return (child for child in element if _tag(child) == tag)


def _within(element: Element, tag: str) -> Iterator[Element]:
    return (child for child in element.iter() if _tag(child) == tag)


def _text(element: Element, tag: str) -> str:
    return next(((child.text or "").strip() for child in _children(element, tag)), "")


def _record(placemark: Element, folder: str) -> Record | Fault:
    record: Record = {tag: TAG.sub(" ", text).strip() for tag in TEXTS if (text := _text(placemark, tag))}
    record |= {"folder": folder} if folder else {}
    record |= _when(placemark)
    for value in _within(placemark, "Data"):
        record[_named(value)] = _text(value, "value")
    for value in _within(placemark, "SimpleData"):
        record[_named(value)] = (value.text or "").strip()
    try:
        return record | place(_geometry(placemark))
    except Fault as fault:
        return fault


def _named(value: Element) -> str:
    name = value.get("name", "")[:200]
    return f"{name} (2)" if name in (*COLUMNS, *TEXTS) else name


def _when(placemark: Element) -> Record:
    for stamp in _children(placemark, "TimeStamp"):
        return {"when": _text(stamp, "when")}
    for span in _children(placemark, "TimeSpan"):
        return {"when": f"{_text(span, 'begin') or '..'}/{_text(span, 'end') or '..'}"}
    return {}


def _geometry(placemark: Element) -> dict | None:
    """As GeoJSON: several polygons are one outline; beside an outline a point is only where its label stands."""
    outlines = [_rings(polygon) for polygon in _within(placemark, "Polygon")]
    if outlines:
        return {"type": "MultiPolygon", "coordinates": outlines} if outlines[1:] else _polygon(outlines[0])
    for point in _within(placemark, "Point"):
        corners = _corners(point)
        return {"type": "Point", "coordinates": corners[0]} if corners else None
    line = next((tag for tag in ("LineString", "LinearRing", "Track", "Model") if [*_within(placemark, tag)]), "")
    return {"type": line} if line else None


def _polygon(rings: list) -> dict:
    return {"type": "Polygon", "coordinates": rings}


def _rings(polygon: Element) -> list:
    borders = [*_children(polygon, "outerBoundaryIs"), *_children(polygon, "innerBoundaryIs")]
    return [_corners(ring) for border in borders for ring in _within(border, "LinearRing")]


def _corners(element: Element) -> list[list]:
    texts = _text(element, "coordinates").split()
    try:
        return [[float(degrees) for degrees in corner.split(",")[:2]] for corner in texts]
    except ValueError:
        return [[None]]  # told as coordinates that are no numbers
