"""Nothing is published of a day that has not come."""

from datetime import timedelta

import factories
import pytest
from django.utils import timezone

from sites import review

pytestmark = pytest.mark.django_db


def day(distance: int) -> str:
    return (timezone.localdate() + timedelta(days=distance)).isoformat()


def test_an_event_of_tomorrow_is_refused_and_one_of_today_is_not():
    temple = factories.site()
    with pytest.raises(review.Refused, match="has not come yet"):
        factories.report(temple, event=day(1))
    factories.report(temple, event=day(0))


def test_a_span_that_has_begun_may_end_in_the_future():
    factories.report(factories.site(), event=f"{day(-30)}/{day(30)}")


def test_a_source_of_tomorrow_is_refused_by_its_title():
    early = factories.article("Tomorrow's news", published=day(1))
    with pytest.raises(review.Refused, match="is dated in the future"):
        factories.report(factories.site(), cites=[(early, "says")])
