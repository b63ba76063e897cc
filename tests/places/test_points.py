"""An editor pastes coordinates as the source wrote them."""

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.places import Point, parse_point
from sites.terms import Fault

PALMYRA = Point(34.5535, 38.2701)
TO_THE_SECOND = Point(34.5535556, 38.2700556)

WRITTEN = [
    # decimal degrees
    ("34.5535, 38.2701", PALMYRA),
    ("34.5535 38.2701", PALMYRA),
    ("34.5535,38.2701", PALMYRA),
    ("  34.5535;\t38.2701\n", PALMYRA),
    ("34.5535°, 38.2701°", PALMYRA),
    ("+34.5535, +38.2701", PALMYRA),
    ("−34.5535, -38.2701", Point(-34.5535, -38.2701)),
    ("34, 38", Point(34, 38)),
    ("-90 -180", Point(-90, -180)),
    ("90, 180", Point(90, 180)),
    ("34.55350000001, 38.2701", PALMYRA),
    # decimal commas
    ("34,5535 38,2701", PALMYRA),
    ("34,5535, 38,2701", PALMYRA),
    ("34,5535; 38,2701", PALMYRA),
    ("34,5535 N, 38,2701 E", PALMYRA),
    # hemispheres
    ("34.5535 N 38.2701 E", PALMYRA),
    ("34.5535N, 38.2701E", PALMYRA),
    ("N34.5535, E38.2701", PALMYRA),
    ("n 34.5535 e 38.2701", PALMYRA),
    ("38.2701E 34.5535N", PALMYRA),
    ("E 38.2701, N 34.5535", PALMYRA),
    ("34.5535 S, 38.2701 W", Point(-34.5535, -38.2701)),
    # degrees, minutes, seconds
    ("34°33′12.8″N 38°16′12.2″E", TO_THE_SECOND),
    ("34°33'12.8\"N, 38°16'12.2\"E", TO_THE_SECOND),
    ("34° 33’ 12.8” N, 38° 16’ 12.2” E", TO_THE_SECOND),
    ("34º33'N 38E", Point(34.55, 38)),
    ("34°33'12.8''N 38°16'12.2''E", TO_THE_SECOND),
    ("34 33 12.8 N 38 16 12.2 E", TO_THE_SECOND),
    ("34:33:12.8, 38:16:12.2", TO_THE_SECOND),
    ("34 33 12.8 38 16 12.2", TO_THE_SECOND),
    ("-34 33 12.8, -38 16 12.2", Point(-34.5535556, -38.2700556)),
    ("-0°30′, 0°0′1″", Point(-0.5, 0.0002778)),
    # degrees and decimal minutes
    ("34°33.21′N 38°16.206′E", PALMYRA),
    ("34 33.21, 38 16.206", PALMYRA),
    ("34 33 38 16", Point(34.55, 38.2666667)),
]

REFUSED = [
    ("", "write both, like 34.5535, 38.2701"),
    ("Palmyra", "write both, like 34.5535, 38.2701"),
    ("nan, nan", "is not a latitude and a longitude"),
    ("inf 38", "is not a latitude and a longitude"),
    ("３４.5, 38", "is not a latitude and a longitude"),
    ("34.5535", "is only one number"),
    ("34.5535,", "is only one number"),
    ("138.2, 34.5", "The first number, 138.2, is outside -90…90: latitude comes first"),
    ("91, 181", "The latitude, 91.0, is outside -90…90"),
    ("138.2 N, 34.5 E", "The latitude, 138.2, is outside -90…90"),
    ("34.5, 181", "The longitude, 181.0, is outside -180…180"),
    ("34 60 0 N 38 0 0 E", "The latitude, “34 60 0”, has 60 or more minutes"),
    ("34 0 0 N 38 0 60 E", "The longitude, “38 0 60”, has 60 or more minutes"),
    ("34.5 33 N 38 16 E", "The latitude, “34.5 33”, is not in degrees"),
    ("34°33″N 38°16″E", 'The latitude, “34°33"”, is not in degrees'),
    ("N34 38E", "The longitude, “”, is not in degrees"),
    ("34 38E", "needs one of N and S"),
    ("34N 38S", "needs one of N and S"),
    ("1e1, 3", "needs one of N and S"),
    ("-34S 38E", "“-34” has both a sign and the letter S"),
    ("34,5535,38,2701", "can be read in several ways"),
    ("34,5 38", "can be read in several ways"),
    ("34.5, 38.2, 400", "can be read in several ways"),
    ("1 2 3", "can be read in several ways"),
    ("34;38;1", "can be read in several ways"),
    ("34\x00, 38", "an invisible character"),
    ("\ud800", "an invisible character"),
    ("1" * 101, "longer than 100 characters"),
]


@pytest.mark.parametrize(("written", "point"), WRITTEN)
def test_coordinates_are_read_as_they_are_written(written, point):
    assert parse_point(written) == point


@pytest.mark.parametrize(("written", "reason"), REFUSED)
def test_coordinates_in_doubt_are_refused_with_the_reason(written, reason):
    with pytest.raises(Fault) as refused:
        parse_point(written)
    assert reason in str(refused.value)


@pytest.mark.parametrize(
    ("latitude", "longitude", "axis"),
    [(math.nan, 0, "latitude"), (0, math.inf, "longitude"), (-90.1, 0, "latitude"), (0, 180.1, "longitude")],
)
def test_a_point_is_always_on_the_earth(latitude, longitude, axis):
    with pytest.raises(Fault, match=f"The {axis}"):
        Point(latitude, longitude)


def test_a_point_is_a_plain_value_without_negative_zero():
    assert {Point(0, -0.0), Point(-0.0, 0)} == {Point(0.0, 0.0)}
    assert str(Point(-0.0, 1).latitude) == "0.0"


latitudes = st.decimals(-90, 90, places=7).map(float)
longitudes = st.decimals(-180, 180, places=7).map(float)


@given(latitudes, longitudes)
def test_any_point_is_read_back_from_decimals_and_from_hemispheres(latitude, longitude):
    point = Point(latitude, longitude)
    assert parse_point(f"{latitude:.7f}, {longitude:.7f}") == point
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    assert parse_point(f"{abs(longitude):.7f}{east} {abs(latitude):.7f}{north}") == point


@given(st.one_of(st.text(st.characters(codec=None)), st.text("0123456789.,;:°'\" -NSEW", max_size=40)))
def test_any_text_is_a_point_or_a_fault_and_nothing_worse(text):
    with suppress(Fault):
        point = parse_point(text)
        assert abs(point.latitude) <= 90
        assert abs(point.longitude) <= 180
