"""The language stands in the address: a reader is asked once, at the door, and keeps to it without a cookie."""

import re

import factories
import pytest
from django.urls import reverse
from django.utils import translation

from sites.tongues import in_language, language_of, permanent, without_language
from sites.urls import SPOKEN, UNSPOKEN

ARABIC = {"accept-language": "ar-SY,ar;q=0.9,en;q=0.5"}
LINKS = re.compile(r'(?:href|action|data-suggest|data-site)="(/[^"]*)"')
ARABIC_LETTERS = re.compile(r"[\u0600-\u06ff]+")
SITE, REPORT = "/sites/1-arch/", "/reports/1/"
WITHOUT_PLACE = [one.name for one in SPOKEN if "<" not in str(one.pattern)]


@pytest.fixture
def record(db):
    """A site with a report that cites an article."""
    report = factories.report(factories.site("Arch"))
    return {"site": report.site.slug, "report": report.number, "article": report.citations.get().article.pk}


@pytest.fixture
def pages(record):
    """The addresses of every page that speaks, in Arabic; without a mail server none is offered for following."""
    with translation.override("ar"):
        alone = [reverse(name) for name in WITHOUT_PLACE]
        return [
            *(address for address in alone if address.endswith("/") and "/follow/" not in address),
            reverse("site", args=[record["site"]]),
            reverse("report", args=[record["report"]]),
            reverse("article", args=[record["article"]]),
        ]


def test_every_page_that_speaks_is_turned_and_marked_in_arabic(client, pages):
    assert len(pages) > 10
    for address in pages:
        assert address.startswith("/ar/")
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Language"]) == (200, "ar"), address
        assert '<html lang="ar" dir="rtl"' in answer.content.decode(), address
        assert not answer.cookies


def test_every_link_of_an_arabic_page_stays_in_arabic_or_leads_to_what_has_no_language(client, pages):
    spoken = {one.pattern.regex.pattern if hasattr(one.pattern, "regex") else str(one.pattern) for one in SPOKEN}
    assert spoken
    for address in pages:
        page = re.sub(
            r'<details class="pick pick--end tongues">.*?</details>',
            "",
            client.get(address).content.decode(),
            flags=re.DOTALL,
        )
        page = re.sub(r'<p class="invitation".*?</p>', "", page)
        page = re.sub(r'<link rel="(?:alternate|canonical)" hreflang[^>]*>', "", page)
        strays = {link for link in LINKS.findall(page) if not link.startswith(("/ar/", "/static/")) and is_spoken(link)}
        assert strays == set(), address


def test_what_was_worked_out_for_an_arabic_reader_is_not_what_the_next_one_reads_in_english(client, pages):
    for address in pages:
        arabic = client.get(address).content.decode()
        english = client.get(without_language(address)).content.decode()
        both = re.findall(r'<[a-z]+ [^>]*lang="ar"[^>]*>[^<]*', english)
        for words in both:
            english = english.replace(words, "")
        assert ARABIC_LETTERS.search(arabic)
        assert ARABIC_LETTERS.findall(english) == [], address


def is_spoken(link):
    path = link.partition("?")[0].partition("#")[0][1:]
    return any(one.pattern.match(path) and not one.pattern.match(path)[0] for one in SPOKEN)


def test_a_reader_finds_the_same_page_in_every_language(client, record):
    page = client.get(f"/fr/sites/{record['site']}/").content.decode()
    for code, path in [("en", ""), ("ar", "/ar"), ("uk", "/uk"), ("x-default", "")]:
        assert f'hreflang="{code}" href="http://testserver{path}/sites/{record["site"]}/"' in page
    assert f'<a class="choice" href="/ar/sites/{record["site"]}/" lang="ar" hreflang="ar" dir="rtl">العربية</a>' in page
    assert re.search(r'hreflang="fr" dir="ltr" aria-current="true">français', page, re.IGNORECASE)


# ── at the door


@pytest.mark.parametrize("asked", ["ar", "ar-SY,ar;q=0.9,en;q=0.5", "de,uk;q=0.8,en;q=0.3"])
def test_whoever_comes_from_elsewhere_is_led_to_the_door_in_their_language(db, client, asked):
    answer = client.get("/?country=SY&level=severe", headers={"accept-language": asked, "sec-fetch-site": "cross-site"})
    there = "/uk/" if "uk" in asked else "/ar/"
    assert (answer.status_code, answer["Location"]) == (302, f"{there}?country=SY&level=severe")
    assert {"Accept-Language", "Sec-Fetch-Site", "Referer"} <= set(answer["Vary"].split(", "))
    assert not answer.cookies


