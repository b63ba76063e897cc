"""JSON, read record by record: a GeoJSON FeatureCollection, a list of objects, an object with such a list, or lines."""

from collections.abc import Iterator
from itertools import count, pairwise

import ijson

from ..terms import Fault
from .geometry import COLUMNS, place
from .records import Read, Record, flat, headers_of, rows_of
from .source import Source
from .table import Gauge, Table
from .watched import Watched

WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")
LOOKED_AT = 5_000  # events by which the list of records is found
FEATURES = "features.item"


def json_table(source: Source) -> Table:
    """Fault if it holds no records."""
    prefix = _where(source)
    features = prefix == FEATURES

    def read(gauge: Gauge) -> Iterator[tuple[int, Record | Fault]]:
        for number, item in zip(count(1), _items(source, prefix, gauge), strict=False):
            yield number, _record(item, features)

    return _table(source, read, features)


def _table(source: Source, read: Read, features: bool) -> Table:
    headers = headers_of(read, COLUMNS if features else ())
    if not headers:
        raise Fault("The file holds no records: give a list of objects, or a GeoJSON FeatureCollection.")
    return Table("geojson" if features else "json", (), headers, source.size, rows_of(read, headers))


def _items(source: Source, prefix: str, gauge: Gauge) -> Iterator:
    try:
        with source.open(gauge) as file:
            stream = Watched(file, gauge)
            for item in ijson.items(stream, prefix, use_float=True, multiple_values=not prefix):
                stream.ended()
                yield item
    except (ijson.JSONError, UnicodeDecodeError, ValueError) as broken:
        raise _broken(broken) from broken


def _broken(error: Exception) -> Fault:
    if isinstance(error, Fault):
        return error
    return Fault("The JSON is damaged or breaks off: {error}", error=str(error).splitlines()[0][:120])


def _where(source: Source) -> str:
    """The place of the records, as ijson writes it; empty for one object after the other."""
    events = []
    try:
        with source.open(Gauge()) as file:
            for event in zip(range(LOOKED_AT), ijson.parse(Watched(file, Gauge()), multiple_values=True), strict=False):
                events.append(event[1])
                if event[1][0].endswith("item") or len(events) == LOOKED_AT:
                    break
    except (ijson.JSONError, UnicodeDecodeError, ValueError) as broken:
        raise _broken(broken) from broken
    return _found(events)


def _found(events: list[tuple]) -> str:
    _check_projection(events)
    if ("type", "string", "Feature") in events:
        return ""
    lists = [one[0] for one, following in pairwise(events) if one[1] == "start_array" and following[1] == "start_map"]
    if lists:
        return f"{lists[0]}.item".lstrip(".")
    if events[0][1] == "start_map" and ("", "end_map", None) in events:
        return ""
    raise Fault("The file holds no list of records: give a list of objects, or a GeoJSON FeatureCollection.")


def _check_projection(events: list[tuple]) -> None:
    named = next((str(value) for prefix, _, value in events if prefix == "crs.properties.name"), "CRS84")
    if not named.endswith(WGS84):
        raise Fault("The places are in the projection {name}: save the file in WGS 84 (EPSG:4326).", name=named[:60])


def _record(item, features: bool) -> Record | Fault:
    if not isinstance(item, dict):
        return Fault("The record is no object with named values.")
    if not features and item.get("type") != "Feature":
        return flat(item)
    try:
        record: Record = place(item.get("geometry"))
    except Fault as fault:
        return fault
    properties = item.get("properties") or {}
    if not isinstance(properties, dict):
        return Fault("The properties of the feature are no object with named values.")
    named = flat(properties)
    record |= {f"{name} (2)" if name in COLUMNS else name: value for name, value in named.items()}
    if "id" in item:
        record.setdefault("id", item["id"])
    return record
