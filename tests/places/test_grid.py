"""A reader learns the cell of a protected place and nothing finer."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.places import Point, PublicPlace, generalise
from sites.terms import VISIBILITIES, Fault

CELLS = [
    # latitude, longitude, visibility, what is public
    (34.5535, 38.2701, "0.1", PublicPlace(34.55, 38.25, 0.1)),
    (34.5535, 38.2701, "0.01", PublicPlace(34.555, 38.275, 0.01)),
    (34.5535, 38.2701, "exact", PublicPlace(34.5535, 38.2701, 0.0)),
    (34.5535, 38.2701, "hidden", None),
    (33.5123457, 36.3019283, "0.1", PublicPlace(33.55, 36.35, 0.1)),
    # an edge belongs to the cell north and east of it, although in binary 0.7 / 0.1 and 0.29 / 0.01 fall below it
    (34.6, 38.3, "0.1", PublicPlace(34.65, 38.35, 0.1)),
    (0.3, 0.7, "0.1", PublicPlace(0.35, 0.75, 0.1)),
    (0.29, 0.57, "0.01", PublicPlace(0.295, 0.575, 0.01)),
    (-0.05, -1e-30, "0.1", PublicPlace(-0.05, -0.05, 0.1)),
    (-34.6, -38.3, "0.1", PublicPlace(-34.55, -38.25, 0.1)),
    # the poles and the antimeridian
    (90, 0, "0.1", PublicPlace(89.95, 0.05, 0.1)),
    (-90, 0, "0.01", PublicPlace(-89.995, 0.005, 0.01)),
    (0, 180, "0.1", PublicPlace(0.05, -179.95, 0.1)),
    (0, -180, "0.1", PublicPlace(0.05, -179.95, 0.1)),
    (0, 179.99, "0.1", PublicPlace(0.05, 179.95, 0.1)),
    (0, 180, "exact", PublicPlace(0.0, 180.0, 0.0)),
]

latitudes = st.one_of(st.floats(-90, 90), st.integers(-9000, 9000).map(lambda hundredths: hundredths / 100))
longitudes = st.one_of(st.floats(-180, 180), st.integers(-18000, 18000).map(lambda hundredths: hundredths / 100))
points = st.builds(Point, latitudes, longitudes)
cells = st.sampled_from(["0.01", "0.1"])


@pytest.mark.parametrize(("latitude", "longitude", "visibility", "public"), CELLS)
def test_a_point_is_seen_as_its_visibility_allows(latitude, longitude, visibility, public):
    assert generalise(Point(latitude, longitude), visibility) == public


def test_every_visibility_of_the_vocabulary_is_known_and_no_other_shows_anything():
    assert [generalise(Point(1, 1), visibility).cell for visibility in ("exact", "0.01", "0.1")] == [0.0, 0.01, 0.1]
    for visibility in VISIBILITIES:
        generalise(Point(1, 1), str(visibility))
    for unknown in ("", "0.001", "EXACT", None):
        with pytest.raises(Fault, match="is not a visibility"):
            generalise(Point(1, 1), unknown)


def test_the_bounds_are_those_of_the_cell_in_round_numbers():
    assert generalise(Point(34.5535, 38.2701), "0.1").bounds == (34.5, 38.2, 34.6, 38.3)
    assert generalise(Point(34.5535, 38.2701), "0.01").bounds == (34.55, 38.27, 34.56, 38.28)
    assert generalise(Point(34.5535, 38.2701), "exact").bounds == (34.5535, 38.2701, 34.5535, 38.2701)


@given(points, cells)
def test_the_cell_holds_its_point_and_stays_on_the_earth(point, visibility):
    south, west, north, east = generalise(point, visibility).bounds
    longitude = -180 if point.longitude == 180 else point.longitude
    assert -90 <= south <= point.latitude < north <= 90 or (point.latitude == north == 90)
    assert -180 <= west <= longitude < east <= 180


@given(points, cells)
def test_the_public_place_is_generalised_to_itself_and_lies_in_the_coarser_cell(point, visibility):
    public = generalise(point, visibility)
    again = Point(public.latitude, public.longitude)
    assert generalise(again, visibility) == public
    assert generalise(again, "0.1") == generalise(point, "0.1")


@given(points, cells, st.integers(0, 999), st.integers(0, 999))
def test_every_point_of_a_cell_looks_the_same(point, visibility, up, right):
    public = generalise(point, visibility)
    south, west, *_ = (Decimal(repr(side)) for side in public.bounds)
    step = Decimal(visibility) / 1000
    assert generalise(Point(south + up * step, west + right * step), visibility) == public


@given(points, cells)
def test_a_public_place_has_no_digit_finer_than_half_its_cell(point, visibility):
    public = generalise(point, visibility)
    for degrees in (public.latitude, public.longitude):
        assert Decimal(repr(degrees)) % (Decimal(visibility) / 2) == 0
