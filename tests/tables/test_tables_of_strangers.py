"""Whoever hands in a table need not know how it was saved: it is read as it is, or a message says what is wrong."""

import codecs
import gzip
import json
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sites.tables import open_table
from sites.terms import Fault

ROWS = [
    ["name", "country", "note"],
    ["Temple of Bel", "SY", "a;b"],
    ["Église Saint-Étienne", "FR", 'two\nlines, "quoted"'],
]
CYRILLIC = "назва;місто;стан\nСвято-Успенський собор;Харків;пошкоджено\nБудинок культури;Ізюм;зруйновано\n"
ARABIC = "الاسم;المدينة;الضرر\nالجامع النوري الكبير;الموصل;مدمر\nمتحف الموصل;الموصل;متضرر بشدة\n"
FRENCH = "nom;ville;état\nÉglise Saint-Étienne;Damas;détruite à moitié\nMusée;Mossoul;façade endommagée\n"


@pytest.fixture
def opened(tmp_path):
    def open_bytes(data: bytes, name: str = "table.csv", sheet: str = ""):
        path = tmp_path / "handed in"
        path.write_bytes(data)
        return open_table(path, name, sheet)

    return open_bytes


def rows_of(table):
    return [row for chunk in table.chunks() for row in zip(*chunk.columns.values(), strict=True)]


def numbers_of(table):
    return [number for chunk in table.chunks() for number in chunk.numbers]


def faulty_in(table):
    return {number: str(fault) for chunk in table.chunks() for number, fault in chunk.faulty.items()}


def written(separator=",", end="\r\n", rows=ROWS):
    return "".join(separator.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) + end for row in rows)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with its mark", "utf-16", "utf-16-le", "utf-16-be", "utf-16-be with its mark"],
)
def test_a_csv_file_is_read_however_it_was_saved(opened, separator, end, encode):
    table = opened(encode(written(separator, end)))
    assert table.kind == "csv"
    assert table.headers == ("name", "country", "note")
    assert rows_of(table) == [tuple(row) for row in ROWS[1:]]


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (CYRILLIC, "cp1251"),
        (CYRILLIC, "koi8_u"),
        (ARABIC, "cp1256"),
        (FRENCH, "cp1252"),
        (FRENCH, "iso8859_1"),
        (ARABIC, "iso8859_6"),
    ],
)
def test_the_encoding_of_older_files_is_found_out_and_told(opened, text, codec):
    table = opened(text.encode(codec))
    assert [*table.headers] == text.splitlines()[0].split(";")
    assert rows_of(table) == [tuple(line.split(";")) for line in text.splitlines()[1:]]
    assert dict(table.told)["encoding"]


def test_letters_that_are_not_utf8_are_seen_also_far_down_the_file(opened):
    data = b"name,town\n" + b"Temple,Palmyra\n" * 20_000 + "Église,Alep\n".encode("cp1252")
    assert rows_of(opened(data))[-1] == ("Église", "Alep")


def test_rows_are_numbered_as_their_lines_are_counted(opened):
    table = opened(b'name,note\nA,"one\ntwo\nthree"\n\nB,four\n')
    assert numbers_of(table) == [2, 6]


def test_a_line_for_excel_names_the_separator(opened):
    assert opened(b"sep=;\nname;note\nA;b,c,d\n").headers == ("name", "note")


def test_headers_that_stand_twice_or_are_empty_get_names_of_their_own(opened):
    table = opened(b"name,name,,name (2)\nA,B,C,D\n")
    assert len({*table.headers}) == 4
    assert table.headers[0] == "name"
    assert rows_of(table) == [("A", "B", "C", "D")]
    assert "renamed" in dict(table.told)


def test_a_row_with_more_cells_than_headers_is_told_and_one_with_fewer_is_filled_up(opened):
    table = opened(b"name,note\nA,b,c\nD\nE,f,,\n")
    assert rows_of(table) == [("D", None), ("E", "f")]
    assert list(faulty_in(table)) == [2]
    assert "3 cells" in faulty_in(table)[2]


