"""The map for readers whose browser runs no script: the sites of a filter, drawn by the server."""

import gzip
import re
import xml.etree.ElementTree as ET
from html import unescape

import factories
import pytest
from maps.scene import Scene

SVG = "{http://www.w3.org/2000/svg}"
MOST = 30_000  # bytes, compressed
pytestmark = pytest.mark.django_db


def asked(client, **query):
    answer = client.get("/map/overview.svg", query)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    return answer


def picture(client, **query):
    return ET.fromstring(asked(client, **query).content)  # noqa: S314  our own answer


def single(root):
    """By the place of each mark, its shape; of clusters that of their worst level."""
    found = {}
    for group in root.iter(f"{SVG}g"):
        use = group.find(f"{SVG}use")
        if use is not None and "translate" in group.get("transform", ""):
            found[tuple(map(float, re.findall(r"-?[\d.]+", group.get("transform"))))] = use.get("href")
    return found


def counts(root):
    return sorted(int(one.text) for one in root.iter(f"{SVG}text") if one.get("class") == "count")


def words(root):
    return {one.text for one in root.iter(f"{SVG}text")}


def said(root):
    return " ".join(root.find(f"{SVG}desc").text.split())


def test_every_site_stands_there_once_alone_or_in_a_count(client):
    scene = Scene()
    scene.crowd([(34.5 + number * 0.01, 38.2) for number in range(40)], ["destroyed", "severe", "none"])
    factories.report(factories.site("Mostar", latitude=43.3, longitude=17.8, country="BA"), "moderate")
    root = picture(client)
    assert counts(root) == [40]
    assert sorted(single(root).values()) == ["#level-destroyed", "#level-moderate"]
    assert said(root) == ("41 sites. Destroyed: 14. Severe damage: 13. Moderate damage: 1. No known damage: 13.")
    assert "Mostar" in words(root)


def test_a_count_tells_the_share_of_each_level_in_a_ring(client):
    Scene().crowd([(34.5, 38.2)] * 30, ["destroyed", "destroyed", "slight"])
    arcs = [one for one in picture(client).iter(f"{SVG}circle") if "arc" in one.get("class", "")]
    (long, short) = (float(one.get("stroke-dasharray").split()[0]) for one in arcs)
    assert [one.get("class") for one in arcs] == ["arc mark--destroyed", "arc mark--slight"]
    assert long == pytest.approx(2 * short, rel=0.01)


def test_the_filter_and_both_clocks_decide_what_is_drawn(client):
    site = factories.site("Arch", country="SY")
    factories.report(site, "severe", event="2015-10-04", cites=[(factories.article(published="2016-03-27"), "says")])
    factories.site("Bridge", latitude=43.3, longitude=17.8, country="BA")
    assert sorted(single(picture(client)).values()) == ["#level-no_report", "#level-severe"]
    assert list(single(picture(client, country="SY")).values()) == ["#level-severe"]
    assert list(single(picture(client, country="SY", on="2015-01-01")).values()) == ["#level-no_report"]
    assert list(single(picture(client, country="SY", known="2015-12-01")).values()) == ["#level-no_report"]
    compared = picture(client, country="SY", on="2015-10-05", against="2015-10-01")
    assert [one.get("href") for one in compared.iter(f"{SVG}use")] == ["#level-severe", "#level-no_report"]


def test_it_is_fitted_to_what_the_filter_picks(client):
    factories.site("West", latitude=34.0, longitude=36.0)
    factories.site("East", latitude=36.0, longitude=66.0)
    places = sorted(single(picture(client)))
    assert places[0][0] == pytest.approx(44, abs=0.2)
    assert places[1][0] == pytest.approx(960 - 44, abs=0.2)
    small = picture(client, size="small")
    assert (small.get("width"), small.get("height")) == ("360", "400")
    assert sorted(single(small))[0][0] == pytest.approx(44, abs=0.2)


@pytest.mark.parametrize("visibility", ["0.01", "0.1"])
def test_a_protected_site_is_a_square_without_a_name(client, visibility):
    site = factories.site("Well of Secrets", latitude=34.5512345, longitude=38.2712345, visibility=visibility)
    root, before = picture(client), asked(client).content
    assert "square" in {one.get("class") for one in root.iter(f"{SVG}rect")}
    assert "Well of Secrets" not in words(root)
    factories.accepted(factories.moved(site, by=factories.steward(), latitude=34.5587654, longitude=38.2787654))
    assert asked(client).content == before


def test_hidden_sites_and_drafts_leave_no_trace(client):
    factories.site("Arch")
    before = asked(client).content
    factories.site("Hidden", visibility="hidden", latitude=10.0, longitude=10.0)
    factories.draft_site("Draft", latitude=10.0, longitude=10.0)
    assert asked(client).content == before
    assert said(picture(client, q="Hidden")) == "No site of this selection has a public place."


def test_it_stays_small_however_many_there_are(client):
    places = [(latitude * 0.9, longitude * 1.7) for latitude in range(-60, 70, 4) for longitude in range(-100, 100, 4)]
    Scene().crowd(places, ["destroyed", "severe", "moderate", "slight", "none", ""])
    root = picture(client)
    assert sum(counts(root)) + len(single(root)) - len(counts(root)) == len(places)
    for size in ("wide", "small"):
        assert len(gzip.compress(asked(client, size=size).content)) <= MOST


def test_a_cache_keeps_it_until_something_changes(client):
    site = factories.site("Arch")
    first = asked(client, country="SY")
    known = {"If-None-Match": first["ETag"]}
    again = client.get("/map/overview.svg?country=SY&sort=level", headers=known)
    assert (again.status_code, again.content) == (304, b""), "the order of a list changes no map"
    assert client.get("/map/overview.svg?country=IQ", headers=known).status_code == 200
    factories.report(site, "severe")
    assert client.get("/map/overview.svg?country=SY", headers=known).status_code == 200


@pytest.mark.parametrize("asking", ["size=huge", "size=wide&size=small", "x=1", "level=x", "view=1,2,3,4"])
def test_what_it_does_not_know_is_refused_by_name(client, asking):
    answer = client.get(f"/map/overview.svg?{asking}")
    assert answer.status_code == 400
    assert asking.partition("=")[0] in answer.content.decode()


@pytest.mark.parametrize("page", ["/", "/embed/"])
def test_the_page_shows_it_with_the_same_filter_where_no_script_runs(client, page):
    factories.site("Arch")
    shown = client.get(f"{page}?country=SY&sort=level&on=2015-09-01").content.decode()
    (inside,) = re.findall(r"<noscript><figure.*?</noscript>", shown, re.DOTALL)
    addresses = [unescape(one) for one in re.findall(r'src(?:set)?="([^"]*)"', inside)]
    assert addresses == [
        "/map/overview.svg?country=SY&on=2015-09-01&size=small",
        "/map/overview.svg?country=SY&on=2015-09-01",
    ]
    assert [client.get(one).status_code for one in addresses] == [200, 200]


def test_the_page_of_a_site_shows_where_it_lies_on_the_same_days(client):
    factories.site("Arch")
    factories.site("Hidden", visibility="hidden")
    assert '<img class="place" src="/sites/arch/place.svg?on=2015-09-01"' in (
        client.get("/sites/arch/?on=2015-09-01").content.decode()
    )
    assert "place.svg" not in client.get("/sites/hidden/").content.decode()
