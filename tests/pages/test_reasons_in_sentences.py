"""A reader asks why a site has its status, and is told no more than the reports say."""

import re
from datetime import date

import pytest
from paper import report, source, status

from sites.pages.reason import reasons, standing


def told(*given):
    return [re.sub(r"<[^>]+>", "", sentence) for sentence in reasons(*given)]


def test_a_confirmed_status_rests_on_who_looked():
    seen = report(
        14, event="2015-06-26/2015-08-27", verification="confirmed", methods=("satellite",), sources=[source("looked")]
    )
    assert told(status(verification="confirmed", because=(14,)), [seen]) == [
        "Because report 14 rests on satellite or aerial images: between 26 June and 27 August 2015."
    ]


def test_several_ways_of_looking_are_joined():
    seen = report(1, verification="confirmed", methods=("site_visit", "satellite", "news"), sources=[source("looked")])
    assert "rests on a site visit and satellite or aerial images:" in told(status(verification="confirmed"), [seen])[0]


def test_sources_that_repeat_one_agency_count_once():
    said = [source(number=1, origin="AFP"), source(number=2, origin="AFP"), source(number=3)]
    given = report(1, verification="corroborated", sources=said)
    assert told(status(verification="corroborated"), [given]) == [
        "Because two sources of different origin say so in report 1: 23 August 2015."
    ]


def test_a_bare_report_is_called_uncorroborated():
    assert told(status(), [report(1)]) == [
        "Because report 1 says so: 23 August 2015. Nothing here corroborates it yet."
    ]


def test_one_loss_with_several_dates_lists_them_in_their_order():
    given = [
        report(3, event="2015-08-25"),
        report(1, event="2015-08-23"),
        report(2, event="2015-07~"),
    ]
    assert told(status(), given)[1] == (
        "Three reports agree on the level; differing dates are given: about July 2015; 23 August 2015; 25 August 2015."
    )


def test_a_later_look_is_no_further_date_of_the_loss():
    later = report(
        5, event="2016-04-24/2016-04-26", verification="confirmed", methods=("site_visit",), sources=[source("looked")]
    )
    assert told(status(), [later, report(1)])[1:] == [
        "Two reports agree on the level; the date given for it: 23 August 2015.",
        "It was seen so again: report 5 (between 24 and 26 April 2016).",
    ]


def test_a_correction_names_what_it_corrects():
    given = [report(2, "severe", "2016-03"), report(1, "destroyed")]
    assert "That corrects what was said before: report 1 (destroyed)." in told(status("severe", because=(1, 2)), given)


def test_dissent_is_told_with_what_it_says():
    given = [report(1, "severe"), report(2, "moderate", "2015-09-01")]
    assert told(status("severe", dissent=(2,)), given)[-1] == (
        "Contested: report 2 says “moderate damage” (1 September 2015), and nothing here outweighs it."
    )


@pytest.mark.parametrize(
    ("level", "event", "outweighed"),
    [("destroyed", "2015-07-01", True), ("moderate", "2015-09-01", True), ("moderate", "2013-01-01", False)],
)
def test_what_was_outweighed_is_told_but_not_what_was_simply_earlier(level, event, outweighed):
    given = [report(1, "severe"), report(2, level, event)]
    assert ("Outweighed:" in " ".join(told(status("severe"), given))) is outweighed


def test_a_refuted_report_is_kept_and_counts_for_nothing():
    given = [report(1), report(2, event="2015-05", verification="refuted")]
    assert told(status(), given)[-1] == "Found to be wrong, and kept for the record: report 2 (May 2015)."
    assert "agree" not in " ".join(told(status(), given))


def test_no_report_is_not_no_damage():
    assert told(status("no_report", "", None, because=()), []) == [
        "No published report says anything about its state. That is not to say that it is unharmed."
    ]


def test_a_destruction_before_the_rebuilding_is_another_chapter():
    given = [report(2, "severe", "2023-07-23"), report(1, "destroyed", "1936")]
    since = date(2023, 7, 23)
    assert told(status("severe", since=since, episode_since=since, because=(2,)), given) == [
        "Because report 2 says so: 23 July 2023. Nothing here corroborates it yet."
    ]


def test_names_in_a_report_cannot_write_html():
    assert "<script>" not in str(reasons(status(), [report(1, event="", summary="<script>")]))


def test_a_status_that_was_said_before_it_was_confirmed_names_both_days():
    said = report(12, event="2015-07~", effective=date(2015, 7, 31))
    seen = report(14, event="2015-06-26/2015-08-27", verification="confirmed", sources=[source("looked")])
    stands = status(verification="confirmed", because=(14,), level_since=date(2015, 7, 31))
    assert standing(stands, [said, seen]) == (
        "It counts from 31 July 2015 on, by the earliest claim; it is confirmed from 27 August 2015 on."
    )


def test_a_status_that_was_confirmed_at_once_names_one_day():
    assert standing(status(verification="confirmed"), [report(1, verification="confirmed")]) == (
        "It counts from 23 August 2015 on."
    )
