"""The desk in the language that the browser asks for, right to left where it is written so; readers' pages stay as
they are."""

import gettext
import re
from pathlib import Path

import factories
import pytest
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.template.loader import get_template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.test import Client
from django.utils import translation
from django.utils.translation import trim_whitespace
from paperwork import page_of, report_form, site_form, step_of, told

from deploy.messages import ENGLISH
from sites import terms
from sites.models import Decision, Report, Site

WORDS = settings.BASE_DIR / "sites" / "locale" / "ar" / "LC_MESSAGES"
STYLES = [*Path(settings.BASE_DIR / "static" / "admin_desk").glob("*.css")]
STYLES += [*Path(settings.BASE_DIR / "static" / "css").glob("*.css")]
PLACEHOLDERS = re.compile(r"%\(\w+\)[\d.]*[sdf]|%[sd%]|{\w+}|</?b>")
SIDES = re.compile(
    r"(?:(?:margin|padding|border|inset)-(?:left|right)\b|(?<![\w-])(?:left|right)\s*:)|:\s*(?:left|right)\s*;"
)
SHORTHAND = re.compile(r"(?<![\w-])(?:margin|padding|inset)\s*:\s*" + r"\s+".join([r"([^\s;}()]+)"] * 4) + r"\s*[;}]")
ARABIC_LETTER = re.compile("[\u0621-\u064a]")
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "Fault": None}
ARABIC = {"headers": {"accept-language": "ar-SY,ar;q=0.9,en;q=0.5"}}
READERS_PAGES = ["/sites/", "/articles/", "/method/", "/data/", "/about/", "/summary/", "/area/", "/no/such/page"]


def catalogue():
    with (WORDS / "django.po").open("rb") as file:
        return read_po(file, locale="ar")


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


def test_the_compiled_words_are_those_of_the_translators(tmp_path):
    """Else run `python -m deploy.messages`."""
    fresh = tmp_path / "django.mo"
    with fresh.open("wb") as file:
        write_mo(file, catalogue())
    assert entries(WORDS / "django.mo") == entries(fresh)


def entries(file):
    with file.open("rb") as opened:
        said = dict(gettext.GNUTranslations(opened)._catalog)
    return {key: text for key, text in said.items() if key}


def test_no_translation_loses_what_is_filled_in():
    lost = []
    for message in catalogue():
        pairs = [(message.id, message.string)] if isinstance(message.id, str) else zip_plural(message)
        lost += [
            (source, text)
            for source, text in pairs
            if source and text and sorted(PLACEHOLDERS.findall(source)) != sorted(PLACEHOLDERS.findall(text))
        ]
    assert lost == []


def test_no_text_of_the_desk_is_left_in_english():
    """What a translator has not looked at since it was changed counts as left."""
    left = [message.id for message in catalogue() if message.id and (message.fuzzy or not all(forms_of(message)))]
    assert left == []


def test_every_translation_is_written_in_arabic():
    foreign = {
        message.id for message in catalogue() if message.id and not all(map(ARABIC_LETTER.search, forms_of(message)))
    }
    assert foreign == {"%(field)s: %(why)s", "the %(field)s", "{said}"}  # what is filled in is Arabic


def test_every_text_of_the_code_and_the_templates_has_been_gathered():
    """Else run `python -m deploy.messages`, and translate what is new."""
    known = {one for message in catalogue() for one in ([message.id] if isinstance(message.id, str) else message.id)}
    said = set(said_in_code()) | set(said_in_templates())
    assert len(said) > 500
    assert sorted(said - known) == []


def said_in_code():
    for file in sorted(settings.BASE_DIR.glob("sites/**/*.py")):
        place = file.relative_to(settings.BASE_DIR).as_posix()
        if not place.startswith(tuple(ENGLISH)):
            with file.open("rb") as source:
                for _line, text, *_more in extract("python", source, KEYWORDS):
                    yield from [text] if isinstance(text, str) else text


def said_in_templates():
    folder = settings.BASE_DIR / "templates"
    for file in sorted(folder.glob("admin/**/*.html")):
        nodes = get_template(file.relative_to(folder).as_posix()).template.nodelist
        for node in nodes.get_nodes_by_type(TranslateNode):
            if text := getattr(node.filter_expression.var, "literal", None):
                yield text.replace("%", "%%")
        for node in nodes.get_nodes_by_type(BlockTranslateNode):
            for tokens in filter(None, [node.singular, node.plural]):
                text, _names = node.render_token_list(tokens)
                yield trim_whitespace(text) if node.trimmed else text


def forms_of(message):
    return [message.string] if isinstance(message.id, str) else list(message.string)


def zip_plural(message):
    """The form for none may do without the number; all others show it."""
    return [(message.id[1], text) for text in message.string[1:]]


def test_every_word_of_a_vocabulary_is_translated():
    said = {message.id: message.string for message in catalogue() if isinstance(message.id, str)}
    lists = [held for held in vars(terms).values() if isinstance(held, terms.vocabulary.Vocabulary)]
    words = {
        word
        for held in lists
        if held is not terms.SCHEMES
        for term in held.values()
        for word in (term.label, term.hint)
    }
    assert sorted(word for word in words if word and not said.get(word)) == []


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_no_style_knows_left_from_right(style):
    """Logical properties turn with the script; a shorthand of four may not tell its two sides apart."""
    text = re.sub(r"/\*.*?\*/", "", style.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert SIDES.findall(text) == []
    if style.parent.name == "admin_desk":
        assert [one for one in SHORTHAND.findall(text) if one[1] != one[3]] == []
