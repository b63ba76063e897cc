"""The two clocks together: rectangles of what was so and when it was known."""

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sites.status import KnownPeriod, known_periods, standing, timeline

from . import notation
from .claimsets import DAYS, claims, documented, questionable
from .examples import REAL

EVERY_DAY = [DAYS[0] - timedelta(1), *DAYS, DAYS[-1] + timedelta(1)]


@given(documented)
def test_what_is_known_in_the_end_is_the_timeline(said):
    assert notation.known_on(known_periods(said), date.max) == list(timeline(said))


@given(questionable)
def test_what_was_known_on_a_day_is_the_timeline_of_what_the_sources_of_that_day_bear_out(said):
    rectangles = known_periods(said)
    for day in EVERY_DAY:
        borne_out = [one for one in (claim.as_known(day) for claim in said) if one]
        assert notation.known_on(rectangles, day) == list(timeline(borne_out))


@given(questionable)
def test_what_stands_is_the_last_period_of_what_is_known_now(said):
    open_ones = [one.period for one in known_periods(said) if one.until is None and one.period.until is None]
    assert [standing(said)] == (open_ones or [None])


@given(questionable)
def test_no_two_rectangles_overlap(said):
    assert not any(overlap(one, other) for one, other in combinations(known_periods(said), 2))


def overlap(one: KnownPeriod, other: KnownPeriod) -> bool:
    return meet(one, other) and meet(one.period, other.period)


def meet(one, other) -> bool:
    return one.since < (other.until or date.max) and other.since < (one.until or date.max)


@given(questionable)
def test_a_rectangle_is_as_long_as_it_can_be(said):
    rectangles = known_periods(said)
    assert all(one.until is None or one.since < one.until for one in rectangles)
    ends = {(one.period, one.until) for one in rectangles}
    assert not any((one.period, one.since) in ends for one in rectangles)


@given(questionable, st.randoms())
def test_the_order_in_which_reports_come_in_never_matters(said, chance):
    shuffled = list(said)
    chance.shuffle(shuffled)
    assert known_periods(shuffled) == known_periods(said)


@given(questionable, claims())
def test_nothing_is_known_before_a_source_is_out(said, more):
    said = [*said, more]
    first = min(one.first_known for one in said)
    assert all(rectangle.since >= first for rectangle in known_periods(said))


def test_the_lion_was_destroyed_from_2015_until_2016_and_never():
    lion = next(one for one in REAL if one.title.startswith("Lion"))
    rectangles = known_periods(notation.claims(lion.claims))
    destroyed = [(one.period.since, one.since, one.until) for one in rectangles if one.period.level == "destroyed"]
    assert max(until for _, _, until in destroyed) == date(2016, 3, 29)
    assert min(since for _, since, _ in destroyed) == date(2015, 5, 28)
