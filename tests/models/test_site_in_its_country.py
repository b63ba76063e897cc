"""An editor who writes the coordinates the wrong way round is told so."""

import factories
import pytest
from django.core.exceptions import ValidationError

pytestmark = pytest.mark.django_db


def test_coordinates_that_lie_in_the_country_only_the_other_way_round_are_refused():
    site = factories.draft_site(latitude=38.27, longitude=34.55, country="SY")
    with pytest.raises(ValidationError) as refused:
        site.full_clean()
    assert refused.value.message_dict == {
        "latitude": ["The point lies outside Syria, and would lie in it the other way round: latitude comes first."]
    }


def test_a_site_elsewhere_or_without_a_point_is_nobodys_mistake():
    factories.draft_site(latitude=48.85, longitude=2.35, country="SY").full_clean()
    factories.draft_site(latitude=None, longitude=None, country="SY").full_clean()
