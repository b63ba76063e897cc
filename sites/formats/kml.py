"""KML 2.2 for Google Earth: one placemark for each row, coloured by its level, with all columns as its data."""

from collections.abc import Iterable, Iterator
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings

from ..exports import Column, Dataset
from ..terms import STATUSES
from .cells import Plain, printable
from .geojson import feature

# As on the map: red, green and blue.
COLOURS = {
    "destroyed": "BD0026",
    "severe": "F03B20",
    "moderate": "FD8D3C",
    "slight": "FECC5C",
    "none": "FFFFB2",
    "unspecified": "808080",
    "unknown": "808080",
    "no_report": "808080",
}
TYPES = {int: "int", float: "double", bool: "bool"}  # else it is text
SPANS = {
    "sites": lambda entry: (entry.status.level_since, None),
    "reports": lambda report: (report.earliest, report.latest),
}
NAMES = {
    "sites": lambda cell: cell["name"],
    "reports": lambda cell: f"{cell['site_name']}, {cell['number']}",
}


def kml(dataset: Dataset, values: Iterable, origin: str) -> Iterator[bytes]:
    """The sites or the reports as an XML document that is written while they are read."""
    yield _head(dataset).encode()
    for value in values:
        yield _placemark(dataset, value, origin).encode()
    yield b"</Document></kml>\n"


def _head(dataset: Dataset) -> str:
    about = f"{dataset.about} {settings.DATA_LICENCE}, {settings.DATA_LICENCE_URL}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<name>{_text(settings.SITE_NAME)}: {dataset.name}</name><description>{_text(about)}</description>\n"
        f"{''.join(map(_style, STATUSES))}"
        f'<Schema name="{dataset.name}" id="{dataset.name}">{"".join(map(_field, dataset.columns))}</Schema>\n'
    )


def _style(level: str) -> str:
    """KML writes colours as opacity, blue, green, red."""
    rgb = COLOURS[level]
    bgr = rgb[4:] + rgb[2:4] + rgb[:2]
    return (
        f'<Style id="{level}"><IconStyle><color>ff{bgr}</color></IconStyle>'
        f"<LineStyle><color>ff{bgr}</color><width>1</width></LineStyle>"
        f"<PolyStyle><color>66{bgr}</color></PolyStyle></Style>\n"
    )


def _field(column: Column) -> str:
    kind = TYPES.get(column.type, "string")
    meaning = _text(column.meaning)
    return f'<SimpleField type="{kind}" name="{column.name}"><displayName>{meaning}</displayName></SimpleField>\n'


def _placemark(dataset: Dataset, value, origin: str) -> str:
    one = feature(dataset, value, origin)
    held = one["properties"]
    data = "".join(f"<SimpleData name={quoteattr(name)}>{_cell(cell)}</SimpleData>" for name, cell in _given(held))
    return (
        f'<Placemark id="{dataset.name}-{one["id"]}"><name>{_text(NAMES[dataset.name](held))}</name>'
        f"{_span(*SPANS[dataset.name](value))}<styleUrl>#{held['level'] or 'unknown'}</styleUrl>"
        f'<ExtendedData><SchemaData schemaUrl="#{dataset.name}">{data}</SchemaData></ExtendedData>'
        f"{_shape(one['geometry'])}</Placemark>\n"
    )


def _given(held: dict[str, Plain]) -> list[tuple[str, Plain]]:
    return [(name, cell) for name, cell in held.items() if cell is not None]


def _cell(cell: Plain) -> str:
    return str(cell).lower() if isinstance(cell, bool) else _text(str(cell))


def _text(text: str) -> str:
    return escape(printable(text))


def _span(first: date | None, last: date | None) -> str:
    days = (("begin", first), ("end", last))
    inside = "".join(f"<{name}>{day.isoformat()}</{name}>" for name, day in days if day)
    return f"<TimeSpan>{inside}</TimeSpan>" if inside else ""


def _shape(geometry: dict | None) -> str:
    if geometry is None:
        return ""
    if geometry["type"] == "Point":
        return f"<Point><coordinates>{_corner(geometry['coordinates'])}</coordinates></Point>"
    corners = " ".join(map(_corner, geometry["coordinates"][0]))
    ring = f"<LinearRing><coordinates>{corners}</coordinates></LinearRing>"
    return f"<Polygon><outerBoundaryIs>{ring}</outerBoundaryIs></Polygon>"


def _corner(corner: list[float]) -> str:
    """Without an exponent, which KML readers may not know."""
    return ",".join(f"{degrees:.7f}".rstrip("0").rstrip(".") for degrees in corner)
