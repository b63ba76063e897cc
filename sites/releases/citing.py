"""The table of citations: which source stands behind which report, in what role and with which words."""

from collections.abc import Iterator
from typing import NamedTuple

from ..catalogue import Query, Report, Source, each_report
from ..exports import Column, Dataset


class Cited(NamedTuple):
    """One source of a report; ``position`` counts from 1 in the order in which the report names them."""

    report: Report
    position: int
    source: Source


def cited_by(report: Report) -> list[Cited]:
    return [Cited(report, position, source) for position, source in enumerate(report.sources, 1)]


def each_citation(query: Query) -> Iterator[Cited]:
    """All citations of the reports that a query picks, by the report's number."""
    return (cited for report in each_report(query) for cited in cited_by(report))


CITATION_COLUMNS = (
    Column("report_number", "The report, as in reports.csv.", lambda cited: cited.report.number),
    Column(
        "position", "Which of the report's sources it is, from 1, as its page lists them.", lambda cited: cited.position
    ),
    Column("article_number", "The source, as in articles.csv.", lambda cited: cited.source.article.number),
    Column("role", "What the source does for the report.", lambda cited: cited.source.role),
    Column("quote", "The sentence on which the report rests, to the letter.", lambda cited: cited.source.quote),
    Column("locator", "Where that stands in the source: page, paragraph, minute.", lambda cited: cited.source.locator),
)
CITATIONS = Dataset(
    "citations", "One row for each source of each report, in their order.", CITATION_COLUMNS, each_citation
)
