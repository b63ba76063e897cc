"""Every word that a reader is shown can be put into another language: in the templates' source, and on the pages."""

import re
from html.parser import HTMLParser
from pathlib import Path

import factories
import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.urls import reverse
from django.utils.translation import trans_real

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PUBLIC = sorted([*TEMPLATES.glob("*.html"), *TEMPLATES.glob("pages/*.html"), *TEMPLATES.glob("pages/*.svg")])
WORD = re.compile(r"[A-Za-z]{2,}")
SAID = ("alt", "title", "aria-label", "placeholder")  # attributes that are read out or shown
# Names and codes, the same in every language.
CODES = {
    "csv",
    *("SHA", "CSV", "JSON", "GeoJSON", "BibTeX", "RIS", "CSL", "GeoPackage", "KML", "LPF", "RDF", "Excel", "Atom"),
    *("Linked", "Art", "Places", "OpenAPI", "GeoNames", "UTF", "km"),
}
BLOCKS = {"blocktranslate", "blocktrans", "comment", "verbatim"}


def said_outside_of_messages(source):
    """The plain text of a template's source: what stands in tags of the template is left out."""
    kept, within = [], ""
    for token in Lexer(source).tokenize():
        name = token.contents.split()[0] if token.token_type == TokenType.BLOCK else ""
        if within:
            within = "" if name == f"end{within}" else within
        elif name in BLOCKS:
            within = name
        elif token.contents == "block body_class":
            within = "block"
        elif token.token_type == TokenType.TEXT:
            kept.append(token.contents)
    return "".join(kept)


class Shown(HTMLParser):
    """What of a page is read: its text and the attributes that are told, without what is no language."""

    SKIPPED = {"script", "style", "code", "pre", "textarea", "symbol"}
    VOID = {"meta", "link", "input", "img", "br", "base", "hr", "source", "use", "path"}

    def __init__(self):
        super().__init__()
        self.found, self.within = [], []

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        self.found += [told[name] for name in SAID if told.get(name)]
        if tag == "meta" and "description" in (told.get("name") or told.get("property") or ""):
            self.found.append(told.get("content") or "")
        foreign = told.get("lang", "uk") != "uk" and tag != "html"  # it says so itself
        foreign |= told.get("translate") == "no"  # the name of a file
        foreign |= "citation" in (told.get("class") or "").split()  # in the form of its style, which is English
        if tag not in self.VOID:
            self.within.append(tag in self.SKIPPED or foreign)

    def handle_startendtag(self, tag, attributes):
        self.found += [value for name, value in attributes if name in SAID and value]

    def handle_endtag(self, tag):
        if tag not in self.VOID and self.within:
            self.within.pop()

    def handle_data(self, data):
        if not any(self.within):
            self.found.append(data)


def shown(page):
    parser = Shown()
    parser.feed(page)
    return parser.found


@pytest.mark.parametrize("file", PUBLIC, ids=lambda file: file.relative_to(TEMPLATES).as_posix())
def test_no_template_holds_a_word_outside_of_a_message(file):
    plain = said_outside_of_messages(file.read_text(encoding="utf-8"))
    words = {word for text in shown(plain) for word in WORD.findall(text)}
    assert sorted(words - CODES) == []


class Marked(trans_real.DjangoTranslation):
    """A language in which each message is itself in brackets. Its dates and numbers are those of Ukrainian."""

    def __init__(self):
        super().__init__("uk")

    def gettext(self, message):
        return f"[[{message.split(chr(4))[-1]}]]"

    def ngettext(self, singular, plural, count):
        return self.gettext(singular if count == 1 else plural)


@pytest.fixture
def marked(monkeypatch):
    """Whatever language is asked for is the marked one."""
    language = Marked()
    monkeypatch.setattr(trans_real, "translation", lambda code: language)
    monkeypatch.setattr(trans_real._active, "value", language, raising=False)
    monkeypatch.setattr(trans_real, "_default", language)
    monkeypatch.setattr(settings, "SITE_NAME", "Облік")
    monkeypatch.setattr(settings, "DATA_LICENCE", "Ліцензія")


