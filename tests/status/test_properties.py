"""What holds for every set of claims, whatever they say."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sites.status import SEVERITY, Claim, timeline
from sites.terms import LEVELS, NO_REPORT, SCALE, STRENGTH, VERIFICATIONS

from .claimsets import VERIFIED, claims, days, documented, questionable

LATER = date(2016, 1, 1)
RUMOUR = Claim(number=99, level="", verification="reported", earliest=None, latest=LATER, published=LATER)


@given(questionable, st.randoms())
def test_the_order_in_which_reports_come_in_never_matters(said, chance):
    shuffled = list(said)
    chance.shuffle(shuffled)
    assert timeline(shuffled) == timeline(said)


@given(questionable)
def test_periods_follow_each_other_without_gaps_and_only_the_last_is_open(said):
    periods = timeline(said)
    assert all(one.until == following.since > one.since for one, following in pairwise(periods))
    assert [one.until for one in periods[-1:]] in ([], [None])


@given(questionable)
def test_neighbouring_periods_differ_in_more_than_their_days(said):
    for one, following in pairwise(timeline(said)):
        assert replace(one, since=following.since, until=following.until) != following


@given(questionable)
def test_there_is_a_status_exactly_if_a_report_tells_of_a_level_or_a_recovery(said):
    counted = [one for one in said if one.verification != "refuted"]
    telling = [one.effective for one in counted if one.level not in ("", "unknown") or one.recovery]
    assert [period.since for period in timeline(said)][:1] == sorted(telling)[:1]


@given(questionable)
def test_every_level_and_its_verification_rest_on_reports_that_say_so(said):
    numbered = {one.number: one for one in said}
    for period in timeline(said):
        reasons = [numbered[number] for number in period.because]
        assert (period.level == NO_REPORT.value) == (not reasons)
        assert not reasons or period.level in {one.level for one in reasons}
        assert not reasons or period.verification in {one.verification for one in reasons}


@given(questionable)
def test_a_confirmed_status_is_one_that_somebody_confirmed(said):
    confirmed = {one.level for one in said if one.verification == "confirmed"}
    assert all(one.level in confirmed for one in timeline(said) if one.verification == "confirmed")


@given(questionable)
def test_the_confirmed_level_is_never_higher_than_the_standing_one(said):
    for period in timeline(said):
        assert not period.confirmed_level or SEVERITY[period.confirmed_level] <= SEVERITY[period.level]
        assert period.verification != "confirmed" or period.confirmed_level == period.level


@given(questionable)
def test_those_who_contest_say_another_level_and_are_heard_by_then(said):
    numbered = {one.number: one for one in said}
    for period in timeline(said):
        for dissenter in (numbered[number] for number in period.dissent):
            assert dissenter.level not in ("", "unknown", period.level)
            assert dissenter.effective < (period.until or dissenter.effective + timedelta(1))


@given(questionable)
def test_no_report_weaker_than_the_standing_level_contests_it(said):
    numbered = {one.number: one for one in said}
    for period in timeline(said):
        assert all(numbered[number].strength >= STRENGTH[period.verification] for number in period.dissent)


@given(questionable, st.sampled_from(list(VERIFICATIONS)), claims())
def test_one_more_unknown_changes_nothing(said, verification, more):
    unknown = replace(more, number=99, level="unknown", recovery="", verification=verification)
    assert timeline([*said, unknown]) == timeline(said)


@given(questionable, claims())
def test_one_more_refuted_report_changes_nothing(said, more):
    assert timeline([*said, replace(more, number=99, verification="refuted")]) == timeline(said)


@given(documented, st.sampled_from(list(LEVELS)))
def test_weaker_evidence_that_comes_last_lifts_nothing(said, level):
    before = timeline(said)
    if any(period.verification in ("", "reported") for period in before[-1:]):
        return
    late = replace(RUMOUR, level=level)
    periods = timeline([*said, late])
    until_then = [period for period in periods if period.since < late.effective]
    assert [(one.since, one.level, one.verification) for one in until_then] == [
        (one.since, one.level, one.verification) for one in before
    ]


@given(documented, st.sampled_from(SCALE), days)
def test_a_rumour_never_opens_the_door_for_a_lift(said, level, day):
    sure = [one for one in said if one.verification != "reported" and one.level != "unspecified" and not one.undated]
    rumour = replace(RUMOUR, level=level, latest=day)
    for period in timeline([*sure, rumour]):
        standing = [one for one in timeline(sure) if one.since <= period.since][-1:]
        assert all(SEVERITY[period.level] >= SEVERITY[one.level] for one in standing if one.level in SCALE)


@given(st.lists(claims(), max_size=4), st.sampled_from(VERIFIED))
def test_steps_that_may_have_come_earlier_never_take_a_later_one_back(said, verification):
    order = ["", "stabilised", "in_progress", "restored", "reconstructed"]
    steps = [
        replace(one, number=number, level="", earliest=None, verification=verification)
        for number, one in enumerate(said)
        if one.recovery in order
    ]
    shown = [order.index(period.recovery) for period in timeline(steps)]
    assert shown == sorted(shown)
