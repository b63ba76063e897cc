"""Which items a filter picks, how they are paged, and that nothing is told of a protected place."""

import csv
import io
from datetime import date
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import undone
from hypothesis import given
from hypothesis import strategies as st
from maps.scene import Scene

from sites import catalogue
from sites.api.interval import parse_interval
from sites.catalogue import slices
from sites.models import Report, Site
from sites.terms import Fault

NAMES = ["sites", "reports", "articles"]
CANARY = (33.5123457, 36.3019283)
FILTERS = [
    {},
    {"level": "severe"},
    {"level": ["severe", "no_report"], "kind": "museum"},
    {"on": "2015-08-22"},
    {"known": "2015-08-23", "level": "no_report"},
    {"q": "museum"},
    {"bbox": "38,34,39,35"},
    {"country": ["IQ", "SY"], "contested": "no"},
    {"after": "2014-01-01", "before": "2014-12-31"},
    {"site": "museum"},
    {"part_of": "old-town"},
    {"cause": "deliberate", "verification": "reported", "recovery": "none"},
]


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The town stands for the whole file: what a test adds to it is taken back after the test."""
    with django_db_blocker.unblock(), undone():
        yield town_of(Scene())


@pytest.fixture
def town(built, db):
    return built


def town_of(scene):
    """Some sites of every sort; the protected one is known by digits and words that stand nowhere else."""
    old_town = scene.site("old-town", 35.0, 38.0, kind="district")
    scene.report(scene.site("museum", kind="museum", part_of=old_town), "severe")
    scene.report(scene.site("temple", 36.2, 37.1), "destroyed", "2014-05-01")
    scene.report(scene.site("gate", 34.6, 38.9, country="IQ"), "severe", "2015-08")
    scene.report(
        scene.site("tell", *CANARY, visibility="0.1", kind="museum", place="Canary Hollow", precision_m=7919),
        "moderate",
        "2016",
    )
    scene.report(scene.site("vault", -41.7391846, -112.8264713, visibility="hidden"), "moderate", "")
    return scene


@pytest.fixture
def many_sites(monkeypatch):
    """Even a few sites are as many as to be looked for in another way; and they are counted no further than two."""
    monkeypatch.setattr(slices, "FEW", 0)
    monkeypatch.setattr(slices, "STRIDE", 2)
    monkeypatch.setattr(slices, "COUNTED", 2)


@pytest.fixture
def in_the_file(client):
    """The numbers in the CSV file for the same filter."""

    def read(name, query):
        text = b"".join(client.get(f"/{name}.csv", query).streaming_content).decode()
        return [int(row["number"]) for row in csv.DictReader(io.StringIO(text, newline=""))]

    return read


@pytest.mark.parametrize("query", FILTERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_filter_picks_what_the_file_of_the_same_filter_holds(town, ask, numbers, in_the_file, name, query):
    expected = sorted(in_the_file(name, query))
    assert numbers(name, limit=2, **query) == expected
    assert ask(f"collections/{name}/items", **query)["numberMatched"] == len(expected)


@pytest.mark.parametrize("query", FILTERS)
@pytest.mark.parametrize("name", NAMES)
def test_it_does_so_where_very_many_sites_are_picked(many_sites, town, ask, numbers, in_the_file, name, query):
    expected = sorted(in_the_file(name, query))
    assert numbers(name, limit=1, **query) == expected
    assert ask(f"collections/{name}/items", **query).get("numberMatched") in (len(expected), None)


@pytest.mark.parametrize("order", ["name", "level", "since", "reports"])
def test_sites_stand_in_the_order_that_is_asked_for(town, numbers, in_the_file, order):
    assert numbers("sites", limit=2, sort=order) == in_the_file("sites", {"sort": order})


def test_every_column_of_the_file_is_a_property(town, ask, client):
    for name in NAMES:
        header = next(iter(client.get(f"/{name}.csv").streaming_content)).decode().strip().split(",")
        assert list(ask(f"collections/{name}/items")["features"][0]["properties"]) == header


def test_the_status_is_that_of_the_day_that_was_asked_for(town, ask):
    def levels(**query):
        return [
            one["properties"]["level"] for one in ask("collections/sites/items", site="temple", **query)["features"]
        ]

    assert levels(on="2014-04-30") == ["no_report"]
    assert levels(on="2014-05-01") == ["destroyed"]
    (compared,) = ask("collections/sites/items", site="temple", against="2014-04-30")["features"]
    assert compared["properties"]["level_before"] == "no_report"


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_walked_exactly_once_whatever_is_published_meanwhile(town, walk, name):
    expected = [one["id"] for page in walk(f"collections/{name}/items") for one in page["features"]]
    seen = []
    for number, page in enumerate(walk(f"collections/{name}/items", limit=2)):
        seen += [one["id"] for one in page["features"]]
        town.report(town.site(f"aaa-{number}", 1.0, 1.0 + number), "slight", "2010")
        if number > len(expected) + 2:
            break
    assert all(earlier < later for earlier, later in pairwise(seen))
    assert seen[: len(expected)] == expected


def test_a_page_begins_where_it_did_when_what_it_begins_behind_was_withdrawn(town, ask, client):
    first = ask("collections/reports/items", limit=2)
    later = next(link["href"] for link in first["links"] if link["rel"] == "next")
    expected = [one["id"] for one in client.get(later).json()["features"]]
    town.withdraw(Report.objects.get(number=first["features"][-1]["id"]))
    assert [one["id"] for one in client.get(later).json()["features"]] == expected


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("order", [{}, {"sort": "name"}])
def test_a_page_leads_back_to_the_one_before(town, walk, client, name, order):
    if name != "sites" and order:
        order = {"kind": ["museum", "monument"]}
    pages = list(walk(f"collections/{name}/items", limit=2, **order))
    assert len(pages) > 1
    for before, page in pairwise(pages):
        (back,) = [link["href"] for link in page["links"] if link["rel"] == "prev"]
        assert client.get(back).json()["features"] == before["features"]
    assert "prev" not in {link["rel"] for link in pages[0]["links"]}


def test_pages_of_very_many_lead_back_too(many_sites, town, walk, client):
    pages = list(walk("collections/reports/items", limit=1, kind=["museum", "monument"]))
    for before, page in pairwise(pages):
        (back,) = [link["href"] for link in page["links"] if link["rel"] == "prev"]
        assert client.get(back).json()["features"] == before["features"]


def test_a_page_in_an_order_that_lost_its_place_says_so(town, ask):
    assert "begin again" in ask("collections/sites/items", status=400, sort="level", cursor=10**14)["description"]
    assert ask("collections/sites/items", cursor=10**30)["features"] == []


def test_a_page_is_never_larger_than_the_largest(town, ask):
    town.crowd([(number / 20, number / 20) for number in range(1003)], [""])
    page = ask("collections/sites/items", limit=10**40)
    assert (page["numberReturned"], page["numberMatched"]) == (1000, 1009)
    assert ask("collections/sites/items")["numberReturned"] == 50


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("query", [{}, {"country": "SY", "limit": 3}, {"datetime": "2015-01-01/.."}])
def test_a_hundred_sites_cost_as_many_queries_as_five(town, ask, django_assert_num_queries, name, query):
    address = f"collections/{name}/items"
    ask(address, **query)
    with CaptureQueriesContext(connection) as few:
        ask(address, **query)
    asked = len(few)
    for number in range(3):
        town.report(town.site(f"tower-{number}"))
    town.crowd([(number, number) for number in range(80)], ["severe"])
    ask(address, **query)
    with django_assert_num_queries(asked):
        ask(address, **query)


# ── days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2015-08-23", ("2015-08-23", "2015-08-23")),
        ("2015-08-23T23:30:00-05:00", ("2015-08-24", "2015-08-24")),
        ("2015-08-23t10:00:60.25z", ("2015-08-23", "2015-08-23")),
        ("2015-08-01/2015-08-31T10:00:00Z", ("2015-08-01", "2015-08-31")),
        ("2015-08-01/..", ("2015-08-01", None)),
        ("2015-08-01/", ("2015-08-01", None)),
        ("../2015-08-31", (None, "2015-08-31")),
        ("/2015-08-31", (None, "2015-08-31")),
    ],
)
def test_days_and_moments_are_read_as_the_standard_writes_them(text, days):
    assert parse_interval(text) == tuple(day and date.fromisoformat(day) for day in days)


@given(st.text(st.sampled_from("0123456789-:/.TtZz+ ")) | st.text())
def test_whatever_is_written_is_read_or_refused(text):
    try:
        first, last = parse_interval(text)
    except Fault:
        return
    assert first or last
    assert first is None or last is None or first <= last


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2015-08-23", ["museum", "gate"]),
        ("2015-08-31T00:00:00Z", ["gate"]),
        ("2014-05-01/2015-08-10", ["temple", "gate"]),
        ("../2014-12-31", ["temple"]),
        ("2016-06-01/..", ["tell"]),
        ("2017-01-01/..", []),
    ],
)
def test_a_report_is_found_by_any_day_on_which_it_may_have_happened(town, ask, asked, expected):
    found = ask("collections/reports/items", datetime=asked)
    assert [one["properties"]["site_slug"] for one in found["features"]] == expected
    assert found["numberMatched"] == len(expected)


def test_a_report_with_an_open_end_may_have_happened_on_any_day_after_its_begin(town, ask):
    town.report(town.site("wall"), "slight", "2017-03-01/..")
    for asked, expected in [("2030-01-01", ["wall"]), ("2017-02-01/2017-02-27", [])]:
        found = ask("collections/reports/items", datetime=asked)
        assert [one["properties"]["site_slug"] for one in found["features"]] == expected


def test_an_article_is_found_by_the_days_on_which_it_may_have_been_published(town, ask):
    town.report(town.site("wall"), article=town.article("Early", published="2013"))
    town.report(town.site("arch"), article=town.article("Undated", published=""))

    def titles(asked):
        return [one["properties"]["title"] for one in ask("collections/articles/items", datetime=asked)["features"]]

    assert titles("2013-07-01") == ["Early"]
    assert titles("../2013-12-31") == ["Early"]
    assert "Undated" not in titles("2010-01-01/..")


def test_a_site_is_found_by_the_days_on_which_its_damage_began(town, ask, numbers):
    found = ask("collections/sites/items", datetime="2014-01-01/2014-12-31")
    assert [one["properties"]["slug"] for one in found["features"]] == ["temple"]
    assert numbers("sites", datetime="2014-05-02/..") == numbers("sites", after="2014-05-02")


# ── places


def test_a_box_picks_what_it_picks_on_the_map(town, numbers):
    latitude, longitude = CANARY
    around = f"{longitude - 1e-4},{latitude - 1e-4},{longitude + 1e-4},{latitude + 1e-4}"
    centre = "36.3499,33.5499,36.3501,33.5501"
    tell = catalogue.site("tell").entry.number
    for name in NAMES:
        assert numbers(name, bbox=around) == []
    assert numbers("sites", bbox=centre) == [tell]
    assert len(numbers("reports", bbox=centre)) == len(numbers("articles", bbox=centre)) == 1
    assert numbers("sites", bbox="36.3499,33.5499,-10,36.3501,33.5501,9000") == [tell]
    assert numbers("sites", bbox="170,33,37,34") == [tell], "across the antimeridian"
    vault = catalogue.site("vault").entry.number
    assert vault not in numbers("sites", bbox="-180,-90,180,90")


def test_ever_smaller_boxes_end_at_the_centre_of_the_cell(town, ask):
    low, high = -90.0, 90.0
    for _ in range(30):
        middle = (low + high) / 2
        found = ask("collections/sites/items", site="tell", bbox=f"-180,{low:.12f},180,{middle:.12f}")["numberMatched"]
        low, high = (low, middle) if found else (middle, high)
    assert high == pytest.approx(33.55, abs=1e-6)


def test_no_answer_tells_more_of_a_protected_place_than_its_cell(town, client):
    town.site("open", *CANARY, place="Canary Hollow")
    opened = client.get("/api/collections/sites/items?site=open").content
    assert all(canary in opened for canary in (b"33.5123457", b"36.3019283", b"Canary Hollow"))
    town.withdraw(Site.objects.get(slug="open"))
    numbers = {name: [one.number for one in each] for name, each in everything().items()}
    addresses = [f"collections/{name}/items/{number}" for name, held in numbers.items() for number in held]
    addresses += [f"collections/{name}/items{query}" for name in NAMES for query in ("", "?limit=1", "?q=canary")]
    addresses += ["collections", *(f"collections/{name}" for name in NAMES), "", "api"]
    for address in addresses:
        for form in ("json", "html"):
            answer = client.get(f"/api/{address}", {"f": form} if "?" not in address else {})
            said = f"{answer.headers.get('Link')} {answer.content.decode()}"
            for canary in ("33.51", "36.30", "5123457", "3019283", "Canary", "7919", "41.7", "112.8"):
                assert canary not in said, (address, canary)


def everything():
    query = catalogue.Query()
    return {
        "sites": list(catalogue.each(query)),
        "reports": list(catalogue.each_report(query)),
        "articles": [article for article, _ in catalogue.each_article(query)],
    }


def test_a_program_may_ask_by_the_values_of_properties(town, numbers):
    assert numbers("sites", country="Iraq") == numbers("sites", country="IQ") != []
    assert numbers("sites", contested="false") == numbers("sites", contested="0") == numbers("sites", contested="no")
