"""The drawing of a site's claims: everything stays inside, and nothing is too thin to be seen."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from paper import period, report

from sites.drawings.timeline import MOST_TICKS, draw

days = st.dates(min_value=date(1, 1, 2))


def test_without_a_day_there_is_nothing_to_draw():
    assert draw([report(1, event="")], []) is None


def test_claims_stand_in_the_order_in_which_they_take_effect():
    drawing = draw([report(2, event="2016-04-24"), report(1, event="2015-08-23")], [])
    assert [row.report.number for row in drawing.rows] == [1, 2]


def test_a_single_day_is_a_point_and_a_stretch_is_a_bar():
    drawing = draw([report(1, event="2015-08-23"), report(2, event="2015-06-26/2015-08-27")], [])
    assert [row.span.day for row in drawing.rows] == [True, False]


def test_an_undated_claim_keeps_its_line():
    drawing = draw([report(1, event=""), report(2)], [])
    assert {row.report.number: row.span is None for row in drawing.rows} == {1: True, 2: False}


def test_what_still_stands_runs_to_the_edge():
    drawing = draw([report(1)], [period(date(2015, 8, 23))])
    assert drawing.band[0].span.end == 100


def test_years_are_named_where_months_would_not_fit():
    drawing = draw([report(1, event="1936"), report(2, event="2023-07-23")], [])
    assert [tick.label for tick in drawing.ticks] == ["1940", "1960", "1980", "2000", "2020"]


@given(st.lists(st.tuples(days, days), min_size=1, max_size=5))
def test_every_bar_and_tick_stays_inside(spans):
    reports = [
        report(number, event=f"{min(pair).isoformat()}/{max(pair).isoformat()}") for number, pair in enumerate(spans)
    ]
    drawing = draw(reports, [])
    assert all(0 <= row.span.start <= row.span.end <= 100 for row in drawing.rows)
    assert all(0 <= tick.at <= 100 for tick in drawing.ticks)
    assert len(drawing.ticks) <= MOST_TICKS