def left(page):
    """The words of a page that no message holds."""
    text, before = "\n".join(shown(page)), None  # a message may hold elements
    while before != text:
        before, text = text, re.sub(r"\[\[(?:(?!\[\[|\]\]).)*\]\]", "", text, flags=re.DOTALL)
    return sorted({word for word in WORD.findall(text) if word not in CODES})


@pytest.fixture
def record(db, monkeypatch):
    """Records whose own texts hold no Latin letter, so that whatever does is ours."""
    monkeypatch.setattr(factories, "WHY", "Причина.")
    whole = factories.site("Пальміра", slug="palmyra")
    site = factories.site("Арка", slug="arch", part_of=whole, summary="Брама.", built="0130~", visibility="0.1")
    kept = {"publisher": "Газета", "authors": "Автор", "language": "uk", "url": None}
    article = factories.article("Новини", **kept)
    said = {"summary": "Зруйновано.", "causes": ["bombardment"], "methods": ["satellite"], "attributed_to": "Хтось"}
    report = factories.report(site, "destroyed", cites=[(article, "says")], **said)
    other = factories.article("Вісті", **kept)
    factories.report(site, "moderate", event="2015-09-01/2015-09-04", cites=[(other, "says")])
    factories.report(whole, "severe", event="", recovery="stabilised", cites=[(article, "looked")])
    return site, report, article


ADDRESSES = ("home", "sites", "articles", "summary", "method", "data", "about", "risk", "releases", "area", "embed")
QUERIES = (
    "?level=destroyed&country=SY&cause=bombardment&contested=yes&recovery=none&verification=reported&kind=religious",
    "?on=2015-10-01&known=2016-01-01",
    "?on=2015-10-01&against=2014-01-01",
    "?q=%D0%90%D1%80%D0%BA%D0%B0&after=2014-01-01&before=2016-01-01&sort=since",
    "?bbox=30,30,40,40&sort=level",
    "?q=%D0%B6%D0%B6%D0%B6",
)


def test_nothing_on_the_pages_of_records_is_left_outside_of_a_message(client, record, marked):
    site, report, article = record
    pages = [("site", [site.slug]), ("site", [site.part_of.slug]), ("report", [report.pk]), ("article", [article.pk])]
    seen = {(name, *held): left(client.get(reverse(name, args=held)).content.decode()) for name, held in pages}
    assert {page: words for page, words in seen.items() if words} == {}


@pytest.mark.parametrize("name", ADDRESSES)
def test_nothing_on_a_page_is_left_outside_of_a_message(client, record, marked, name):
    assert left(client.get(reverse(name)).content.decode()) == []


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("name", ["home", "sites", "summary"])
def test_nothing_of_a_filter_is_left_outside_of_a_message(client, record, marked, name, query):
    answer = client.get(reverse(name) + query)
    assert (answer.status_code, left(answer.content.decode())) == (200, [])


@pytest.mark.parametrize("address", ["?level=huge", "?page=0", "?nothing=1"])
def test_what_is_wrong_with_an_address_is_told_in_messages(client, record, marked, address):
    answer = client.get(reverse("sites") + address)
    assert answer.status_code == 400
    assert left(re.sub(r"<code>.*?</code>", "", answer.content.decode())) == []


def test_a_page_that_is_not_there_says_so_in_messages(client, db, marked):
    assert left(client.get(f"{reverse('sites')}nothing/").content.decode()) == []


@pytest.mark.parametrize("name", ["reports_atom", "corrections_atom"])
def test_a_feed_speaks_in_messages(client, record, marked, name):
    feed = client.get(reverse(name)).content.decode()
    told = re.findall(r"<(?:title|subtitle|summary)[^>]*>(.*?)</", feed, flags=re.DOTALL)
    assert [word for text in told for word in left(text)] == []


def test_a_badge_speaks_in_messages(client, record, marked):
    badge = client.get(reverse("badge", args=[record[0].slug])).content.decode()
    assert left(re.sub("<desc>.*?</desc>", "", badge)) == []
