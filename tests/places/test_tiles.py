"""A tile of the map is one contiguous range of keys."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.places import tile_key, tile_range
from sites.terms import Fault

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


@st.composite
def tiles(draw, deepest=24):
    zoom = draw(st.integers(0, deepest))
    numbers = st.integers(0, 2**zoom - 1)
    return zoom, draw(numbers), draw(numbers)


def tile_of(zoom, latitude, longitude):
    """The tile of a place by the formula of the OpenStreetMap wiki, beside the interleaving."""
    radians = math.radians(max(-85.0511287798066, min(85.0511287798066, latitude)))
    x = int((longitude + 180) / 360 * 2**zoom)
    y = int((0.5 - math.asinh(math.tan(radians)) / math.tau) * 2**zoom)
    return zoom, min(max(x, 0), 2**zoom - 1), min(max(y, 0), 2**zoom - 1)


def test_known_keys_and_ranges():
    assert tile_key(85.06, -180) == 0
    assert tile_key(-90, 180) == 2**48 - 1
    assert tile_range(0, 0, 0) == (0, 2**48)
    assert tile_range(1, 1, 0) == (2**46, 2**47)
    assert tile_range(1, 0, 1) == (2**47, 3 * 2**46)
    assert tile_range(24, 2**24 - 1, 2**24 - 1) == (2**48 - 1, 2**48)


@given(latitudes, longitudes, st.integers(0, 24))
def test_a_place_has_its_key_in_the_range_of_its_tile_at_every_zoom(latitude, longitude, zoom):
    first, end = tile_range(*tile_of(zoom, latitude, longitude))
    assert first <= tile_key(latitude, longitude) < end


@given(latitudes, longitudes, tiles(deepest=4))
def test_a_key_lies_in_a_range_only_if_the_place_lies_in_the_tile(latitude, longitude, tile):
    first, end = tile_range(*tile)
    assert (first <= tile_key(latitude, longitude) < end) == (tile_of(tile[0], latitude, longitude) == tile)


@given(tiles(deepest=23))
def test_the_four_children_divide_the_range_of_their_parent(tile):
    zoom, x, y = tile
    children = sorted(tile_range(zoom + 1, 2 * x + right, 2 * y + down) for right in (0, 1) for down in (0, 1))
    first, end = tile_range(*tile)
    assert [first, *(child_end for _, child_end in children)] == [*(child for child, _ in children), end]


@pytest.mark.parametrize(
    "tile", [(-1, 0, 0), (25, 0, 0), (10**9, 0, 0), (0, 1, 0), (3, 0, 8), (3, -1, 0), (24, 2**24, 0)]
)
def test_a_tile_that_does_not_exist_is_refused(tile):
    with pytest.raises(Fault, match=r"There is no (zoom|tile)"):
        tile_range(*tile)
