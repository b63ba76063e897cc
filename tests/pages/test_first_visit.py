"""Whoever comes for the first time is told what they see; whoever finds nothing is told why, and the ways on."""

import re
from html import unescape

import factories
import pytest

from sites.catalogue import Query, nearest, overview, parse_query, spared


@pytest.fixture
def record(db):
    """Three sites: one with two reports and a source that both cite, one with a report, one with none."""
    arch = factories.site("Arch")
    shared = factories.article("Shared")
    factories.report(arch, "severe", event="2015-08-01", cites=[(shared, "says")])
    factories.report(arch, "destroyed", verification="confirmed", event="2015-10-04")
    bel = factories.site("Bel", latitude=34.6, longitude=38.3)
    factories.report(bel, "moderate", event="2015-09-01", cites=[(shared, "says")])
    factories.site("Well", country="IQ", latitude=33.0, longitude=44.0)


def text(html):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def intro(response):
    return re.search(r'<details class="intro".*?</details>', response.content.decode(), re.DOTALL)


def test_a_newcomer_is_told_how_much_there_is(client, record):
    assert "3 sites 3 reports 2 sources" in text(intro(client.get("/"))[0])


def test_the_example_is_the_site_with_the_most_reports_and_two_steps_from_its_sources(client, record):
    told = intro(client.get("/"))[0]
    (number,) = overview(Query(), opening=True).opening.example.status.because[:1]
    assert "Arch , destroyed" in text(told)
    assert f'href="/sites/arch/#report-{number}"' in told
    page = client.get("/sites/arch/").content.decode()
    claim = page.partition(f'id="report-{number}"')[2].partition("</li>\n</ul>")[0]
    assert re.search(r'href="/articles/\d+/"', claim)


def test_who_follows_a_link_to_a_filter_is_not_held_up(client, record):
    assert " open>" in intro(client.get("/"))[0].partition("\n")[0]
    assert " open>" not in intro(client.get("/?level=destroyed"))[0].partition("\n")[0]


def test_an_example_needs_a_report(client, db):
    factories.site("Well")
    assert "For example" not in intro(client.get("/"))[0]
    assert "1 site 0 reports 0 sources" in text(intro(client.get("/"))[0])


@pytest.mark.parametrize("path", ["/", "/sites/", "/summary/", "/articles/"])
def test_an_empty_installation_says_so_and_what_comes_next(path, client, db):
    page = client.get(path).content.decode()
    assert "Nothing is recorded here yet." in page
    assert intro(client.get(path)) is None
    if path != "/articles/":
        assert 'href="/admin/"' in page
        assert 'href="/feeds/reports.atom"' in page


def test_a_draft_does_not_make_an_installation_look_filled(client, db):
    factories.draft_site("Secret")
    assert "Nothing is recorded here yet." in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/", "/sites/", "/summary/"])
def test_where_nothing_fits_each_thing_that_is_in_the_way_can_be_taken_out(path, client, record):
    page = client.get(f"{path}?level=destroyed&country=IQ").content.decode()
    found = re.findall(r'<a href="([^"]+)">without “([^”]+)”</a> <span class="quiet">([^<]+)', page)
    assert found == [
        (f"{path}?country=IQ", "Destroyed", "1 site"),
        (f"{path}?level=destroyed", "Iraq", "1 site"),
    ]
    assert "No site fits." not in client.get(f"{path}?country=IQ").content.decode()


def test_the_one_that_leaves_out_most_comes_first_and_those_that_would_not_help_are_left_out(record):
    query = parse_query({"level": ["none"], "country": ["SY"], "q": ["zzzz"]})
    assert spared(query) == {}
    query = parse_query({"level": ["none"], "country": ["SY"]})
    assert spared(query) == {("level", "none"): 2}
    query = parse_query({"q": ["bel"], "country": ["IQ"]})
    assert list(spared(query).values()) == [1, 1]


def test_where_several_are_in_the_way_together_it_says_so(client, record):
    assert "several leave out everything" in client.get("/sites/?level=none&q=zzzz").content.decode()


def test_the_nearest_sites_to_an_empty_place_are_named(client, record):
    page = client.get("/sites/?bbox=38.9,34.9,39,35").content.decode()
    assert re.findall(r'href="/sites/(\w+)/"><bdi>', page) == ["bel", "arch", "well"]
    assert nearest(parse_query({"level": ["destroyed"]})) == ()


def test_nearness_across_the_antimeridian(db):
    factories.site("East", latitude=-16.8, longitude=179.0)
    factories.site("West", latitude=-16.8, longitude=-170.0)
    assert [one.name for one in nearest(parse_query({"bbox": ["-179.9,-17,-179.5,-16"]}))] == ["East", "West"]


@pytest.mark.parametrize("visibility", ["0.01", "0.1", "hidden"])
def test_a_protected_site_is_never_told_to_be_near(visibility, record):
    factories.site("Tomb", visibility=visibility, latitude=34.951, longitude=38.951)
    assert "Tomb" not in [one.name for one in nearest(parse_query({"bbox": ["38.95,34.95,38.96,34.96"]}), most=9)]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/sites/palmyra-balshaminn/", "palmyra balshaminn"),
        ("/temple_of_bel.html", "temple of bel"),
        ("/sites/тетрапілон/", "тетрапілон"),
        ("/reports/99999/", ""),
        ("/wp-login.php", "wp login"),
        ("/no/%3Cscript%3E/", "script"),
        ("/" + "a" * 300, "a" * 80),
    ],
)
def test_a_lost_reader_is_offered_a_search_with_the_words_of_the_address(address, words, client, db):
    response = client.get(address)
    assert response.status_code == 404
    assert f'maxlength="500" value="{words}"' in response.content.decode()


def test_it_says_what_is_not_there(client, db):
    assert "There is no report of this number." in client.get("/reports/99999/").content.decode()
    assert "tried" not in client.get("/no/such/page").content.decode()
