"""A reader compares two days: what changed between them, in the list, on the map and in words."""

import json
import re
from html import unescape

import factories
import pytest

BOTH = pytest.mark.parametrize("path", ["/", "/sites/"])


@pytest.fixture
def changing(db):
    """Bel was damaged in June and destroyed in August, the arch only later; the well was never harmed."""
    bel = factories.site("Temple of Bel")
    factories.report(bel, "moderate", event="2015-06-01", cites=[(factories.article(published="2015-06-02"), "says")])
    late = factories.article(published="2015-10-01")
    factories.report(bel, "destroyed", event="2015-08-30", cites=[(late, "says")])
    later = factories.article(published="2016-01-02")
    factories.report(factories.site("Arch"), "severe", event="2016-01-01", cites=[(later, "says")])
    factories.site("Well")


def text(response):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def names(response):
    return re.findall(r'entry-name[^"]*"><a href="[^"]*"><bdi>([^<]+)', response.content.decode())


@BOTH
def test_only_what_changed_between_the_days_is_listed_with_what_it_was_and_is(path, client, changing):
    page = client.get(path, {"on": "2015-09-01", "against": "2015-07-01"})
    assert names(page) == ["Temple of Bel"]
    assert "1 site changed between 1 July 2015 and 1 September 2015." in text(page)
    change = page.content.decode().split('class="change"')[1]
    assert re.search(r"was.*mark--moderate.*Moderate damage.*now.*mark--destroyed.*Destroyed", change, re.DOTALL)


@BOTH
def test_without_a_later_day_it_is_compared_with_today(path, client, changing):
    page = client.get(path, {"against": "2015-07-01"})
    assert names(page) == ["Arch", "Temple of Bel"]
    assert re.search(r"2\s+sites changed between 1 July 2015 and today", text(page))


@BOTH
def test_what_was_known_is_compared_by_its_own_clock(path, client, changing):
    unheard = client.get(path, {"known": "2015-09-15", "against": "2015-07-01"})
    assert names(unheard) == []
    assert "Nothing changed between 1 July 2015 and 15 September 2015." in text(unheard)
    assert "No site fits." not in text(unheard)
    heard = client.get(path, {"known": "2015-10-02", "against": "2015-07-01"})
    assert names(heard) == ["Temple of Bel"]
    assert "Both days by what was known then." in text(heard)


@BOTH
@pytest.mark.parametrize("against", ["2015-09-01", "2016-01-01"])
def test_a_day_that_is_not_earlier_is_refused_in_words(path, against, client, changing):
    page = client.get(path, {"on": "2015-09-01", "against": against})
    assert page.status_code == 400
    assert "exchange the two" in text(page)


@BOTH
def test_the_day_that_is_compared_with_is_a_chip_that_can_be_taken_out(path, client, changing):
    page = client.get(path, {"on": "2015-09-01", "against": "2015-07-01"}).content.decode()
    assert f'class="chip" href="{path}?on=2015-09-01"><bdi>compared with 1 July 2015' in page


def test_the_map_is_told_the_two_days_and_its_marks_say_what_a_site_was(client, changing):
    page = client.get("/", {"on": "2015-09-01", "against": "2015-07-01"}).content.decode()
    asked = unescape(re.search(r'data-query="([^"]*)"', page)[1])
    assert asked == "on=2015-09-01&against=2015-07-01"
    (site,) = json.loads(client.get(f"/map/0/0/0.json?{asked}").content)["sites"]
    assert (site["level"], site["before"]["level"]) == ("destroyed", "moderate")


def test_a_list_that_does_not_compare_says_nothing_of_before(client, changing):
    assert 'class="change"' not in client.get("/", {"on": "2015-09-01"}).content.decode()
