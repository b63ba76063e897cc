"""A reader opens our KML in Google Earth and its like: what reads it here is libkml."""

import re

import pyogrio
import pyogrio.raw
import pytest
from defusedxml import ElementTree

from sites.exports import DATASETS
from sites.terms import STATUSES

KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture
def read(kept):
    """The rows of a layer, by the names of its fields, and its shapes."""

    def rows(address, **query):
        about, _, shapes, columns = pyogrio.raw.read(kept(address, **query))
        fields = [dict(zip(about["fields"], row, strict=True)) for row in zip(*columns, strict=True)]
        return fields, shapes

    return rows


def test_libkml_reads_the_rows_with_their_columns_and_shapes(scene, kept, read):
    scene.report(scene.site("arch", 34.55, 38.27, name="Arch & <b>gate</b>"), "destroyed", "2015-08-23")
    scene.site("cave", visibility="hidden")
    scene.site("tell", visibility="0.1")
    assert pyogrio.read_info(kept("/sites.kml"))["driver"] == "LIBKML"
    fields, shapes = read("/sites.kml")
    assert [shape and shape[1] for shape in shapes] == [1, None, 3]
    assert (fields[0]["Name"], fields[0]["level"], fields[0]["country_code"]) == (
        "Arch & <b>gate</b>",
        "destroyed",
        "SY",
    )
    assert str(fields[0]["begin"]).startswith("2015-08-23")
    assert fields[0]["latitude"] == 34.55
    assert {column.name for column in DATASETS["sites"].columns} <= {*fields[0], "name"}


def test_a_report_spans_the_days_on_which_it_may_have_happened(scene, read):
    report = scene.report(scene.site("arch", name="Arch"), event="2015-08-23/2015-08-27")
    (field,), _ = read("/reports.kml")
    assert field["Name"] == f"Arch, {report.number}"
    assert (str(field["begin"])[:10], str(field["end"])[:10]) == ("2015-08-23", "2015-08-27")


def test_a_placemark_has_the_colour_of_its_level_and_each_level_has_one(scene, body):
    scene.report(scene.site("arch"), "destroyed")
    document = ElementTree.fromstring(body("/sites.kml")).find(f"{KML}Document")
    styles = {style.get("id"): style.find(f"{KML}IconStyle/{KML}color").text for style in document.iter(f"{KML}Style")}
    assert set(styles) == set(STATUSES)
    assert styles["destroyed"] == "ff2600BD"
    assert document.find(f"{KML}Placemark/{KML}styleUrl").text == "#destroyed"


def test_the_parts_of_a_placemark_come_in_the_order_of_the_schema(scene, body):
    scene.report(scene.site("tell", visibility="0.1"))
    (mark,) = ElementTree.fromstring(body("/sites.kml")).iter(f"{KML}Placemark")
    parts = [part.tag.removeprefix(KML) for part in mark]
    assert parts == ["name", "TimeSpan", "styleUrl", "ExtendedData", "Polygon"]


def test_what_xml_cannot_hold_is_left_out_and_the_rest_stays(scene, body):
    scene.site("tomb", name="A\x1bB\x08", summary="]]> & <Placemark>\ufffe")
    names = [one.text for one in ElementTree.fromstring(body("/sites.kml")).iter(f"{KML}name")]
    assert names[-1] == "AB"
    assert len(re.findall(rb"<Placemark ", body("/sites.kml"))) == 1


def test_small_degrees_are_written_without_an_exponent(scene, body):
    scene.site("null-island", 0.0000123, -0.00001)
    assert b"<coordinates>-0.00001,0.0000123</coordinates>" in body("/sites.kml")


def test_a_report_of_a_recovery_alone_is_there_too(scene, read):
    scene.report(scene.site("arch"), level="", recovery="restored", event="2020-01-01")
    (field,), _ = read("/reports.kml")
    assert field["recovery"] == "restored"
