"""A reader filters by the box of the map in view."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.places import BBox, parse_bbox
from sites.terms import Fault

REFUSED = [
    ("", "needs four numbers, west,south,east,north, and has 1"),
    ("1,2,3", "has 3"),
    ("1,2,3,4,5", "has 5"),
    ("a,1,2,3", "The box's west, “a”, is not a number"),
    ("0,nan,2,3", "The box's south, “nan”, is not a number"),
    ("0,1,inf,3", "The box's east, “inf”, is not a number"),
    ("0,1,2,３", "The box's north, “３”, is not a number"),
    ("0,1,1e400,3", "The box's east, “1e400”, is not a number"),
    ("0,1,1_0,3", "The box's east, “1_0”, is not a number"),
    ("-181,0,1,1", "The box's west, -181, is outside -180…180"),
    ("0,0,1,90.5", "The box's north, 90.5, is outside -90…90"),
    ("0,5,1,4", "The box's south, 5.0, lies north of its north, 4.0"),
    ("0,0,1,1\x00", "an invisible character"),
    ("1" * 121, "too long"),
]


def test_a_box_is_read_in_the_order_of_geojson():
    assert parse_bbox("38.2,34.5,38.3,34.6") == BBox(west=38.2, south=34.5, east=38.3, north=34.6)
    assert parse_bbox(" -180, -90 ,+180,9e1") == BBox(-180, -90, 180, 90)


@pytest.mark.parametrize(("written", "reason"), REFUSED)
def test_what_is_no_box_is_refused_with_the_reason(written, reason):
    with pytest.raises(Fault) as refused:
        parse_bbox(written)
    assert reason in str(refused.value)


def test_a_box_contains_its_inside_and_its_edges():
    box = parse_bbox("38.2,34.5,38.3,34.6")
    assert box.contains(34.55, 38.25)
    assert box.contains(34.5, 38.2)
    assert box.contains(34.6, 38.3)
    assert not box.contains(34.4, 38.25)
    assert not box.contains(34.55, 38.31)


def test_a_box_across_the_antimeridian_contains_both_shores_and_not_the_rest_of_the_world():
    fiji = parse_bbox("177,-20,-178,-12")
    assert fiji.contains(-17, 178)
    assert fiji.contains(-17, -179)
    assert fiji.contains(-17, 180)
    assert not fiji.contains(-17, 0)


sides = st.tuples(st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90))


@given(sides)
def test_any_box_is_read_back(box):
    west, south, east, north = box
    south, north = sorted((south, north))
    written = ",".join(f"{side:.12f}" for side in (west, south, east, north))
    read = parse_bbox(written)
    assert (read.west, read.south, read.east, read.north) == pytest.approx((west, south, east, north), abs=1e-11)


@given(st.one_of(st.text(st.characters(codec=None)), st.text("0123456789.,-+e ", max_size=40)))
def test_any_text_is_a_box_or_a_fault_and_nothing_worse(text):
    with suppress(Fault):
        box = parse_bbox(text)
        assert box.south <= box.north
