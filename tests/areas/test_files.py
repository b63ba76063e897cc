"""A file that somebody drops on the map becomes an area, or a sentence that says why not."""

import json
import math

import numpy as np
import pytest
import shapely
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from sites.areas import area_of_geojson, parse_area
from sites.areas.area import LONGEST
from sites.terms import Fault

BOX = [[38, 34], [39, 34], [39, 35], [38, 35], [38, 34]]
POLYGON = {"type": "Polygon", "coordinates": [BOX]}
FRONT = {"type": "LineString", "coordinates": [[36, 36], [37, 36.5], [38, 36.2]]}


def sent(document, **said):
    return area_of_geojson(json.dumps(document).encode(), **said)


def coast(corners, wave=0.25):
    """An outline that is the more wiggly the closer one looks."""
    turn = np.linspace(0, math.tau, corners, endpoint=False)
    far = 1 + sum(wave / 1.7**n * np.sin(2**n * turn + n * n) for n in range(1, 12))
    ring = np.column_stack([20 + 6 * far * np.cos(turn), 40 + 5 * far * np.sin(turn)]).round(6).tolist()
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def multi(*rings):
    return {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}


def island(longitude, latitude, reach):
    turns = [math.tau * n / 20 for n in range(21)]
    return [[longitude + reach * math.cos(turn), latitude + reach * math.sin(turn)] for turn in turns]


@pytest.mark.parametrize(
    "document",
    [
        POLYGON,
        {"type": "Feature", "properties": None, "geometry": POLYGON},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": POLYGON}, {"type": "Feature"}]},
        {"type": "GeometryCollection", "geometries": [{"type": "GeometryCollection", "geometries": [POLYGON]}]},
        {"type": "MultiPolygon", "coordinates": [[BOX], []]},
        multi(BOX, BOX, [[38.2, 34.2], [38.4, 34.2], [38.4, 34.4], [38.2, 34.2]]),
        {"type": "Polygon", "coordinates": [[[*corner, 120.5] for corner in BOX]]},
        {"type": "Polygon", "coordinates": [BOX[:-1]]},
        POLYGON | {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}},
        POLYGON | {"crs": {"type": "name", "properties": {"name": "EPSG:4326"}}},
    ],
)
def test_a_polygon_is_found_whatever_it_is_wrapped_in(document):
    area = sent(document)
    assert area.shape.equals(shapely.box(38, 34, 39, 35))
    assert area.tolerance_m == 0
    assert parse_area(str(area)) == area


def test_a_byte_order_mark_does_no_harm():
    assert area_of_geojson(b"\xef\xbb\xbf" + json.dumps(POLYGON).encode()) == sent(POLYGON)


def test_a_hole_stays_a_hole():
    lake = [[38.4, 34.4], [38.6, 34.4], [38.6, 34.6], [38.4, 34.4]]
    area = sent({"type": "Polygon", "coordinates": [BOX, lake]})
    assert not area.shape.covers(Point(38.55, 34.45))


@pytest.mark.parametrize("latitude", [0, 35, -60, 75])
@pytest.mark.parametrize("within_km", [1, 10, 200])
def test_around_a_point_lies_what_is_nearer_than_so_many_kilometres(latitude, within_km):
    area = sent({"type": "Point", "coordinates": [40, latitude]}, within_km=within_km)
    for bearing in range(0, 360, 30):
        edge = [geodesic(kilometers=within_km * share).destination((latitude, 40), bearing) for share in (0.98, 1.02)]
        assert [area.shape.covers(Point(at.longitude, at.latitude)) for at in edge] == [True, False], bearing


@given(st.floats(-75, 70), st.floats(-170, 170), st.floats(-4, 4), st.floats(0.1, 4), st.floats(0, 1))
def test_on_both_sides_of_a_line_lies_what_is_nearer_than_ten_kilometres(south, west, across, up, share):
    line = [[west, south], [west + across, south + up]]
    shape = sent({"type": "LineString", "coordinates": line}).shape
    foot = (south + share * up, west + share * across)
    ahead = math.degrees(math.atan2(across * math.cos(math.radians(foot[0])), up))
    for side in (-90, 90):
        near, far = (geodesic(kilometers=km).destination(foot, ahead + side) for km in (9.8, 10.2))
        assert shape.covers(Point(near.longitude, near.latitude))
        assert not shape.covers(Point(far.longitude, far.latitude))


def test_a_front_line_a_point_and_a_polygon_make_one_area():
    area = sent(
        {"type": "GeometryCollection", "geometries": [FRONT, POLYGON, {"type": "Point", "coordinates": [1, 1]}]}
    )
    for at in [(36.5, 36.3), (38.5, 34.5), (1, 1)]:
        assert area.shape.covers(Point(at))


def test_around_a_point_on_the_antimeridian_lie_both_sides_of_it():
    area = sent({"type": "Point", "coordinates": [180, -17]})
    assert area.shape.covers(Point(179.95, -17))
    assert area.shape.covers(Point(-179.95, -17))
    assert area.bounds[1::2] == (-180, 180)


