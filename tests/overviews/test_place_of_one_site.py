"""A small map of one site, drawn by the server: for paper, and for readers whose browser runs no script."""

import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from hashlib import sha256
from itertools import accumulate

import factories
import pytest

from sites import review

SVG = "{http://www.w3.org/2000/svg}"
WIDE, HIGH = 400, 280
pytestmark = pytest.mark.django_db


def asked(client, slug, days=""):
    answer = client.get(f"/sites/{slug}/place.svg{days}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    return answer


def picture(client, slug, days=""):
    return ET.fromstring(asked(client, slug, days).content)  # noqa: S314  our own answer


def marks(root):
    """The classes and the shapes of the marks in a picture."""
    return [(one.get("class"), one.get("href")) for one in root.iter(f"{SVG}use")]


def words(root):
    return [one.text for one in root.iter(f"{SVG}text")]


def extent(path):
    """The least and the greatest x of a path."""
    found = []
    for start, steps in re.findall(r"M(-?\d+) -?\d+l([-\d ]+)", path):
        found += accumulate(map(int, re.findall(r"-?\d+", steps)[::2]), initial=int(start))
    return min(found), max(found)


def told(root):
    return root.find(f"{SVG}title").text, " ".join(root.find(f"{SVG}desc").text.split())


def test_it_shows_the_mark_of_the_site_in_the_middle_among_its_neighbours(client):
    factories.report(factories.site("Temple of Bel"), "destroyed", verification="confirmed")
    root = picture(client, "temple-of-bel")
    assert marks(root) == [("mark mark--destroyed mark--confirmed", "#level-destroyed")]
    (group,) = (one for one in root.iter(f"{SVG}g") if one.find(f"{SVG}use") is not None)
    assert group.get("transform") == f"translate({WIDE / 2} {HIGH / 2})"
    assert {"Damascus", "Homs"} < set(words(root))
    assert "100 km" in words(root)


def test_it_says_in_words_what_it_shows(client):
    factories.report(factories.site("Bel & <Baal>", slug="bel"), "severe")
    root = picture(client, "bel")
    assert root.get("role") == "img"
    assert told(root) == ("Map: Bel & <Baal>", "Syria. Severe damage.")


def test_the_status_is_that_of_the_days_in_the_address(client):
    site = factories.site("Arch")
    factories.report(site, "severe", event="2015-10-04")
    article = factories.article(published="2016-03-27")
    factories.report(site, "destroyed", event="2016-03-27", cites=[(article, "says")])
    assert marks(picture(client, "arch"))[0][1] == "#level-destroyed"
    assert marks(picture(client, "arch", "?on=2015-12-01"))[0][1] == "#level-severe"
    assert marks(picture(client, "arch", "?known=2015-12-01"))[0][1] == "#level-severe"
    assert marks(picture(client, "arch", "?on=2015-01-01"))[0][1] == "#level-no_report"


@pytest.mark.parametrize("visibility", ["0.01", "0.1"])
def test_a_protected_site_is_a_square_called_approximate_wherever_in_it_the_site_lies(client, visibility):
    site = factories.site("Well", latitude=34.5512345, longitude=38.2712345, visibility=visibility)
    root, before = picture(client, "well"), asked(client, "well").content
    assert len([one for one in root.iter(f"{SVG}rect") if one.get("class") == "square"]) == 1
    assert "approximate" in words(root)
    assert "exact place is protected" in told(root)[1]
    factories.accepted(factories.moved(site, by=factories.steward(), latitude=34.5587654, longitude=38.2787654))
    assert asked(client, "well").content == before


def test_an_exact_place_has_no_square(client):
    factories.site("Arch")
    root = picture(client, "arch")
    assert "square" not in {one.get("class") for one in root.iter(f"{SVG}rect")}
    assert "approximate" not in words(root)


def test_a_site_that_is_not_public_or_has_no_public_place_has_no_picture(client):
    factories.draft_site("Draft")
    factories.site("Hidden", visibility="hidden")
    review.withdraw(factories.site("Gone"), by=factories.reviewer(), reason="In danger.")
    for slug in ("draft", "hidden", "gone", "never-was"):
        assert client.get(f"/sites/{slug}/place.svg").status_code == 404, slug


def test_an_address_that_asks_what_a_picture_does_not_know_is_refused(client):
    factories.site("Arch")
    for asking in ("level=severe", "on=yesterday", "x=1"):
        assert client.get(f"/sites/arch/place.svg?{asking}").status_code == 400, asking


def test_a_cache_keeps_it_until_something_changes(client):
    site = factories.site("Arch")
    first = asked(client, "arch")
    again = client.get("/sites/arch/place.svg", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    factories.report(site, "severe")
    assert client.get("/sites/arch/place.svg", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_it_carries_its_style_and_its_policy_lets_in_nothing_else(client):
    factories.site("Arch")
    answer = asked(client, "arch")
    style = ET.fromstring(answer.content).find(f"{SVG}style").text  # noqa: S314
    assert "prefers-color-scheme: dark" in style
    named = f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
    policy = {part.strip() for part in answer["Content-Security-Policy"].split(";")}
    assert {named, "default-src 'none'", "frame-ancestors 'none'"} < policy
    assert not re.search(rb"<script|style=|\son\w+=|url\(|@import|https?://(?!www\.w3\.org/2000/svg)", answer.content)


@pytest.mark.parametrize("longitude", [179.9, -179.9])
def test_at_the_antimeridian_there_is_land_on_both_sides(client, longitude):
    factories.site("Wrangel", latitude=68.0, longitude=longitude, country="RU")
    (land,) = (one for one in picture(client, "wrangel").iter(f"{SVG}path") if one.get("class") == "land")
    west, east = extent(land.get("d"))
    assert west <= 0
    assert east >= 10 * WIDE


@pytest.mark.parametrize("latitude", [90.0, -90.0])
def test_at_the_poles_there_is_a_picture_too(client, latitude):
    factories.site("Pole", latitude=latitude, longitude=0.0)
    root = picture(client, "pole")
    (group,) = (one for one in root.iter(f"{SVG}g") if one.find(f"{SVG}use") is not None)
    x, y = map(float, re.findall(r"[\d.]+", group.get("transform")))
    assert (0 <= x <= WIDE, 0 <= y <= HIGH) == (True, True)
