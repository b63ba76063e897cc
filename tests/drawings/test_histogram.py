"""The histogram of time: what each bar counts, where it stands, and where it leads."""

import re
from datetime import date
from html import unescape

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.catalogue import Month, Query
from sites.drawings.histogram import MOST_IN_ALL, MOST_YEARS, TAIL, WIDTH, draw


def month(year, number=1, **levels):
    levels = levels or {"destroyed": 1}
    return Month(date(year, number, 1), sum(levels.values()), levels)


def drawn(*months, whole=(), **asked):
    return draw("/", Query(**asked), months, whole)


def words(chart):
    return [bar.said for bar in chart.bars]


def thinnest(chart, pixels):
    """The thinnest bar of a chart that is so many pixels wide."""
    lefts = re.findall(r"h(\d+\.\d+)", "".join(path for _, path in chart.shapes))
    return min(map(float, lefts)) * pixels / WIDTH


def test_without_a_day_there_is_nothing_to_draw():
    assert drawn() is None


def test_a_few_years_have_a_bar_for_each_month_and_on_a_phone_one_for_each_year():
    wide, narrow = drawn(month(2014, 7), month(2015, 8, destroyed=5), month(2015, 9, severe=1, slight=1)).charts
    assert words(wide) == ["July 2014: 1 site", "August 2015: 5 sites", "September 2015: 2 sites"]
    assert words(narrow) == ["2014: 1 case", "2015: 7 cases"]


def test_a_single_year_has_months_on_a_phone_too():
    histogram = drawn(month(2015, 8))
    assert [words(chart) for chart in histogram.charts] == [["August 2015: 1 site"]] * 2
    assert [tick.label for tick in histogram.charts[1].ticks] == ["Jan 2015", "Apr", "Jul", "Oct"]


def test_what_is_rare_and_long_ago_shares_one_bar_and_does_not_squeeze_the_rest():
    recent = [month(year, 8, destroyed=5) for year in range(2012, 2020)]
    histogram = drawn(month(1755, 11), month(1934), *recent)
    assert words(histogram.charts[0])[:2] == ["Before 2012: 2 cases", "August 2012: 5 sites"]
    assert (histogram.charts[0].bars[0].x, histogram.charts[0].bars[0].width) == (0, TAIL)
    assert histogram.charts[0].bars[0].address == "/?before=2011-12-31"
    assert histogram.axis.first == date(2012, 1, 1)


def test_the_tail_does_not_measure_the_others_and_says_that_it_is_cut():
    recent = [month(year, number) for year in range(2012, 2020) for number in range(1, 13)]
    (chart, _) = drawn(*(month(year) for year in range(1990, 1999)), *recent).charts
    assert (chart.most, chart.cut) == (1, True)


def test_damage_all_through_a_century_is_drawn_by_years():
    (chart, _) = drawn(*(month(year) for year in range(1930, 2000))).charts
    assert words(chart)[0] == "1930: 1 case"
    assert len(chart.bars) == 70


def test_a_bar_leads_to_the_sites_of_its_month_and_keeps_the_rest_of_the_question():
    (chart, _) = drawn(month(2015, 2), month(2016, 2), level=("destroyed",), after=date(2000, 1, 1)).charts
    assert [bar.address for bar in chart.bars] == [
        "/?level=destroyed&after=2015-02-01&before=2015-02-28",
        "/?level=destroyed&after=2016-02-01&before=2016-02-29",
    ]


def test_the_worst_level_stands_on_the_ground():
    (chart, _) = drawn(month(2015, 8, slight=1, destroyed=3)).charts
    assert [level for level, _ in chart.shapes] == ["destroyed", "slight"]
    grounds = [re.match(r"M[\d.]+ ([\d.]+)v", path)[1] for _, path in chart.shapes]
    assert grounds == ["100.00", "25.00"]


def test_the_chosen_days_stand_where_they_lie():
    months = month(2015, 1), month(2016, 12)
    histogram = drawn(*months, after=date(2016, 1, 1), before=date(2016, 12, 31), on=date(2015, 12, 31))
    assert histogram.begins == histogram.day == pytest.approx(WIDTH * 365 / 731, abs=0.01)
    assert histogram.ends == WIDTH