@pytest.mark.parametrize("corners", [3_000, 150_000])
def test_a_long_coast_is_made_coarser_until_an_address_bears_it(corners):
    document = coast(corners)
    area = sent(document)
    assert LONGEST * 0.8 < len(str(area)) <= LONGEST
    assert 0 < area.tolerance_m < 20_000
    assert parse_area(str(area)) == area
    exact = shapely.make_valid(shapely.from_geojson(json.dumps(document)))
    strays = shapely.hausdorff_distance(exact.boundary, area.shape.boundary) * 111_320
    assert strays <= area.tolerance_m + 3_000, "and half a step of the first thinning"
    assert exact.symmetric_difference(area.shape).area < 0.02 * exact.area


def test_of_a_thousand_islands_the_large_ones_remain():
    small = [island(20 + n % 40 * 0.2, 36 + n // 40 * 0.1, 0.002) for n in range(1000)]
    area = sent(multi(island(25, 45, 1), island(15, 45, 0.5), *small))
    assert len(str(area)) <= LONGEST
    assert area.tolerance_m > 0
    assert area.shape.covers(Point(25, 45))
    assert area.shape.covers(Point(15, 45))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" " * 5_000_001, "larger than 5 MB"),
        (b"<kml/>", "not JSON"),
        (b'{"type": "Polygon"\n, ]', "line 2"),
        ("{}".encode("utf-16"), "not text in UTF-8"),
        (b"[1]", "begin with an object"),
        (b"{}", "no kind of geometry"),
        (b'{"type": "Topology"}', "“Topology” is no kind"),
        (b'{"type": ["Polygon"]}', "no kind of geometry"),
        (b'{"type": "FeatureCollection", "features": [null]}', "no kind of geometry"),
        (b'{"type": "FeatureCollection", "features": []}', "no polygon, line or point"),
        (b'{"type": "Feature", "geometry": null}', "no polygon, line or point"),
        (b'{"type": "Polygon", "coordinates": []}', "no polygon, line or point"),
        (b'{"type": "Polygon", "coordinates": [[]]}', "none with an extent"),
        (b'{"type": "Polygon", "coordinates": [[[0,0],[1,1],[0,0]]]}', "none with an extent"),
        (b'{"type": "Polygon", "coordinates": [[[0,0],[1,1],[2,2],[0,0]]]}', "no extent"),
        (b'{"type": "Polygon"}', "there is none"),
        (b'{"type": "Polygon", "coordinates": [[1, 2], [3, 4]]}', "not two numbers"),
        (b'{"type": "Polygon", "coordinates": [[[[1, 2]]]]}', "not two numbers"),
        (b'{"type": "Polygon", "coordinates": [["ab", "cd"]]}', "not two numbers"),
        (b'{"type": "Point", "coordinates": [{"a": 1}, 2]}', "not two numbers"),
        (b'{"type": "Point", "coordinates": [1]}', "not two numbers"),
        (b'{"type": "Point", "coordinates": [1' + b"0" * 400 + b", 2]}", "not two numbers"),
        (b'{"type": "Point", "coordinates": [1' + b"0" * 40_000 + b", 2]}", "too long to be read"),
        (b'{"type": "Point", "coordinates": [NaN, 2]}', "not a number"),
        (b'{"type": "Point", "coordinates": [1e999, 2]}', "not a number"),
        (b'{"type": "Point", "coordinates": [380000, 4000000]}', "metres of a projected map"),
        (b'{"type": "Point", "coordinates": [20, 89.95]}', "too near to a pole"),
        (b'{"crs": {"properties": {"name": "EPSG:32637"}}, "type": "Point", "coordinates": [1, 2]}', "EPSG:4326"),
        (b"[" * 2_000_000, "nested too deeply"),
        (b'{"a":' * 900_000, "nested too deeply"),
    ],
)
def test_what_is_no_outline_is_refused_in_words(data, said):
    with pytest.raises(Fault, match=said):
        area_of_geojson(data)


@pytest.mark.parametrize("within_km", [0, -1, 501, math.nan, math.inf])
def test_a_distance_that_cannot_be_drawn_is_refused(within_km):
    with pytest.raises(Fault, match=r"from 0\.1 to 500 km"):
        sent(FRONT, within_km=within_km)


def scribble(corners):
    random = np.random.default_rng(1)
    return np.column_stack([random.uniform(-170, 170, corners), random.uniform(-80, 80, corners)]).round(3).tolist()


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"type": "Polygon", "coordinates": [scribble(100_000)]}, "cross each other too often"),
        ({"type": "LineString", "coordinates": scribble(3_000)}, "cross each other too often"),
        ({"type": "MultiPoint", "coordinates": scribble(10_000)}, "more than 4000 lines and points"),
        ({"type": "MultiLineString", "coordinates": [[[-180, n], [180, n]] for n in range(20)]}, "200000 km"),
        (multi(*([[x, y], [x + 1e-4, y], [x, y + 1e-4], [x, y]] for x, y in scribble(10_000))), "too many small"),
    ],
)
def test_a_file_that_would_keep_the_server_busy_is_refused(document, said):
    with pytest.raises(Fault, match=said):
        sent(document)
