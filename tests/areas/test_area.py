"""An area is shared in an address and tells exactly which places it holds."""

import math
from urllib.parse import unquote_plus, urlencode

import numpy as np
import polyline
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point as Spot
from shapely.geometry import shape as drawn

from sites.areas import parse_area
from sites.places import Point, PublicPlace, generalise, tile_key
from sites.terms import Fault

CELLS = ["exact", "0.01", "0.1"]
SYRIA = [(32.3, 35.7), (33.4, 38.8), (34.4, 41.0), (37.1, 42.4), (36.7, 36.4)]


def ring(*corners):
    """A ring as it stands in an address, from (latitude, longitude) corners."""
    return polyline.encode(list(corners))


def box(south, west, north, east):
    return ring((south, west), (south, east), (north, east), (north, west))


def star(corners, latitude, longitude, reach, wave=0.3):
    """A wiggly outline around a place: every other corner is drawn in."""
    turns = [math.tau * corner / corners for corner in range(corners)]
    far = [reach * (1 - wave * (corner % 2)) for corner in range(corners)]
    return ring(*((latitude + r * math.sin(t), longitude + r * math.cos(t)) for t, r in zip(turns, far, strict=True)))


def columns(places):
    """Public places as the index holds them: by tile key."""
    rows = sorted((tile_key(one.latitude, one.longitude), one.latitude, one.longitude, one.cell) for one in places)
    kinds = [np.int64, np.float64, np.float64, np.float32]
    return [np.array(column, kind) for column, kind in zip(zip(*rows, strict=True), kinds, strict=True)]


def counts(area, latitude, longitude, cell):
    """Whether a place counts, by one question to shapely."""
    if not cell:
        return area.shape.covers(Spot(longitude, latitude))
    south, west, north, east = PublicPlace(latitude, longitude, round(float(cell), 2)).bounds
    return area.shape.covers(shapely.box(west, south, east, north))


def one_by_one(area, places):
    return [row for row, place in enumerate(zip(*places[1:], strict=True)) if counts(area, *map(float, place))]


def holds(area, latitude, longitude, visibility="exact"):
    return len(area.rows(*columns([generalise(Point(latitude, longitude), visibility)]))) == 1


# ── which places

degrees = st.tuples(
    st.one_of(st.integers(-90, 90).map(float), st.floats(-90, 90), st.floats(30, 40)),
    st.one_of(st.integers(-180, 180).map(float), st.floats(-180, 180), st.floats(30, 40)),
)
places = st.lists(
    st.builds(lambda at, visibility: generalise(Point(*at), visibility), degrees, st.sampled_from(CELLS)), min_size=1
)
corners = st.lists(
    st.tuples(st.integers(-900, 900).map(lambda n: n / 10), st.integers(-1900, 1900).map(lambda n: n / 10)),
    min_size=3,
    max_size=8,
)


@settings(max_examples=200, deadline=None)
@given(corners, places)
def test_an_area_holds_just_the_places_that_shapely_finds_one_by_one(outline, places):
    try:
        area = parse_area(ring(*outline))
    except Fault:
        return
    rows = columns(places)
    assert area.rows(*rows).tolist() == one_by_one(area, rows)


@pytest.mark.parametrize(
    "text",
    [
        box(33, 36, 35, 38),
        box(-90, -180, 90, 0),
        ring(*SYRIA),
        star(60, 34, 37, 3),
        star(400, 34, 37, 1.5, wave=0.05),
        star(480, 35, 37, 2, wave=0.2),
        f"{box(33, 36, 36, 39)}.{star(30, 34.5, 37.5, 1)}-{box(36, 39, 37, 40)}",
    ],
)
def test_among_many_places_that_lie_close_together_none_is_missed_and_none_too_many(text):
    area, random = parse_area(text), np.random.default_rng(7)
    near = zip(random.normal(34.5, 1.5, 6000), random.normal(37.5, 1.5, 6000), strict=True)
    far = zip(random.uniform(-90, 90, 1500), random.uniform(-180, 180, 1500), strict=True)
    public = [generalise(Point(*at), CELLS[n % 3]) for n, at in enumerate([*near, *far])]
    rows = columns(public)
    found = area.rows(*rows)
    assert found.tolist() == one_by_one(area, rows)
    assert found.dtype == np.int64
    assert 0 < len(found) < len(public)


def test_a_place_on_the_edge_counts():
    area = parse_area(box(33, 36, 34, 37))
    assert holds(area, 33, 36.5)
    assert holds(area, 34, 37)
    assert not holds(area, 34.00001, 36.5)


@pytest.mark.parametrize("visibility", ["0.01", "0.1"])
def test_a_protected_site_counts_only_where_its_whole_cell_does(visibility):
    public = generalise(Point(33.5123, 36.3019), visibility)
    south, west, north, east = public.bounds
    assert holds(parse_area(box(south, west, north, east)), 33.5123, 36.3019, visibility)
    for lost in [(0.00001, 0, 0, 0), (0, 0.00001, 0, 0), (0, 0, -0.00001, 0), (0, 0, 0, -0.00001)]:
        smaller = parse_area(box(*(side + step for side, step in zip(public.bounds, lost, strict=True))))
        assert not holds(smaller, 33.5123, 36.3019, visibility)


def test_ever_smaller_areas_tell_of_a_protected_site_no_more_than_its_cell():
    """Wherever in its cell it lies, every area gives the same answer."""
    inside = [(33.5001, 36.3001), (33.5999, 36.3999), (33.55, 36.35)]
    for step in range(1, 12):
        for text in [box(33, 36, 33.5 + step / 100, 37), ring((33.5, 36.3), (33.6, 36.3), (33.5, 36.3 + step / 100))]:
            assert len({holds(parse_area(text), *at, "0.1") for at in inside}) == 1


