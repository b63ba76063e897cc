"""The formats that are offered, and for which datasets: the one list that pages, addresses and packages read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..exports import DATASETS, Dataset
from .geojson import geojson
from .geopackage import geopackage
from .json_ld import json_ld
from .kml import kml
from .linked_places import linked_places
from .xlsx import check_rows, xlsx

PLACED = ("sites", "reports")


@dataclass(frozen=True, slots=True)
class Format:
    """One format. ``write`` takes a dataset, its values and the origin of our addresses; it gives the file in pieces.

    A Fault of it, where a file has limits, comes before the first piece; ``check_rows`` raises the same as soon as the
    number of rows is known.
    """

    name: str
    label: str
    about: str
    media_type: str
    extension: str
    datasets: tuple[str, ...]
    write: Callable[[Dataset, Iterable, str], Iterator[bytes]]
    check_rows: Callable[[int], None] | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One file: a dataset in a format. Its name is that of its address as well."""

    dataset: Dataset
    format: Format

    @property
    def name(self) -> str:
        return f"{self.dataset.name}_{self.format.name}"

    @property
    def path(self) -> str:
        return f"{self.dataset.name}.{self.format.extension}"


FORMATS = {
    one.name: one
    for one in (
        Format(
            "xlsx",
            "Excel",
            "A workbook for Excel, LibreOffice and their like, with a sheet that explains its columns.",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
            tuple(DATASETS),
            xlsx,
            check_rows,
        ),
        Format(
            "geojson",
            "GeoJSON",
            "For web maps, QGIS and programs: points, and cells as polygons.",
            "application/geo+json",
            "geojson",
            PLACED,
            geojson,
        ),
        Format(
            "gpkg",
            "GeoPackage",
            "A layer for QGIS, ArcGIS and their like, with typed and explained columns.",
            "application/geopackage+sqlite3",
            "gpkg",
            PLACED,
            geopackage,
        ),
        Format(
            "kml",
            "KML",
            "For Google Earth, coloured by level.",
            "application/vnd.google-earth.kml+xml",
            "kml",
            PLACED,
            kml,
        ),
        Format(
            "jsonld",
            "Linked Art",
            "Linked data (JSON-LD) for museums and libraries: reports as assessments that rest on their sources.",
            "application/ld+json",
            "jsonld",
            tuple(DATASETS),
            json_ld,
        ),
        Format(
            "lpf",
            "Linked Places",
            "For gazetteers, such as the World Historical Gazetteer.",
            "application/geo+json",
            "lpf.json",
            ("sites",),
            linked_places,
        ),
    )
}

OFFERS = tuple(Offer(DATASETS[name], one) for name in DATASETS for one in FORMATS.values() if name in one.datasets)
