"""JSON-LD documents: a context that explains the terms, and a graph of records that is written while they are read."""

from collections.abc import Iterable, Iterator

from ..catalogue import ArticleRecord, Report, SiteRecord
from ..exports import Dataset
from .geojson import collected, dumped
from .linked_art import article_as_linked_art, report_as_linked_art, site_as_linked_art
from .linked_art_context import CONTEXT

DESCRIBED = {
    "sites": site_as_linked_art,
    "reports": report_as_linked_art,
    "articles": lambda cited, origin: article_as_linked_art(cited[0], origin),
}


def json_ld(dataset: Dataset, values: Iterable, origin: str) -> Iterator[bytes]:
    """The values of a dataset in the terms of Linked Art."""
    described = DESCRIBED[dataset.name]
    return _graph(described(value, origin) for value in values)


def site_graph(record: SiteRecord, origin: str) -> Iterator[bytes]:
    """A site, every report about it and every source of these."""
    site = site_as_linked_art(record.entry, origin, record.reports)
    return _graph([site, *_reported(record.reports, origin)])


def report_graph(report: Report, origin: str) -> Iterator[bytes]:
    """A report and its sources."""
    return _graph(_reported([report], origin))


def article_graph(record: ArticleRecord, origin: str) -> Iterator[bytes]:
    """A source and the reports that cite it."""
    reports = [report_as_linked_art(report, origin) for report in record.reports]
    return _graph([article_as_linked_art(record.article, origin), *reports])


def _reported(reports: Iterable[Report], origin: str) -> list[dict]:
    sources = {source.article.number: source.article for report in reports for source in report.sources}
    said = [report_as_linked_art(report, origin) for report in reports]
    return said + [article_as_linked_art(article, origin) for article in sources.values()]


def _graph(members: Iterable[dict]) -> Iterator[bytes]:
    return collected(dumped({"@context": CONTEXT})[:-1] + b',"@graph":[', members)
