"""A web page: the article in it without its surroundings, and what its head says of it."""

import re
from importlib.metadata import version

from lxml import etree, html
from trafilatura import bare_extraction

from .characters import decoded, tidied
from .language import language_of
from .process import Extract, Unreadable
from .published import published_on

MADE_WITH = f"trafilatura {version('trafilatura')}"
MOST_TAGS = 400_000
MOST_BYTES = 10 * 1024 * 1024
NO_ARTICLE = (
    "No article was found in this page. If you see one in your browser, the page builds it there: "
    "paste the text, or print the page to a PDF and hand that in."
)
LOWER = "translate(concat(@class, ' ', @id), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
BESIDE = """related readmore read-more read_more more-on most-read mostread most-popular popular-posts trending
recommend newsletter see-also seealso also-read teaser promo outbrain taboola sidebar caption"""
# What stands beside an article: other articles' headlines and captions, which say nothing that this one says.
SURROUNDINGS = [
    "//aside | //nav | //footer | //figcaption | //form",
    "//*[self::div or self::section or self::ul or self::ol or self::p or self::span or self::table]["
    + " or ".join(f"contains({LOWER}, '{word}')" for word in BESIDE.split())
    + "]",
]


def read(received: bytes, url: str, charset: str) -> Extract:
    tree = parsed(tidied(decoded(received, charset)[0]))
    said = {
        "published": published_on(tree, url),
        "canonical": _first(tree, "//link[translate(@rel, 'CANONICAL', 'canonical')='canonical']/@href"),
    }
    named = _first(tree, "/html/@lang | /html/@xml:lang") or _first(tree, "//meta[@property='og:locale']/@content")
    found = bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
        prune_xpath=SURROUNDINGS,
    )
    if found is None or not re.search(r"\w", found.text or ""):
        raise Unreadable(NO_ARTICLE)
    title = _line(found.title)
    text = _with_headline(title, tidied(found.text))
    return Extract(
        text=text,
        media_type="text/html",
        title=title or text.partition("\n")[0][:300],
        authors=", ".join(_line(found.author).split("; ")),
        publisher=_line(found.sitename),
        language=language_of(text, named),
        made_with=MADE_WITH,
        **said,
    )


def parsed(markup: str) -> html.HtmlElement:
    if len(markup) > MOST_BYTES or markup.count("<") > MOST_TAGS:
        raise Unreadable(
            "This page is too large for an article: {characters} characters, {tags} tags. Paste the article's text.",
            characters=len(markup),
            tags=markup.count("<"),
        )
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    try:
        tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", markup), parser=parser)
    except etree.ParserError as fault:
        raise Unreadable(NO_ARTICLE) from fault
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Unreadable("This page is nested deeper than any article. Paste the text of the article instead.")
    return tree


def _first(tree: html.HtmlElement, path: str) -> str:
    return next((tidied(found).strip() for found in tree.xpath(path)), "")


def _line(said: str | None) -> str:
    return " ".join(tidied(said or "").split())


def _with_headline(title: str, text: str) -> str:
    """Paragraphs apart by empty lines, below the headline as a reader sees it."""
    parts = [part for part in map(_part, text.split("\n")) if part]
    first = parts[0].casefold()
    there = not title or first in title.casefold() or title.casefold() in first
    return "\n\n".join(parts if there else [title, *parts])


def _part(line: str) -> str:
    """A paragraph, or a row of a table: its cells that hold something."""
    cells = line.split("|") if line.lstrip().startswith("|") else [line]
    return " | ".join(cell.strip() for cell in cells if cell.strip())
