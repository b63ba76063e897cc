"""The desk in the language that the browser asks for, right to left where it is written so; readers' pages stay as
they are."""

import re
from pathlib import Path

import factories
import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from paperwork import page_of, report_form, site_form, step_of, told

from sites.models import Decision, Report, Site

STYLES = [*Path(settings.BASE_DIR / "static" / "admin_desk").glob("*.css")]
STYLES += [*Path(settings.BASE_DIR / "static" / "css").glob("*.css")]
SIDES = re.compile(
    r"(?:(?:margin|padding|border|inset)-(?:left|right)\b|(?<![\w-])(?:left|right)\s*:)|:\s*(?:left|right)\s*;"
)
SHORTHAND = re.compile(r"(?<![\w-])(?:margin|padding|inset)\s*:\s*" + r"\s+".join([r"([^\s;}()]+)"] * 4) + r"\s*[;}]")
ARABIC = {"headers": {"accept-language": "ar-SY,ar;q=0.9,en;q=0.5"}}
READERS_PAGES = ["/sites/", "/articles/", "/method/", "/data/", "/about/", "/summary/", "/area/", "/no/such/page"]


@pytest.fixture
def arabic(reviewer):
    """The reviewer, whose browser asks for Arabic."""
    reviewer.defaults["HTTP_ACCEPT_LANGUAGE"] = ARABIC["headers"]["accept-language"]
    return reviewer


def test_the_desk_is_arabic_and_turned_for_whose_browser_asks_for_it(arabic):
    answer = arabic.get("/admin/")
    assert re.search(r'<html lang="ar" dir="rtl"', answer.content.decode())
    assert "مكتب المحررين" in told(answer)
    assert answer["Content-Language"] == "ar"
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize("asked", ["", "en", "es, de;q=0.5", "xx;;q", "en, ar;q=0.5"])
def test_the_desk_is_english_for_everybody_else(reviewer, asked):
    answer = reviewer.get("/admin/", headers={"accept-language": asked})
    assert re.search(r'<html lang="en[^"]*" dir="ltr"', answer.content.decode())
    assert "The editors’ desk" in told(answer)


def test_the_door_of_the_desk_is_arabic_too(db, client):
    answer = client.get("/admin/login/", **ARABIC)
    assert '<html lang="ar" dir="rtl"' in told(answer)


@pytest.mark.parametrize("address", READERS_PAGES)
def test_no_readers_page_depends_on_the_language_of_the_browser(db, client, address):
    factories.report(factories.site())
    english, arabic = client.get(address), client.get(address, **ARABIC)
    assert english.content == arabic.content
    assert "Accept-Language" not in arabic.get("Vary", "")
    assert arabic["Content-Language"] == "en"


def test_the_language_is_not_kept_after_the_answer(arabic):
    arabic.get("/admin/")
    assert translation.get_language() == "en"


@pytest.mark.parametrize("address", ["/admin/no-such-page/", "/admin/heritage/decision/add/"])
def test_what_is_not_there_or_not_allowed_is_told_in_the_frame_of_the_desk(arabic, address):
    page = told(arabic.get(address))
    assert '<html lang="ar" dir="rtl"' in page
    assert 'href="/admin/"' in page


def test_a_form_without_its_token_is_refused_in_the_frame_of_the_desk(db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.editor())
    answer = client.post("/admin/heritage/site/add/", site_form(), **ARABIC)
    assert answer.status_code == 403
    assert '<html lang="ar" dir="rtl"' in told(answer)


def test_what_is_kept_of_a_record_does_not_depend_on_the_language_it_was_entered_in(arabic, editor):
    """The state, the level and what a decision calls its record are the same; reasons are the editor's own words."""
    site = factories.site("Arch")
    editor.defaults |= arabic.defaults
    editor.post("/admin/heritage/report/add/", report_form(site, factories.article(), reason="سجل جديد."))
    report = Report.objects.get()
    arabic.post(step_of(report, "publish"), {"reason": "Well cited."})
    decision = Decision.objects.order_by("-id").first()
    assert (report.level, decision.verb, decision.label) == ("destroyed", "published", f"{report.pk}: Arch, destroyed")
    assert decision.reason == "Well cited."


def test_coordinates_are_shown_with_a_point(arabic):
    site = factories.draft_site("Gate", latitude=34.5535, longitude=38.2701)
    page = told(arabic.get(page_of(site)))
    assert 'value="34.5535"' in page
    assert "34,5535" not in page
    assert Site.objects.get(pk=site.pk).latitude == 34.5535


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_no_style_knows_left_from_right(style):
    """Logical properties turn with the script; a shorthand of four may not tell its two sides apart."""
    text = re.sub(r"/\*.*?\*/", "", style.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert SIDES.findall(text) == []
    if style.parent.name == "admin_desk":
        assert [one for one in SHORTHAND.findall(text) if one[1] != one[3]] == []
