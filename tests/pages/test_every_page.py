"""What holds for every public page, whatever it shows."""

import re
from itertools import pairwise

import factories
import pytest

from sites import review

PLAIN = ["/", "/sites/", "/articles/", "/method/", "/data/", "/about/", "/risk/", "/styleguide/"]
HEADINGS = re.compile(r"<h([1-6])")


@pytest.fixture
def temple(db):
    """A site with everything that a page may show."""
    temple = factories.site(
        "Temple of Baalshamin",
        names=[("معبد بعل شمين", "ar", "official"), ("Baal Shamin", "", "alternative")],
        identifiers=[("wikidata", "Q5747"), ("eamena", "EAMENA-0187363")],
        part_of=factories.site("Palmyra", latitude=35.0, longitude=39.0),
        built="0130",
        summary="A temple.",
    )
    factories.report(
        temple, "destroyed", event="2015-06-26/2015-08-27", verification="confirmed", methods=["satellite"]
    )
    factories.report(temple, "severe", event="2015-09-01")
    factories.report(temple, "destroyed", event="2015-05", verification="refuted")
    factories.report(temple, "", event="2016", recovery="stabilised")
    factories.photo(temple, graphic=True)
    return temple


@pytest.fixture
def pages(temple):
    report = temple.reports.first()
    article = report.articles.first()
    return [
        *PLAIN,
        *(f"{path}?on=2015-08-27&known=2015-09-01&level=destroyed&q=temple" for path in ("/", "/sites/")),
        "/sites/temple-of-baalshamin/",
        "/sites/temple-of-baalshamin/?known=2015-01-01",
        "/sites/palmyra/",
        f"/reports/{report.number}/",
        f"/articles/{article.pk}/",
        "/area/",
        "/area/?level=destroyed&country=SY",
        "/sites/no-such-site/",
        "/?level=bad",
    ]


@pytest.fixture
def every_page(pages, client):
    return {page: client.get(page) for page in pages}


def test_a_reader_is_given_no_cookie_and_shares_every_page_with_all_others(every_page):
    for page, response in every_page.items():
        assert response.cookies == {}, page
        assert "Cookie" not in response.headers.get("Vary", ""), page


def test_a_signed_in_reviewer_sees_the_same_page_as_a_reader(client, temple):
    as_reader = client.get("/sites/temple-of-baalshamin/").content
    client.force_login(factories.reviewer())
    assert client.get("/sites/temple-of-baalshamin/").content == as_reader


def test_no_page_has_a_script_or_style_of_its_own(every_page):
    for page, response in every_page.items():
        text = response.content.decode()
        assert re.findall(r'<script(?![^>]*\bsrc=)(?![^>]*type="application/(?:ld\+)?json")', text) == [], page
        assert "<style" not in text, page
        assert re.findall(r'\s(?:style|on[a-z]+)="', text) == [], page


def test_a_page_loads_nothing_from_anybody_else(every_page):
    for page, response in every_page.items():
        loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]+)"', response.content.decode())
        assert [one for one in loaded if not one.startswith(("/", "http://testserver/"))] == [], page


def test_links_to_the_world_tell_it_nothing_of_the_reader(every_page):
    for page, response in every_page.items():
        for link in re.findall(r'<a [^>]*href="https?://(?!testserver)[^>]*>', response.content.decode()):
            assert "noreferrer" in link, page
            assert "noopener" in link, page


def test_headings_go_down_one_step_at_a_time(every_page):
    for page, response in every_page.items():
        steps = [int(step) for step in HEADINGS.findall(response.content.decode())]
        assert steps[0] == 1, page
        assert steps.count(1) == 1, page
        assert all(after - before <= 1 for before, after in pairwise(steps)), page


def test_every_page_says_its_language_and_its_own_address(every_page):
    for page, response in every_page.items():
        text = response.content.decode()
        assert '<html lang="en" dir="ltr">' in text, page
        assert re.search(r"<title>[^<]+</title>", text), page
        if response.status_code == 200:
            assert f'<link rel="canonical" href="http://testserver{page.split("?")[0]}' in text, page


def test_every_mark_that_is_used_is_drawn_in_the_page(every_page):
    for page, response in every_page.items():
        text = response.content.decode()
        used, drawn = set(re.findall(r'href="#(level-\w+)"', text)), set(re.findall(r'<symbol id="(level-\w+)"', text))
        assert used <= drawn, page


@pytest.mark.parametrize("path", PLAIN)
def test_a_cache_may_keep_a_page_but_asks_whether_it_still_stands(path, client, db):
    said = client.get(path)
    assert {"public", "max-age=0", "must-revalidate"} == set(said["Cache-Control"].split(", "))
    assert client.get(path, headers={"If-None-Match": said["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", PLAIN)
def test_trackers_are_taken_out_of_the_address(path, client, db):
    there = client.get(f"{path}?fbclid=1&utm_source=x")
    assert (there.status_code, there["Location"]) == (302, path)


def test_a_tracker_takes_nothing_else_along(client, db):
    assert client.get("/?level=severe&gclid=1&level=none")["Location"] == "/?level=severe&level=none"


@pytest.mark.parametrize("path", PLAIN)
def test_an_unknown_parameter_is_named(path, client, db):
    response = client.get(path, {"colour": "red"})
    assert response.status_code == 400
    assert "<code>colour</code>" in response.content.decode()


def test_a_page_of_one_record_takes_no_filter(pages, client):
    for page in pages:
        if re.match(r"/(sites|reports|articles)/[^?]", page):
            assert client.get(page.split("?")[0], {"level": "severe"}).status_code == 400, page


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"on": "2015-02-30"}, "on"),
        ({"known": "yesterday"}, "known"),
        ({"level": "ruined"}, "level"),
        ({"country": "XX"}, "country"),
        ({"bbox": "1,2,3"}, "bbox"),
        ({"page": "0"}, "page"),
        ({"page": "two"}, "page"),
        ({"page": "٣"}, "page"),
        ({"page": "99"}, "page"),
        ({"page": "9" * 30}, "page"),
        ({"page": ["1", "2"]}, "page"),
        ({"q": "x" * 1_000_000}, "q"),
        ({"q": ["a", "b"]}, "q"),
        ({"<script>alert(1)</script>": "1"}, "&lt;script&gt;"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/sites/", "/articles/"])
def test_what_cannot_be_asked_is_a_400_that_names_the_field(path, given, named, client, db):
    response = client.get(path, given)
    text = response.content.decode()
    assert response.status_code == 400
    assert f"<code>{named}" in text
    assert "<script>alert" not in text


@pytest.mark.parametrize("address", ["/?q=%00", "/sites/?q=a%00b", "/sites/temple%00/"])
def test_a_nul_byte_is_a_400(address, client, db):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("path", PLAIN)
def test_pages_are_only_read(path, client, db):
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


def test_nothing_stands_at_an_unknown_address(client, db):
    response = client.get("/no/such/page")
    assert response.status_code == 404
    assert "Look for a site by its name" in response.content.decode()


def test_what_is_withheld_stands_on_no_page(client, temple):
    temple.refresh_from_db()
    before = review.account(temple)
    temple.visibility, temple.place, temple.point_source = "0.1", "Street of Secrets", "A secret survey"
    temple.save()
    review.record(temple, by=factories.reviewer(), reason="Protect it.", before=before)
    for page in [*PLAIN, "/sites/temple-of-baalshamin/", "/sites/palmyra/"]:
        text = client.get(page).content.decode()
        assert not re.search(r"34\.553|38\.270|Secrets|secret survey|EAMENA-0187363|Q5747", text), page