def test_the_axis_stays_while_the_day_of_what_was_known_moves():
    histogram = drawn(month(2014), whole=[month(2014), month(2019)], known=date(2014, 6, 1))
    assert histogram.axis.last == date(2019, 12, 31)
    assert words(histogram.charts[0]) == ["January 2014: 1 site"]


firsts = st.dates(min_value=date(1, 1, 1), max_value=date(9998, 12, 31)).map(lambda day: day.replace(day=1))


@given(st.dictionaries(firsts, st.integers(1, 1000), min_size=1, max_size=40))
def test_every_case_is_drawn_once_inside_and_wide_enough_to_be_seen(found):
    months = [Month(first, count, {"severe": count}) for first, count in sorted(found.items())]
    wide, narrow = draw("/", Query(), months).charts
    for chart, pixels in ((wide, 720), (narrow, 320)):
        assert sum(bar.count for bar in chart.bars) == sum(found.values())
        assert all(0 <= bar.x <= bar.x + bar.width <= WIDTH + 0.01 for bar in chart.bars)
        assert thinnest(chart, pixels) >= 2.9
    assert len(wide.bars) <= max(12 * MOST_YEARS, MOST_IN_ALL) + 1


@pytest.fixture
def palmyra(db):
    bel = factories.site("Temple of Bel")
    factories.report(bel, "destroyed", verification="confirmed", event="2015-08-30")
    factories.report(factories.site("Arch"), "destroyed", event="2015-08-04")
    factories.report(factories.site("Theatre"), "moderate", event="2017-01-10")


def bars(client, address):
    """By what it says, where each bar of the wide chart leads."""
    page = client.get(address).content.decode()
    chart = page[page.index("time-chart--wide") : page.index("time-chart--narrow")]
    return {said: unescape(href) for href, said in re.findall(r'<a href="([^"]+)"[^>]* aria-label="([^"]+)"', chart)}


def test_a_reader_who_follows_a_bar_finds_as_many_sites_as_it_says(client, palmyra):
    found = bars(client, "/")
    assert list(found) == ["August 2015: 2 sites", "January 2017: 1 site"]
    for said, address in found.items():
        tally = re.search(r'class="tally"><b>(\d+)</b>', client.get(address).content.decode())
        assert tally[1] == re.search(r": (\d+)", said)[1]


@pytest.mark.parametrize("asked", ["on=2016-01-01", "after=2015-08-10", "before=2016-01-01"])
def test_the_bars_stay_while_days_are_chosen(asked, client, palmyra):
    assert list(bars(client, f"/?{asked}")) == list(bars(client, "/"))


def test_the_bars_are_those_of_the_filter(client, palmyra):
    assert list(bars(client, "/?level=moderate")) == ["January 2017: 1 site"]


def test_the_same_stands_in_a_table(client, palmyra):
    page = client.get("/").content.decode()
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    rows = [re.sub(r"<[^>]+>", "|", row).strip("|") for row in table.split("</tr>") if "<td" in row]
    assert [re.sub(r"\|+", "|", row) for row in rows] == [
        "August 2015|2|destroyed 2",
        "January 2017|1|moderate damage 1",
    ]


def test_where_no_damage_has_a_day_the_strip_says_so_and_keeps_its_dates(client, db):
    page = client.get("/").content.decode()
    assert "No damage of this selection has a day." in page
    assert 'type="date"' in page


def test_the_dates_belong_to_the_filters_form_once(client, palmyra):
    page = client.get("/?after=2015-01-01&before=2017-12-31&on=2016-01-01&against=2015-01-01&level=destroyed").content
    for name, day in {
        "after": "2015-01-01",
        "before": "2017-12-31",
        "on": "2016-01-01",
        "against": "2015-01-01",
    }.items():
        assert re.findall(rf'name="{name}"[^>]* value="([^"]*)"', page.decode()) == [day]
