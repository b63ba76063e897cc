"""What a period tells beside its level: the reports it rests on, and what is said to be the cause."""

from dataclasses import replace

from sites.status import Claim, Period, known_periods, timeline

from .notation import claims


def because_of(table: str, **causes: str) -> tuple[Period, ...]:
    """The periods of a table of claims, some of which name causes: ``_2="fire looting"`` are those of claim 2."""
    return timeline(with_causes(one, causes) for one in claims(table))


def with_causes(claim: Claim, causes: dict[str, str]) -> Claim:
    return replace(claim, causes=tuple(causes.get(f"_{claim.number}", "").split()))


def test_a_period_rests_on_the_report_that_set_its_level_and_then_on_the_surer_one():
    periods = because_of("""
        1  severe  reported   2020-01-01  < A 2020-01-01
        2  severe  confirmed  2020-02-02  < looked B 2020-02-02
        3  severe  confirmed  2020-03-03  < looked C 2020-03-03
    """)
    assert [one.because for one in periods] == [(1,), (2,)]


def test_a_corrected_period_rests_on_its_own_report_and_on_the_correction():
    periods = because_of("""
        1  destroyed  reported   2020-01-01  < A 2020-01-01
        2  severe     confirmed  2020-02-02  < looked B 2020-02-02
    """)
    assert [one.because for one in periods] == [(1, 2), (2,)]


def test_a_recovery_alone_gives_no_reason_for_a_level():
    (period,) = because_of("1 restored confirmed 2020-01-01 < looked A 2020-01-01")
    assert period.because == ()


def test_differing_causes_are_listed_those_of_the_deciding_report_first():
    periods = because_of(
        """
        1  moderate  reported   2020-01-01  < A 2020-01-01
        2  severe    confirmed  2020-02-02  < looked B 2020-02-02
        """,
        _1="looting fire",
        _2="bombardment fire",
    )
    assert [one.causes for one in periods] == [("looting", "fire"), ("bombardment", "fire", "looting")]


def test_a_differing_cause_does_not_contest_the_level():
    (period,) = because_of(
        """
        1  severe  reported  2013-04-24  < opposition 2013-04-24
        2  severe  reported  2013-04-24  < state 2013-04-24
        """,
        _1="bombardment",
        _2="deliberate",
    )
    assert period.causes == ("bombardment", "deliberate")
    assert not period.contested


def test_what_an_unknown_or_a_refuted_report_gives_as_a_cause_is_not_listed():
    (period,) = because_of(
        """
        1  severe   reported  2020-01-01  < A 2020-01-01
        2  unknown  reported  2020-02-02  < B 2020-02-02
        3  severe   refuted   2020-03-03  < C 2020-03-03, refutes D 2020-03-04
        """,
        _1="fire",
        _2="looting",
        _3="bombardment",
    )
    assert period.causes == ("fire",)


def test_a_cause_of_the_first_episode_is_none_of_the_second():
    *_, last = because_of(
        """
        1  destroyed      reported  1945-01-01  < A 2019-10-31
        2  reconstructed  reported  1992-01-01  < A 2019-10-31
        3  destroyed      reported  2019-10-31  < A 2019-10-31
        """,
        _1="bombardment",
        _3="fire",
    )
    assert last.causes == ("fire",)


def test_a_rectangle_ends_where_its_reasons_change():
    rectangles = known_periods(
        claims("""
            1  severe  reported  2020-02-02  < A 2020-02-02
            2  severe  reported  2020-01-01  < B 2020-03-03
        """)
    )
    assert [(one.period.because, str(one.since), str(one.until)) for one in rectangles] == [
        ((1,), "2020-02-02", "2020-03-03"),
        ((2,), "2020-03-03", "None"),
    ]


def test_a_level_stands_since_it_was_first_said_whatever_was_learnt_or_done_later():
    *_, last = because_of(
        """
        1  moderate   reported   2015-01-01  < A 2015-01-01
        2  destroyed  reported   2015-08-23  < B 2015-08-24
        3  destroyed  confirmed  2016-04-26  < looked C 2016-04-28
        4  restored   reported   2020-01-01  < D 2020-01-01
        """
    )
    assert (str(last.since), str(last.level_since)) == ("2020-01-01", "2015-08-23")
    assert str(last.episode_since) == "2015-01-01"


def test_what_was_destroyed_rebuilt_and_destroyed_again_stands_from_the_second_time():
    *_, last = because_of(
        """
        1  destroyed      reported  1934-01-15  < A 2015-04-25
        2  reconstructed  reported  2015-04-24  < A 2015-04-25
        3  destroyed      reported  2015-04-25  < A 2015-04-25
        """
    )
    assert str(last.level_since) == str(last.episode_since) == "2015-04-25"
