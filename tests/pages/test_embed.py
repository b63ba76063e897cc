"""The map on the pages of others: the only page that may be framed, with what they chose to stand beside it."""

import re
from html import unescape

import factories
import pytest


@pytest.fixture
def two(db):
    factories.report(factories.site("Temple of Bel"), "destroyed")
    factories.site("Arch")


def test_it_may_be_framed_by_everybody_and_nothing_else_may(client, two):
    framed = client.get("/embed/")
    assert "frame-ancestors *;" in framed["Content-Security-Policy"] + ";"
    assert "X-Frame-Options" not in framed
    for path in ("/", "/sites/", "/sites/arch/", "/method/", "/articles/", "/embed/?legend=2", "/no/such/page"):
        other = client.get(path)
        assert "frame-ancestors 'none'" in other["Content-Security-Policy"], path
        assert other["X-Frame-Options"] == "DENY", path


def test_all_else_of_its_policy_is_that_of_every_page(client, two):
    def others(response):
        return {part.strip() for part in response["Content-Security-Policy"].split(";") if "frame" not in part}

    assert others(client.get("/embed/")) == others(client.get("/"))


def test_it_takes_the_filter_of_the_map_and_leads_to_it(client, two):
    page = unescape(client.get("/embed/?level=destroyed&on=2016-01-01").content.decode())
    assert 'data-query="level=destroyed&on=2016-01-01"' in page
    assert re.search(r"<b>1</b> of 2 sites", page)
    assert 'class="full" href="/?level=destroyed&on=2016-01-01"' in page
    assert 'rel="canonical" href="http://testserver/?level=destroyed&on=2016-01-01"' in page


def test_search_engines_keep_to_the_full_map_and_links_leave_the_frame(client, two):
    page = client.get("/embed/").content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert '<base target="_blank">' in page
    assert "CC BY 4.0" in page


@pytest.mark.parametrize(
    ("asked", "listed", "open_legend", "timed"),
    [
        ("", False, True, False),
        ("?list=1&legend=0&time=1", True, False, True),
        ("?list=0&legend=1&time=0", False, True, False),
    ],
)
def test_what_stands_beside_the_map_is_chosen(asked, listed, open_legend, timed, client, two):
    page = client.get(f"/embed/{asked}").content.decode()
    assert ("Temple of Bel</bdi>" in page) == listed
    assert ('<details class="legend" open>' in page) == open_legend
    assert '<details class="legend"' in page
    assert ('data-part="time"' in page) == timed


def test_the_pages_of_its_list_keep_what_was_chosen(client, db):
    for number in range(51):
        factories.site(f"Temple {number:02}")
    page = unescape(client.get("/embed/?kind=religious&list=1&legend=0").content.decode())
    assert 'rel="next" href="/embed/?kind=religious&list=1&legend=0&page=2" target="_self"' in page


@pytest.mark.parametrize(
    ("asked", "field"), [("list=yes", "list"), ("time=1&time=1", "time"), ("view=1,2,3,4", "view"), ("size=3", "size")]
)
def test_what_cannot_be_asked_is_named(asked, field, client, two):
    response = client.get(f"/embed/?{asked}")
    assert response.status_code == 400
    assert f"<code>{field}</code>" in response.content.decode()


def test_it_sets_no_cookie_and_runs_nothing_of_its_own(client, two):
    response = client.get("/embed/?list=1&time=1")
    page = response.content.decode()
    assert response.cookies == {}
    assert re.findall(r'<script(?![^>]*\bsrc=)(?![^>]*type="application/(?:ld\+)?json")', page) == []
    assert re.findall(r'<style|\s(?:style|on[a-z]+)="', page) == []
