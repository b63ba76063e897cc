"""The day on which a page says it was published: in its head, in its address or by its headline; never guessed."""

import re

from htmldate import find_date
from lxml import html

# htmldate searches all that it is given, down to the pictures, and fills up what is missing. So it is given what is the
# article's own and names a day, and nothing else.
HEAD = "//meta[@content and not({})]".format(
    " or ".join(
        f"contains(translate(concat(@property, @name, @itemprop), 'MUREI', 'murei'), '{word}')"
        for word in ("image", "modif", "updat", "revis", "expir", "descr", "title")
    )
)
LINKED_DATA = "//script[@type='application/ld+json']/text()"
PUBLISHED = {"property": "article:published_time"}
SAID_THERE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,60})"')
DATED = (
    "self::time or self::abbr[contains(@class, 'publish')] or @itemprop='datePublished' or @pubdate or "
    "contains(@class, 'publish') or contains(@class, 'pubdate') or contains(@class, 'date') or "
    "contains(@class, 'byline')"
)
NOT_BESIDE = "not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::ul or ancestor::ol)"
BELOW_HEADLINE = f"(//h1)[1]/following::*[({DATED}) and {NOT_BESIDE}][position() <= 2]"
ABOVE_HEADLINE = f"(//h1)[1]/preceding::*[({DATED}) and {NOT_BESIDE}][1]"
LONGEST = 200  # characters of an element that names a day and little else
# 3/4/2015 is a day in March or in April: it tells none.
NAMES_A_DAY = re.compile(
    r"(19|20)\d\d([-/.])[01]?\d\2[0-3]?\d|(19|20)\d\d[01]\d[0-3]\d(?!\d)"
    r"|[0-3]?\d\.[01]?\d\.(19|20)\d\d"
    r"|(1[3-9]|2\d|3[01])/[01]?\d/(19|20)\d\d|[01]?\d/(1[3-9]|2\d|3[01])/(19|20)\d\d"
    r"|[0-3]?\d[^\W\d]{0,2}[.,]?\s(de\s|of\s)?([^\W\d]{3,}\.?,?\s(de\s)?)?(19|20)\d\d"
)


def published_on(tree: html.HtmlElement, url: str) -> str:
    """The day as YYYY-MM-DD, or nothing if the page does not tell one to the day."""
    named = [(said, {}) for text in tree.xpath(LINKED_DATA) for said in SAID_THERE.findall(text)]
    named += [(meta.get("content"), dict(meta.attrib)) for meta in tree.xpath(HEAD)]
    metas = [
        {"property": "article:published_time"} | known | {"content": said} for said, known in named if _names(said)
    ]
    if day := _day([_made("meta", **meta) for meta in metas], url):
        return day
    beside = [words for one in tree.xpath(f"{BELOW_HEADLINE} | {ABOVE_HEADLINE}") if (words := _words(one))]
    return next(filter(None, (_day([_made("time", said, datetime=said)]) for said in beside)), "")


def _names(said: str) -> bool:
    return bool(NAMES_A_DAY.search(said))


def _words(element: html.HtmlElement) -> str:
    """What an element says of a day: in its attribute for machines, or to the reader."""
    said = [element.get("datetime"), element.get("content"), element.get("title"), element.text_content()]
    return next((one.strip() for one in said if one and len(one) <= LONGEST and _names(one)), "")


def _made(tag: str, text: str = "", **attributes: str) -> html.HtmlElement:
    made = html.Element(tag, attributes)
    made.text = text or None
    return made


def _day(elements: list[html.HtmlElement], url: str = "") -> str:
    page = html.document_fromstring("<html><head></head><body></body></html>")
    for element in elements:
        page[0 if element.tag == "meta" else 1].append(element)
    return find_date(page, extensive_search=True, original_date=True, url=url or None) or ""
