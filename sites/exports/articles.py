"""The columns of articles.csv: enough to find a source again and to cite it. A row: (article, reports that cite it)."""

from collections.abc import Callable
from datetime import date

from django.conf import settings

from ..catalogue import Article
from ..dates import parse
from ..tongues import permanent
from .columns import Cell, Column, join

Cited = tuple[Article, int]


def _of_article(read: Callable[[Article], Cell]) -> Callable[[Cited], Cell]:
    return lambda cited: read(cited[0])


def _earliest(article: Article) -> date | None:
    return parse(article.published).earliest if article.published else None


def _copies(article: Article) -> str:
    return join(copy.sha256 for copy in article.copies)


ARTICLE_COLUMNS = (
    Column(
        "number",
        "The article's number; it is never given to another article.",
        _of_article(lambda article: article.number),
        type=int,
    ),
    Column(
        "url",
        "The article's page here.",
        _of_article(lambda article: permanent("article", article.number)),
        ours=True,
    ),
    Column("source_url", "The article itself; empty for print.", _of_article(lambda article: article.url)),
    Column("archive_url", "A copy in a public web archive.", _of_article(lambda article: article.archive_url)),
    Column("title", "Its title.", _of_article(lambda article: article.title)),
    Column("publisher", "Who published it.", _of_article(lambda article: article.publisher)),
    Column("authors", "Who wrote it.", _of_article(lambda article: article.authors)),
    Column(
        "type", "What it is: a value of the vocabulary of article types.", _of_article(lambda article: article.type)
    ),
    Column("language", "Its language (BCP 47).", _of_article(lambda article: article.language)),
    Column("published_edtf", "When it was published (EDTF).", _of_article(lambda article: article.published)),
    Column("published_earliest", "The first day on which that may have been.", _of_article(_earliest), type=date),
    Column(
        "published_latest",
        "The last day on which that may have been.",
        _of_article(lambda article: article.published_latest),
        type=date,
    ),
    Column(
        "origin",
        "What it repeats: articles with one origin count as one source.",
        _of_article(lambda article: article.origin),
    ),
    Column("copies_sha256", "SHA-256 of the copies that are kept of it, parted by semicolons.", _of_article(_copies)),
    Column("reports", "How many published reports of these sites cite it.", lambda cited: cited[1], type=int),
    Column("licence", "The licence of the data about it, not of the article.", lambda _: settings.DATA_LICENCE),
)
