"""Others show on their pages how a site stands: a small picture, and the code for it."""

import re
import xml.etree.ElementTree as ET
from html import unescape

import factories
from citations.conftest import NASTY

from sites import review

SVG = "{http://www.w3.org/2000/svg}"


def badge(client, slug):
    answer = client.get(f"/badge/{slug}.svg")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    return ET.fromstring(answer.content)  # noqa: S314  our own answer


def shape(root):
    """The lines of which its mark is drawn."""
    return tuple((one.tag, one.get("d"), one.get("r")) for one in root.find(f"{SVG}g").iter())


def texts(root):
    return [one.text for one in root.iter(f"{SVG}text")]


def test_it_says_the_name_and_the_level_in_words_and_where_they_come_from(client, temple):
    root = badge(client, "temple-of-bel")
    assert texts(root) == [NASTY, "Destroyed, reported"]
    assert root.find(f"{SVG}desc").text == "http://testserver/sites/temple-of-bel/"
    assert root.get("aria-label") == f"{NASTY}: Destroyed, reported. Heritage Damage Tracker"


def test_in_another_language_it_is_drawn_with_the_same_numbers_and_says_the_name_in_it(client, db):
    site = factories.site("Arch", names=[("القوس", "ar", "official")])
    factories.report(site, "destroyed", verification="confirmed")
    english, arabic, french = (
        client.get(f"{start}/badge/{site.slug}.svg").content.decode() for start in ("", "/ar", "/fr")
    )
    widths = re.findall(r'stroke-width="([^"]+)"', english)
    assert "2.4" in widths
    assert all(re.findall(r'stroke-width="([^"]+)"', one) == widths for one in (arabic, french))
    assert "القوس" in arabic


def test_it_holds_no_script_no_style_and_nothing_of_others(client, temple):
    answer = client.get("/badge/temple-of-bel.svg").content.decode()
    assert not re.search(r"<script|<style|style=|\son\w+=|href|url\(|@import", answer)
    assert "Cookie" not in client.get("/badge/temple-of-bel.svg").headers.get("Vary", "")


def test_every_level_has_a_shape_of_its_own(client, db):
    factories.site("Arch")
    drawn = {shape(badge(client, "arch"))}
    for level in ("none", "slight", "moderate", "severe", "destroyed", "unspecified"):
        factories.report(factories.site(f"Arch {level}", slug=f"arch-{level}"), level)
        drawn.add(shape(badge(client, f"arch-{level}")))
    assert len(drawn) == 7


def test_a_reported_level_is_hollow_and_a_confirmed_one_is_full(client, db):
    factories.report(factories.site("Arch"), "severe")
    factories.report(factories.site("Gate"), "severe", verification="confirmed")
    for slug, fill in (("arch", "#fffdf9"), ("gate", "#f03b20")):
        assert (fill, "#f03b20") in [
            (one.get("fill"), one.get("stroke")) for one in badge(client, slug).iter(f"{SVG}g")
        ]


def test_a_cache_keeps_it_until_something_changes(client, temple):
    first = client.get("/badge/temple-of-bel.svg")
    assert "public" in first["Cache-Control"]
    again = client.get("/badge/temple-of-bel.svg", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    factories.report(temple, "none", event="2016", verification="confirmed")
    assert client.get("/badge/temple-of-bel.svg", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_long_name_is_shortened_and_a_site_that_is_gone_has_none(client, db):
    long = factories.site("A" * 150, slug="long")
    assert texts(badge(client, "long"))[0] == "A" * 59 + "…"
    review.withdraw(long, by=factories.reviewer(), reason="In danger.")
    factories.draft_site("Secret")
    for slug in ("long", "secret", "never-was"):
        assert client.get(f"/badge/{slug}.svg").status_code == 404
    assert client.get("/badge/long.svg?size=2").status_code == 400


def test_the_page_offers_the_code_for_it(client, temple):
    page = client.get("/sites/temple-of-bel/").content.decode()
    code = unescape(re.search(r'<textarea id="badge-code"[^>]*>(.*?)</textarea>', page, re.DOTALL).group(1))
    link = ET.fromstring(code.replace("></a>", "/></a>"))  # noqa: S314
    assert link.get("href") == "http://testserver/sites/temple-of-bel/"
    assert link[0].get("src") == "http://testserver/badge/temple-of-bel.svg"
    assert link[0].get("alt") == f"Damage status of {NASTY}"