def test_a_table_with_only_a_header_has_no_rows(opened):
    table = opened(b"name,country\n")
    assert table.headers == ("name", "country")
    assert [*table.chunks()] == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\n \n\n", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (b"name,note\nA,b\x00c\n", "NUL"),
        (b"\x00" * 5000, "NUL"),
        (b'name,note\nA,b\nC,"never closed\nD,e\n', "begins in line 3 is never closed"),
        (b"33.5,36.3\n34.5,38.2\n", "is a value and no name"),
        (",".join(f"c{number}" for number in range(1001)).encode() + b"\n", "1001 columns"),
        (b"name,note\nA," + b"x" * 1_100_000, "Line 2 has more than"),
        (b"name,note\nA," + b"x" * 200_000, "a cell of more than"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"\x89PNG\r\n\x1a\n0000", "a picture (PNG)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel workbook"),
        (b"SQLite format 3\x00", "GeoPackage"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b"<rss></rss>", "no KML"),
        (b"PK\x03\x04 and no more", "damaged"),
        (gzip.compress(gzip.compress(b"name,note\n", mtime=0), mtime=0), "packed twice"),
        (gzip.compress(b"name,note\n" + b"A,b\n" * 9000, mtime=0)[:-30], "breaks off"),
        (b'[{"name": "A"}, {"name": ', "breaks off"),
        (b'{"name": [1, 2]', "no list of records"),
        (b"[1, 2, 3]", "no list of records"),
        (b"[" * 100_000, "deep"),
        (b'{"a":' * 100_000, "deep"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(opened, data, said):
    with pytest.raises(Fault) as caught:
        rows_of(opened(data))
    assert said in str(caught.value)


def test_the_content_decides_and_not_the_name(opened):
    assert opened(b"name,note\nA,b\n", "picture.png").kind == "csv"
    assert opened(b'[{"name": "A"}]', "table.csv").kind == "json"


def test_a_packed_table_is_unpacked(opened):
    assert rows_of(opened(gzip.compress(written().encode()), "t.csv.gz")) == [tuple(row) for row in ROWS[1:]]


def test_a_file_that_grows_beyond_all_reason_is_not_unpacked(opened):
    bomb = gzip.compress(b"name,note\n" + b"A,b\n" * 20_000_000, 9)
    with pytest.raises(Fault, match="100 times"):
        for _ in opened(bomb).chunks():
            pass


def workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return book


def saved(book, tmp_path):
    path = tmp_path / "book.xlsx"
    book.save(path)
    return path.read_bytes()


def test_a_workbook_is_read_from_its_first_sheet_with_a_table(opened, tmp_path):
    rows = [
        [],
        ["name", "day", "seen", "number"],
        ["A", date(2015, 8, 23), True, 33.5],
        [],
        ["B", datetime.fromisoformat("2015-08-23 10:05"), False, 7],
    ]
    table = opened(saved(workbook(("Empty", []), ("Sites", rows), ("More", [["x"]])), tmp_path), "t.xlsx")
    assert (table.kind, table.headers) == ("xlsx", ("name", "day", "seen", "number"))
    assert ("sheet", "Sites") in table.told
    assert rows_of(table) == [("A", "2015-08-23", "yes", 33.5), ("B", "2015-08-23T10:05:00", "no", 7)]
    assert numbers_of(table) == [3, 5]


def test_another_sheet_may_be_named_and_one_that_is_not_there_is_told(opened, tmp_path):
    data = saved(workbook(("Sites", [["name"], ["A"]]), ("More", [["other"], ["B"]])), tmp_path)
    assert opened(data, "t.xlsx", "More").headers == ("other",)
    with pytest.raises(Fault, match="Sites, More"):
        opened(data, "t.xlsx", "Missing")


def test_a_formula_is_not_reckoned(opened, tmp_path):
    table = opened(saved(workbook(("Sites", [["name", "sum"], ["A", "=1+1"]])), tmp_path), "t.xlsx")
    assert rows_of(table) == [("A", None)]


def test_a_workbook_that_breaks_off_is_told(opened, tmp_path):
    data = saved(workbook(("Sites", [["name"], ["A"]])), tmp_path)
    with pytest.raises(Fault, match="damaged"):
        opened(data[: len(data) // 2], "t.xlsx")


def test_a_workbook_that_unpacks_to_a_monster_is_refused_by_its_list_of_contents(opened, tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\x20" * 100_000_000)
    with pytest.raises(Fault, match="100 times"):
        opened(path.read_bytes(), "t.xlsx")


def test_a_workbook_with_a_damaged_byte_anywhere_is_refused_or_read(opened, tmp_path):
    whole, refused = saved(workbook(("Sites", ROWS)), tmp_path), 0
    for at in range(0, len(whole), 23):
        damaged = bytearray(whole)
        damaged[at] ^= 0xFF
        try:
            rows_of(opened(bytes(damaged), "t.xlsx"))
        except Fault:
            refused += 1
    assert refused > 100


@pytest.mark.parametrize(
    ("inside", "said"), [("content.xml", "OpenDocument"), ("word/document.xml", "Word"), ("a.txt", "ZIP")]
)
def test_other_packed_files_are_named(opened, tmp_path, inside, said):
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(inside, "something")
    with pytest.raises(Fault) as caught:
        opened(path.read_bytes(), "t.zip")
    assert said in str(caught.value)


def feature(geometry, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(*features, **more):
    return json.dumps({"type": "FeatureCollection", **more, "features": features}).encode()


SQUARE = [[[38.0, 34.0], [39.0, 34.0], [39.0, 35.0], [38.0, 35.0], [38.0, 34.0]]]


def test_places_of_geojson_become_columns(opened):
    table = opened(
        collection(
            feature({"type": "Point", "coordinates": [38.27, 34.55, 400]}, name="Palmyra", names=["Tadmor", "تدمر"]),
            feature({"type": "Polygon", "coordinates": SQUARE}, name="Square", more={"town": "Homs"}),
            feature(None, name="Nowhere"),
            feature({"type": "LineString", "coordinates": [[38, 34], [39, 35]]}, name="Wall"),
        )
    )
    assert table.kind == "geojson"
    rows = [dict(zip(table.headers, row, strict=True)) for row in rows_of(table)]
    assert (rows[0]["latitude"], rows[0]["longitude"], rows[0]["footprint"]) == (34.55, 38.27, None)
    assert (rows[0]["name"], rows[0]["names"], rows[0]["more.town"]) == ("Palmyra", ["Tadmor", "تدمر"], None)
    assert rows[1]["footprint"] == {"type": "Polygon", "coordinates": SQUARE}
    assert 34 < rows[1]["latitude"] < 35
    assert rows[1]["more.town"] == "Homs"
    assert rows[2]["latitude"] is None
    assert "LineString" in faulty_in(table)[4]


def test_places_in_a_projection_are_refused(opened):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    with pytest.raises(Fault, match="WGS 84"):
        opened(collection(feature(None, name="A"), crs=crs))


def test_objects_of_json_become_rows_wherever_their_list_stands(opened):
    assert rows_of(opened(b'[{"a": 1, "b": ["x", "y"]}, {"a": 2}]')) == [(1, ["x", "y"]), (2, None)]
    assert rows_of(opened(b'{"count": 2, "results": [{"a": 1}, {"a": 2}]}')) == [(1,), (2,)]
    assert rows_of(opened(b'{"a": 1}\n{"a": 2}\n')) == [(1,), (2,)]


KML = """<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>North</name>
<Placemark><name>Temple</name><description>&lt;b&gt;Hit&lt;/b&gt; hard</description>
<ExtendedData><Data name="level"><value>severe</value></Data></ExtendedData>
<Point><coordinates>38.27,34.55,0</coordinates></Point></Placemark></Folder>
<Placemark><name>Square</name><Polygon><outerBoundaryIs><LinearRing><coordinates>
38,34 39,34 39,35 38,35 38,34</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
</Document></kml>"""


def test_placemarks_of_kml_become_rows(opened):
    table = opened(KML.encode(), "places.kml")
    rows = [dict(zip(table.headers, row, strict=True)) for row in rows_of(table)]
    assert table.kind == "kml"
    assert (rows[0]["name"], rows[0]["level"], rows[0]["folder"]) == ("Temple", "severe", "North")
    assert rows[0]["description"] == "Hit  hard"
    assert (rows[0]["latitude"], rows[0]["longitude"]) == (34.55, 38.27)
    assert rows[1]["footprint"]["coordinates"] == SQUARE


def test_kmz_is_unpacked(opened, tmp_path):
    path = tmp_path / "places.kmz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("doc.kml", KML)
    assert len(rows_of(opened(path.read_bytes(), "places.kmz"))) == 2


@pytest.mark.parametrize("at", [0, 30, 38, 60, 200])
def test_a_kmz_with_a_damaged_byte_is_refused(opened, tmp_path, at):
    path = tmp_path / "places.kmz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", KML)
    damaged = bytearray(path.read_bytes())
    damaged[at] ^= 0xFF
    with pytest.raises(Fault, match="damaged"):
        rows_of(opened(bytes(damaged), "places.kmz"))


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE kml SYSTEM "https://elsewhere.example/kml.dtd">',
    ],
)
def test_entities_and_what_lies_elsewhere_are_not_read(opened, declared):
    with pytest.raises(Fault, match="declares entities"):
        opened(KML.replace("<kml", f"{declared}<kml", 1).encode(), "places.kml")


def test_elements_that_lie_in_each_other_without_end_are_refused(opened):
    with pytest.raises(Fault, match="deep"):
        opened(b"<kml>" + b"<Folder>" * 50_000, "places.kml")


def test_how_far_a_file_is_read_is_known_while_it_is_read(opened):
    table = opened(b"name,note\n" + b"Temple,a note\n" * 20_000)
    shares = [table.done for _ in table.chunks()]
    assert shares == sorted(shares)
    assert 0 < shares[1] < 1
    assert table.done == 1
    assert len(table.sample()) == 50


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_a_sentence(opened, data):
    told = ""
    try:
        assert all(isinstance(row, tuple) for row in rows_of(opened(data)))
    except Fault as fault:
        told = str(fault)
    assert not told or told.endswith((".", "?", ")")) or ":" in told


def test_titles_above_the_header_are_left_out_and_told(opened):
    above = "UNOSAT damage assessment,,\nExported 2017-01-20,,\n\n"
    table = opened((above + written(end="\n")).encode())
    assert table.headers == ("name", "country", "note")
    assert ("rows above the header, left out", "2") in table.told
    assert numbers_of(table) == [5, 6]
    assert rows_of(table) == rows_of(opened(written(end="\n").encode()))


def test_a_table_of_one_column_has_no_titles_above_it(opened):
    table = opened(b"name\nTemple of Bel\nArch, of Triumph\nCastle\n")
    assert table.headers == ("name",)


def test_titles_above_the_header_of_a_workbook_are_left_out(opened, tmp_path):
    book = openpyxl.Workbook()
    for row in [["Damage in 2017"], [], *ROWS]:
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    table = opened((tmp_path / "t.xlsx").read_bytes(), "t.xlsx")
    assert table.headers == ("name", "country", "note")
    assert numbers_of(table) == [4, 5]


@given(
    st.lists(st.sampled_from(["plain", 'with "two\nlines"', "", "a,b", "x" * 11_000]), min_size=1, max_size=300),
    st.sampled_from(["\r\n", "\n", "\r"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_rows_keep_their_lines_numbers_wherever_cells_of_several_lines_stand(opened, cells, end):
    rows = [["name", "note"], *(["n", cell] for cell in cells)]
    table = opened(written(end=end, rows=rows).encode())
    assert rows_of(table) == [tuple(row) for row in rows[1:]]
    lines = [1 + cell.count("\n") for cell in cells]
    assert numbers_of(table) == [2 + sum(lines[:place]) for place in range(len(cells))]
