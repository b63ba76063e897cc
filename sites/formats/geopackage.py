"""GeoPackage 1.3 (OGC 12-128r17): a database in one file, which QGIS and its like open as a layer.

One table holds all rows, those with a point, with a cell and with no place: the same rows as in the CSV file.
"""

import sqlite3
import struct
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from ..exports import Dataset
from ..terms import Fault
from .geojson import feature
from .geopackage_tables import APPLICATION, EXTENSIONS, MOST_PAGES, SYSTEMS, TABLES, USER_VERSION, WGS_84
from .shelf import written

TYPES = {str: "TEXT", int: "INTEGER", float: "DOUBLE", bool: "BOOLEAN"}  # else it is a day
LITTLE_ENDIAN = 1
POINT, POLYGON = 1, 3


class Extent:
    """The box around everything that was put in."""

    def __init__(self):
        self.west, self.south, self.east, self.north = 180.0, 90.0, -180.0, -90.0

    def add(self, corners: list[list[float]]) -> None:
        for longitude, latitude in corners:
            self.west, self.east = min(self.west, longitude), max(self.east, longitude)
            self.south, self.north = min(self.south, latitude), max(self.north, latitude)

    @property
    def box(self) -> tuple[float | None, ...]:
        """Empty where nothing has a place."""
        return (self.west, self.south, self.east, self.north) if self.west <= self.east else (None,) * 4


def geopackage(dataset: Dataset, values: Iterable, origin: str) -> Iterator[bytes]:
    """Fault for a file that would be larger than a gigabyte."""
    return written(lambda path: _write(path, dataset, values, origin))


def _write(path: Path, dataset: Dataset, values: Iterable, origin: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for setting, value in (
            ("application_id", APPLICATION),
            ("user_version", USER_VERSION),
            ("max_page_count", MOST_PAGES),
            ("journal_mode", "OFF"),
            ("synchronous", "OFF"),
        ):
            database.execute(f"PRAGMA {setting} = {value}")
        try:
            _fill(database, dataset, values, origin)
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode != sqlite3.SQLITE_FULL:
                raise
            raise Fault(
                "The GeoPackage would be larger than a gigabyte: choose a narrower filter, or take GeoJSON, which has "
                "no limit."
            ) from fault


def _fill(database: sqlite3.Connection, dataset: Dataset, values: Iterable, origin: str) -> None:
    database.execute("BEGIN")
    for statement in TABLES:
        database.execute(statement)
    database.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", SYSTEMS)
    database.executemany("INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_schema', ?, 'read-write')", EXTENSIONS)
    columns = ", ".join(f'"{column.name}" {TYPES.get(column.type, "DATE")}' for column in dataset.columns)
    database.execute(
        f'CREATE TABLE "{dataset.name}" '
        f"(fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom GEOMETRY, {columns}, UNIQUE (number))"
    )
    extent = Extent()
    places = ", ".join("?" * (len(dataset.columns) + 1))
    names = ", ".join(f'"{column.name}"' for column in dataset.columns)
    rows = (_row(feature(dataset, value, origin), extent) for value in values)
    into = f'INSERT INTO "{dataset.name}" (geom, {names}) VALUES ({places})'  # noqa: S608  all names are our own
    database.executemany(into, rows)
    _describe(database, dataset, extent)
    database.execute("COMMIT")


def _row(one: dict, extent: Extent) -> tuple:
    return _binary(one["geometry"], extent), *one["properties"].values()


def _binary(geometry: dict | None, extent: Extent) -> bytes | None:
    """GeoPackageBinary: a header with the reference system and, of a cell, its box; then well-known binary."""
    if geometry is None:
        return None
    if geometry["type"] == "Point":
        extent.add([geometry["coordinates"]])
        return _header(0) + struct.pack("<BIdd", LITTLE_ENDIAN, POINT, *geometry["coordinates"])
    (ring,) = geometry["coordinates"]
    extent.add(ring)
    (west, south), (east, north) = ring[0], ring[2]
    box = struct.pack("<dddd", west, east, south, north)
    shape = struct.pack("<BIII", LITTLE_ENDIAN, POLYGON, 1, len(ring))
    return _header(1) + box + shape + b"".join(struct.pack("<dd", *corner) for corner in ring)


def _header(envelope: int) -> bytes:
    return struct.pack("<2sBBi", b"GP", 0, LITTLE_ENDIAN | envelope << 1, WGS_84)


def _describe(database: sqlite3.Connection, dataset: Dataset, extent: Extent) -> None:
    """What the standard wants to know of a table. It was made on a day, not at a moment."""
    about = f"{dataset.about} {settings.SITE_NAME}. {settings.DATA_LICENCE}, {settings.DATA_LICENCE_URL}"
    made = f"{timezone.localdate()}T00:00:00.000Z"
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
        (dataset.name, dataset.name, about, made, *extent.box, WGS_84),
    )
    database.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', ?, 0, 0)", (dataset.name, WGS_84)
    )
    database.executemany(
        "INSERT INTO gpkg_data_columns VALUES (?, ?, NULL, ?, ?, NULL, NULL)",
        [(dataset.name, column.name, column.name, column.meaning) for column in dataset.columns],
    )
