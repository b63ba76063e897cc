"""GeoJSON (RFC 7946): the rows of a CSV file as features on the map."""

from collections.abc import Iterable, Iterator

import orjson

from ..exports import Dataset
from .cells import cells
from .geometry import geometry

PLACES = {"sites": lambda entry: entry, "reports": lambda report: report.place}


def feature(dataset: Dataset, value, origin: str) -> dict:
    """One site, report or article (with its count) as a feature, which has the columns of the CSV file as properties.

    A report stands where its site does. Without a public place the geometry is null.
    """
    place = PLACES.get(dataset.name)
    names = (column.name for column in dataset.columns)
    properties = dict(zip(names, cells(dataset, value, origin), strict=True))
    return {
        "type": "Feature",
        "id": properties["number"],
        "geometry": geometry(place(value)) if place else None,
        "properties": properties,
    }


def geojson(dataset: Dataset, values: Iterable, origin: str) -> Iterator[bytes]:
    """A collection of features, one on each line."""
    yield from collected(
        b'{"type":"FeatureCollection","features":[', (feature(dataset, value, origin) for value in values)
    )


def collected(head: bytes, members: Iterable[dict], tail: bytes = b"\n]}\n") -> Iterator[bytes]:
    """A JSON document whose last list is written while it is read, one member on each line."""
    yield head
    comma = b"\n"
    for member in members:
        yield comma + orjson.dumps(member)
        comma = b",\n"
    yield tail
