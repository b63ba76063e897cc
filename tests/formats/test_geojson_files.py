"""A reader opens our GeoJSON with the tools of others."""

import json

import pyogrio
import pytest
from geojson_pydantic import FeatureCollection
from hypothesis import given
from hypothesis import strategies as st

from sites.exports import DATASETS
from sites.formats import geometry
from sites.places import Point, generalise


@pytest.fixture
def features(body):
    return lambda address, **query: json.loads(body(address, **query))["features"]


@pytest.mark.parametrize("address", ["/sites.geojson", "/reports.geojson"])
def test_it_is_geojson_by_the_letter_of_the_standard(scene, body, address):
    scene.report(scene.site("arch", 34.55, 38.27))
    scene.report(scene.site("tell", 33.51, 36.31, visibility="0.1"))
    scene.report(scene.site("cave", 33.51, 36.31, visibility="hidden"))
    read = FeatureCollection.model_validate_json(body(address))
    shapes = {one.properties["number"]: one.geometry and one.geometry.type for one in read.features}
    assert [shapes[number] for number in sorted(shapes)] == ["Point", "Polygon", None]
    assert "crs" not in json.loads(body(address))


def test_gdal_sees_one_layer_with_a_reference_system_and_typed_fields(scene, kept):
    scene.report(scene.site("arch", 34.55, 38.27))
    about = pyogrio.read_info(kept("/sites.geojson"))
    assert (about["features"], about["crs"], about["geometry_type"]) == (1, "EPSG:4326", "Point")
    types = dict(zip(about["fields"], about["dtypes"], strict=True))
    assert (types["number"], types["latitude"], types["contested"]) == ("int32", "float64", "bool")


def test_the_columns_are_those_of_the_csv_file_with_their_types(scene, features):
    site = scene.site("arch", 34.55, 38.27, name="Arch", names=[("قوس", "ar")])
    scene.report(site, "destroyed", "2015-10-04", causes=["deliberate", "fire"])
    (one,) = features("/sites.geojson")
    assert list(one["properties"]) == [column.name for column in DATASETS["sites"].columns]
    told = {
        "number": site.pk, "url": "http://testserver/sites/arch/", "native_name": "قوس", "latitude": 34.55,
        "contested": False, "since": "2015-10-04", "causes": "deliberate;fire", "coordinate_cell_degrees": 0.0,
        "recovery": None, "reports": 1,
    }  # fmt: skip
    assert {name: one["properties"][name] for name in told} == told
    assert one["id"] == site.pk
    assert one["geometry"] == {"type": "Point", "coordinates": [38.27, 34.55]}


def test_text_stays_as_it_was_written(scene, features):
    scene.site("tomb", name="=HYPERLINK(A1)", summary='"Two"\nlines')
    (one,) = features("/sites.geojson")
    assert (one["properties"]["name"], one["properties"]["summary"]) == ("=HYPERLINK(A1)", '"Two"\nlines')


def test_a_report_stands_at_the_public_place_of_its_site(scene, features):
    report = scene.report(scene.site("tell", 33.51, 36.31, visibility="0.1"))
    (one,) = features("/reports.geojson")
    assert one["id"] == report.number
    ring = [[36.3, 33.5], [36.4, 33.5], [36.4, 33.6], [36.3, 33.6], [36.3, 33.5]]
    assert one["geometry"] == {"type": "Polygon", "coordinates": [ring]}


def test_a_site_without_a_public_place_is_there_without_a_geometry(scene, features):
    scene.site("cave", 33.51, 36.31, visibility="hidden")
    (one,) = features("/sites.geojson")
    assert one["geometry"] is None


@given(st.floats(-90, 90), st.floats(-180, 180), st.sampled_from(["0.01", "0.1"]))
def test_a_cell_is_a_closed_ring_counter_clockwise_and_crosses_no_antimeridian(latitude, longitude, visibility):
    ((*corners, last),) = geometry(generalise(Point(latitude, longitude), visibility))["coordinates"]
    assert len(corners) == 4
    assert last == corners[0]
    around = zip(corners, [*corners[1:], last], strict=True)
    assert sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in around) > 0
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in corners)
    assert max(x for x, _ in corners) - min(x for x, _ in corners) <= float(visibility) + 1e-6
    assert all(round(degrees, 7) == degrees for corner in corners for degrees in corner)


def test_a_download_begins_before_the_last_site_is_read(scene, client):
    for number in range(3):
        scene.site(f"site-{number}")
    head, first, *_ = pieces = list(client.get("/sites.geojson").streaming_content)
    assert head == b'{"type":"FeatureCollection","features":['
    assert b"site-0" in first
    assert len(pieces) == 5
