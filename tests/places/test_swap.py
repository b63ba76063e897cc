"""Whoever writes longitude before latitude is told, if the country gives it away."""

import pytest

from sites.places import looks_swapped


@pytest.mark.parametrize(
    ("latitude", "longitude", "country", "swapped"),
    [
        (34.55, 38.27, "SY", False),
        (38.27, 34.55, "SY", True),
        (46.48, 30.73, "UA", False),
        (30.73, 46.48, "UA", True),
        (-22.9, -43.2, "BR", False),
        (-43.2, -22.9, "BR", True),
        (48.85, 2.35, "SY", False),  # elsewhere, but not by an exchange
        (38.27, 34.55, "XX", False),  # a country without a box
    ],
)
def test_a_point_is_swapped_if_only_the_exchange_lies_in_its_country(latitude, longitude, country, swapped):
    assert looks_swapped(latitude, longitude, country) is swapped
