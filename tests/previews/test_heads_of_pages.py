"""What the head of a page tells whoever shows a link to it: a title, a sentence, an address, and a picture."""

import io
import re
from html import unescape
from urllib.parse import urlsplit

import factories
import pytest
from PIL import Image

pytestmark = pytest.mark.django_db
NAMED = re.compile(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">')


def told(client, address):
    return {name: unescape(content) for name, content in NAMED.findall(client.get(address).content.decode())}


@pytest.fixture
def pages():
    site = factories.site("Temple of Bel & Nabu", slug="bel", summary="A temple.")
    report = factories.report(site, "severe", summary="Two columns fell.")
    return {
        "/sites/bel/": "Temple of Bel & Nabu: severe damage",
        "/sites/bel/?on=2015-09-01": "Temple of Bel & Nabu: severe damage",
        f"/reports/{report.number}/": f"Report {report.number}: Temple of Bel & Nabu",
        f"/articles/{report.articles.get().pk}/": report.articles.get().title,
        "/": "Heritage Damage Tracker",
        "/?country=SY": "Syria",
        "/sites/": "Sites",
        "/sites/?level=severe&country=SY": "Severe damage, Syria",
        **{f"/{name.lower()}/": name for name in ("About", "Data", "Summary", "Releases")},
        "/articles/": "Sources",
    }


def test_every_page_tells_what_it_is_called_what_it_says_and_where_it_stands(client, pages):
    for address, title in pages.items():
        said = told(client, address)
        assert said["og:title"] == title, address
        assert said["og:url"] == f"http://testserver{address}", address
        assert said["og:type"], address
        assert said["og:site_name"] == "Heritage Damage Tracker"
        assert min(len(said["description"]), len(said["og:description"])) > 10, address


def test_every_page_names_a_picture_that_is_there_as_large_as_it_says(client, pages):
    for address in pages:
        said = told(client, address)
        assert said["og:image"].startswith("http://testserver/"), address
        assert (said["og:image:type"], said["twitter:card"]) == ("image/png", "summary_large_image")
        assert said["og:image:alt"], address
        parts = urlsplit(said["og:image"])
        size = Image.open(io.BytesIO(client.get(f"{parts.path}?{parts.query}").content)).size
        assert size == (int(said["og:image:width"]), int(said["og:image:height"])), address


def test_a_page_of_past_days_and_a_filtered_list_name_a_picture_of_the_same(client, pages):
    assert told(client, "/sites/bel/?on=2015-09-01")["og:image"].endswith("/sites/bel/preview.png?on=2015-09-01")
    assert told(client, "/?country=SY")["og:image"].endswith("/preview.png?country=SY")


def test_the_picture_is_told_in_words_too(client, pages):
    assert told(client, "/sites/bel/")["og:image:alt"] == "Temple of Bel & Nabu: severe damage, reported. Syria."


def test_a_page_that_is_none_names_no_picture(client):
    assert "og:image" not in told(client, "/sites/never-was/")