def test_the_whole_earth_holds_the_poles_and_both_ends_of_the_map():
    earth = parse_area(box(-90, -180, 90, 180))
    for at in [(90, 0), (-90, 12), (0, 180), (0, -180), (85.06, -180), (89.99, 179.99)]:
        assert holds(earth, *at)
        assert holds(earth, *at, "0.1")


def test_beyond_the_last_tile_a_place_is_still_told_from_its_neighbour():
    area = parse_area(box(86, 10, 88, 20))
    assert [holds(area, latitude, 15) for latitude in (85.5, 86, 87, 88, 89)] == [False, True, True, True, False]


def test_an_index_without_places_finds_none():
    assert parse_area(ring(*SYRIA)).rows(*(np.empty(0, kind) for kind in (int, float, float, float))).tolist() == []


# ── as it stands in an address


@pytest.mark.parametrize(
    "text", [ring(*SYRIA), box(0, 0, 1, 1) + "." + box(0.2, 0.2, 0.4, 0.4) + "-" + box(2, 2, 3, 3)]
)
def test_an_area_comes_back_from_an_address_as_it_was(text):
    area = parse_area(text)
    address = urlencode({"area": str(area)})
    assert parse_area(unquote_plus(address.removeprefix("area="))) == area
    assert hash(parse_area(area.text)) == hash(area)


@settings(deadline=None)
@given(corners)
def test_an_area_is_written_in_one_way_only(outline):
    try:
        area = parse_area(ring(*outline))
    except Fault:
        return
    assert area.shape.is_valid
    assert parse_area(str(area)) == area
    assert parse_area(str(area)).shape.equals_exact(area.shape, 0)


def test_where_a_ring_begins_and_which_way_it_runs_makes_no_other_area():
    turned = [*SYRIA[2:], *SYRIA[:2]]
    assert parse_area(ring(*turned)) == parse_area(ring(*SYRIA)) == parse_area(ring(*SYRIA[::-1], SYRIA[-1]))


def test_the_map_is_given_a_polygon_as_the_standard_has_it():
    one, many = parse_area(box(0, 0, 1, 2)), parse_area(f"{box(0, 0, 1, 2)}-{box(5, 5, 6, 6)}")
    assert one.geojson()["type"] == "Polygon"
    assert many.geojson()["type"] == "MultiPolygon"
    assert drawn(many.geojson()).equals(many.shape)
    assert shapely.is_ccw(drawn(one.geojson()).exterior), "shells run counterclockwise"
    assert one.bounds == (0, 0, 1, 2)


def test_a_ring_that_crosses_itself_is_mended():
    bow = parse_area(ring((0, 0), (2, 2), (2, 0), (0, 2)))
    assert holds(bow, 0.5, 1) != holds(bow, 1, 0.5)
    assert holds(bow, 1, 1)
    assert bow.shape.area == pytest.approx(2)


def test_a_country_drawn_twice_over_its_own_line_is_still_that_country():
    area = parse_area(ring(*SYRIA, (32.3, 35.8), *SYRIA[1:]))
    assert holds(area, 34.55, 38.27)
    assert not holds(area, 30, 38)


def test_polygons_that_share_a_border_hold_a_cell_across_it():
    area = parse_area(f"{box(33, 36, 34, 36.35)}-{box(33, 36.35, 34, 37)}")
    assert holds(area, 33.55, 36.35, "0.1")


@pytest.mark.parametrize(
    "text",
    [box(-19, 177, -15, 182), box(-19, -183, -15, -178), f"{box(-19, 177, -15, 180)}-{box(-19, -180, -15, -178)}"],
)
def test_an_area_crosses_the_antimeridian_beyond_180_or_in_two_pieces(text):
    area = parse_area(text)
    assert area == parse_area(f"{box(-19, -180, -15, -178)}-{box(-19, 177, -15, 180)}")
    assert [holds(area, -17, longitude) for longitude in (176, 178, 180, -180, -179, -177)] == [
        False,
        *[True] * 4,
        False,
    ]


def test_within_180_degrees_a_ring_is_taken_as_it_is_written():
    the_long_way = parse_area(box(-19, -178, -15, 177))
    assert holds(the_long_way, -17, 0)
    assert not holds(the_long_way, -17, 179)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cannot be read"),
        ("38.2,34.5,38.3,34.6", "cannot be read"),
        ("ab cd", "cannot be read"),
        ("\0", "cannot be read"),
        (box(0, 0, 1, 1) + ".", "cannot be read"),
        (box(0, 0, 1, 1)[:-1], "breaks off"),
        ("~" * 3000, "breaks off"),
        ("~" * 2000 + "?" + "~" * 1000 + "?", "breaks off"),
        (box(0, 0, 91, 1), "off the earth"),
        (box(0, 0, 1, 541), "off the earth"),
        (ring((0, 0), (1, 1)), "no extent"),
        (ring((0, 0), (1, 1), (2, 2)), "no extent"),
        (ring((5, 5), (5, 5), (5, 5), (5, 5)), "no extent"),
        ("?" * 4001, "too long"),
        (ring(*((n * 37 % 160 - 80, n * 101 % 340 - 170) for n in range(380))), "cross each other too often"),
    ],
)
def test_what_is_no_area_is_refused_in_words(text, said):
    with pytest.raises(Fault, match=said):
        parse_area(text)
