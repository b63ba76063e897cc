"""Files of strangers: sound ones of every kind that we read, and the same broken, cut, mixed and misnamed."""

import gzip
import json
import zipfile
from io import BytesIO

import openpyxl
from hypothesis import strategies as st
from PIL import Image

from .strangers import HOSTILE, hostile

PLACE = {"type": "Point", "coordinates": [38.27, 34.55]}
RING = [[38.0, 34.0], [39.0, 34.0], [39.0, 35.0], [38.0, 35.0], [38.0, 34.0]]
SQUARE = {"type": "Polygon", "coordinates": [RING]}
HEADERS = ["id", "name", "country", "lat", "lon", "kind", "date", "damage", "link", "title"]
ROW = [
    "1",
    "Temple of Bel",
    "SY",
    "34.55",
    "38.27",
    "religious",
    "2015-08-30",
    "destroyed",
    "https://a.example/1",
    "Gone",
]
KML = """<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Temple</name>
<ExtendedData><Data name="level"><value>severe</value></Data></ExtendedData>
<Point><coordinates>38.27,34.55,0</coordinates></Point></Placemark></Document></kml>"""
PAGE = """<html lang="en"><head><title>Gone</title><meta property="article:published_time" content="2015-08-24">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2015-08-24"}</script></head>
<body><article><p>The temple was blown up on 23 August 2015, the director said.</p></article></body></html>"""
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>"
)
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nWARC-Date: 2015-08-24T00:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nContent-Type: application/http\r\n"
    b"Content-Length: 58\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>It fell.</p>\r\n\r\n"
)


def collection(*geometries) -> bytes:
    features = [
        {"type": "Feature", "geometry": one, "properties": {"name": "Temple", "kind": "religious"}}
        for one in geometries
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def workbook() -> bytes:
    book, kept = openpyxl.Workbook(), BytesIO()
    for row in (HEADERS, ROW):
        book.active.append(row)
    book.save(kept)
    return kept.getvalue()


def packed(name: str, data: bytes) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return kept.getvalue()


def picture(form: str) -> bytes:
    kept, exif = BytesIO(), Image.Exif()
    exif[0x9003], exif[0x010E] = "2015:08:23 10:00:00", "33.5123457"
    Image.new("RGB", (24, 16), (120, 90, 60)).save(kept, form, exif=exif)
    return kept.getvalue()


CSV = "\r\n".join([",".join(HEADERS), ",".join(ROW)]).encode()
TABLES = {
    "a.csv": CSV,
    "utf-16.csv": CSV.decode().encode("utf-16"),
    "a.csv.gz": gzip.compress(CSV, mtime=0),
    "a.xlsx": workbook(),
    "a.json": json.dumps([dict(zip(HEADERS, ROW, strict=True))] * 2).encode(),
    "lines.json": b'{"name": "Temple", "lat": 34.5}\n{"name": "Arch"}\n',
    "a.geojson": collection(PLACE, SQUARE, None),
    "line.geojson": collection(
        {"type": "LineString", "coordinates": RING}, {"type": "MultiPolygon", "coordinates": [[RING]]}
    ),
    "a.kml": KML.encode(),
    "a.kmz": packed("doc.kml", KML.encode()),
}
PAPERS = {"a.html": PAGE.encode(), "a.pdf": PDF, "a.warc": WARC, "a.warc.gz": gzip.compress(WARC, mtime=0)}
PICTURES = {"a.png": picture("PNG"), "a.jpg": picture("JPEG"), "a.webp": picture("WEBP")}
STRANGE = [
    b"",
    b"\0" * 300,
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"GIF89a/*<svg onload=alert(1)>*/",
    b"%!PS",
    b"SIMPLE  =",
    b"[" * 50_000,
    b"{" * 9000,
]
NAMES = [
    "../../x.csv",
    "x\0.png",
    "x" * 300 + ".jpg",
    "\u202egnp.exe",
    ".htaccess",
    "CON",
    "🕌.jpg",
    '"><img onerror=alert(1) src=x>.png',
    "",
    ".",
]


@st.composite
def worn(draw, kept: dict[str, bytes]):
    """(name, bytes) of a file to which something happened: cut, bytes changed, a hostile word put in, two in one."""
    name = draw(st.sampled_from(sorted(kept)))
    data = kept[name]
    at = draw(st.integers(0, len(data)))
    bad = draw(hostile).encode("utf-8", "surrogatepass")
    happened = draw(st.integers(0, 6))
    if happened == 1:
        data = data[:at]
    elif happened == 2:
        data = data[:at] + bad + data[at:]
    elif happened == 3:
        data = data[:at] + draw(st.binary(min_size=1, max_size=8)) + data[at + draw(st.integers(0, 8)) :]
    elif happened == 4:
        data += kept[draw(st.sampled_from(sorted(kept)))]
    elif happened == 5:
        data = replaced(data, draw(st.integers(0, 40)), bad)
    return draw(st.one_of(st.just(name), st.sampled_from(NAMES))), data


def replaced(data: bytes, place: int, by: bytes) -> bytes:
    """With another word in the place of one of its words, whichever kind of file it is."""
    words = data.replace(b'"', b",").replace(b">", b",").replace(b"<", b",").split(b",")
    word = words[place % len(words)]
    return data.replace(word, by) if word else data


@st.composite
def csv_of_strangers(draw):
    """A table whose cells were typed by a stranger, under headers that we know or do not."""
    width = draw(st.integers(1, len(HEADERS)))
    header = draw(st.lists(st.one_of(st.sampled_from(HEADERS), hostile), min_size=width, max_size=width))
    rows = draw(
        st.lists(st.lists(st.one_of(st.sampled_from(ROW), hostile), min_size=width, max_size=width), max_size=3)
    )
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (header, *rows)]
    return "a.csv", "\n".join(lines).encode("utf-8", "surrogatepass")