@pytest.mark.parametrize("asked", ["", "en", "en-GB,ar;q=0.5", "xx;;q", "de, es"])
def test_whoever_asks_for_english_or_for_nothing_that_we_speak_stays(db, client, asked):
    answer = client.get("/", headers={"accept-language": asked})
    assert answer.status_code == 200
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize(
    "from_here", [{"sec-fetch-site": "same-origin"}, {"referer": "http://testserver/ar/sites/"}], ids=["new", "old"]
)
def test_an_arabic_reader_who_chose_english_is_not_led_back(db, client, from_here):
    assert client.get("/", headers=ARABIC | from_here).status_code == 200


@pytest.mark.parametrize("page", ["http://testserver.example/", "http://[testserver/", "http://["])
def test_a_page_of_somebody_else_cannot_pose_as_ours(db, client, page):
    headers = ARABIC | {"referer": page}
    assert client.get("/", headers=headers)["Location"] == "/ar/"


def test_nowhere_else_does_the_browser_decide(client, record):
    for address in [f"/sites/{record['site']}/", "/sites/", "/fr/", "/sites.csv", "/robots.txt", "/api/"]:
        english, arabic = client.get(address), client.get(address, headers=ARABIC)
        assert english.status_code == arabic.status_code == 200, address
        assert english.getvalue() == arabic.getvalue()
        assert "Accept-Language" not in arabic.get("Vary", "")


def test_english_has_no_sign_and_whoever_types_one_is_led_on(client, record):
    assert client.get("/en/sites/?country=SY")["Location"] == "/sites/?country=SY"
    assert client.get("/en/")["Location"] == "/"
    for elsewhere in ["/en//example.org/", "/en///example.org", "/en/\\example.org/"]:
        assert client.get(elsewhere)["Location"].lstrip("/\\") != "", elsewhere
        assert not client.get(elsewhere)["Location"].startswith(("//", "/\\")), elsewhere


# ── what has no language


def test_files_have_one_address_for_all_languages(client, record):
    for one in UNSPOKEN:
        if "<" not in str(one.pattern):
            assert client.get(f"/ar/{one.pattern}").status_code == 404, str(one.pattern)


def test_what_a_page_gives_for_citing_is_the_same_in_every_language(client, record):
    for path in [f"/sites/{record['site']}/", f"/reports/{record['report']}/", f"/articles/{record['article']}/"]:
        page = client.get(f"/ar{path}").content.decode()
        assert (
            f"http://testserver{path}" in re.search(r'<(?:p|details) class="cit[^"]*".*?</section>', page, re.DOTALL)[0]
        )
        assert f"http://testserver/ar{path}" in page  # the page itself stands there


def test_an_entry_of_a_feed_has_one_id_in_all_languages(client, record):
    arabic, english = (client.get(f"{sign}/feeds/reports.atom").content.decode() for sign in ("/ar", ""))
    number = record["report"]
    assert f"<id>http://testserver/reports/{number}/</id>" in arabic
    assert f"<id>http://testserver/reports/{number}/</id>" in english
    assert f'href="http://testserver/ar/reports/{number}/"' in arabic
    assert 'xml:lang="ar"' in arabic


def test_the_address_of_a_record_does_not_depend_on_who_writes_a_file():
    with translation.override("ar"):
        assert permanent("report", 7) == "/reports/7/"
        assert reverse("report", args=[7]) == "/ar/reports/7/"


# ── paths


@pytest.mark.parametrize(
    ("path", "language", "bare"),
    [
        ("/", "en", "/"),
        ("/ar/", "ar", "/"),
        ("/ar/sites/?q=a", "ar", "/sites/?q=a"),
        ("/ar", "en", "/ar"),
        ("/arch/", "en", "/arch/"),
        ("/de/sites/", "en", "/de/sites/"),
        ("/sites/ar/", "en", "/sites/ar/"),
    ],
)
def test_a_path_tells_its_language_by_its_first_part(path, language, bare):
    assert (language_of(path), without_language(path)) == (language, bare)
    assert in_language(in_language(path, "uk"), "en") == bare


def test_what_is_not_there_is_told_in_the_language_of_the_address(db, client):
    answer = client.get("/ar/no/such/page/")
    assert answer.status_code == 404
    assert '<html lang="ar" dir="rtl"' in answer.content.decode()
    assert 'href="/ar/sites/"' in answer.content.decode()