@st.composite
def json_of_strangers(draw):
    """A GeoJSON file whose numbers are none or lie outside the world, and whose lists lie too deep or not enough."""
    number = st.one_of(
        st.sampled_from([0, 38.2, 181, -91, 1e308, -1e308, 10**400, None, True, "1", [], {}]), st.floats()
    )
    at = st.one_of(st.lists(number, max_size=4), number)
    shape = st.one_of(
        at,
        st.lists(at, max_size=5),
        st.lists(st.lists(at, max_size=5), max_size=2),
        st.lists(st.lists(st.lists(at, min_size=3, max_size=5), max_size=2), max_size=2),
    )
    kind = st.sampled_from(
        ["Point", "LineString", "Polygon", "MultiPolygon", "MultiPoint", "GeometryCollection", "x", None, 1]
    )
    geometry = st.one_of(st.fixed_dictionaries({"type": kind, "coordinates": shape, "geometries": shape}), number)
    held = st.dictionaries(st.sampled_from([*HEADERS, *HOSTILE[:20]]), st.one_of(hostile, number), max_size=3)
    feature = st.fixed_dictionaries(
        {"type": st.just("Feature"), "geometry": geometry, "properties": st.one_of(held, number)}
    )
    said = st.one_of(
        geometry,
        feature,
        st.fixed_dictionaries({"type": st.just("FeatureCollection"), "features": st.lists(feature, max_size=3)}),
    )
    return "a.geojson", json.dumps(draw(said)).encode()


tables = st.one_of(
    worn(TABLES),
    worn(TABLES),
    csv_of_strangers(),
    json_of_strangers(),
    st.tuples(st.sampled_from(NAMES), st.sampled_from(STRANGE)),
)
papers = st.one_of(worn(PAPERS), st.tuples(st.just("a.html"), st.sampled_from(STRANGE)))
pictures = st.one_of(worn(PICTURES), worn(PICTURES), st.tuples(st.sampled_from(NAMES), st.sampled_from(STRANGE)))
files = st.one_of(tables, pictures, papers)
