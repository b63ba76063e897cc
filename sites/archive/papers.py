"""What the record says of a report, of what it rests on and of what was decided about it: as JSON to the letter, and as
tables for reading."""

import csv
import json
from collections.abc import Iterable
from datetime import date
from io import StringIO

from django.db.models import Model

from ..models import Article, Citation, Decision, Report, Site
from ..terms import disarm


def site_json(site: Site) -> str:
    names = [_plain(name) for name in site.names.order_by("id")]
    identifiers = [_plain(one) for one in site.identifiers.order_by("id")]
    return _json(_plain(site) | {"names": names, "identifiers": identifiers})


def reports_json(reports: Iterable[Report]) -> str:
    return _json(
        [_plain(report) | {"citations": [_plain(one) for one in report.citations.all()]} for report in reports]
    )


def articles_json(articles: Iterable[Article]) -> str:
    """Each with its copies, and each of these with the texts that were read from it."""
    return _json(
        [
            _plain(article) | {"origin": str(article.origin or ""), "captures": [*map(_copy, article.captures.all())]}
            for article in articles
        ]
    )


def _copy(capture) -> dict:
    texts = [
        {name: said for name, said in _plain(text).items() if name != "text"} for text in capture.working_copies.all()
    ]
    return _plain(capture) | {"working_copies": texts}


def reports_csv(reports: Iterable[Report]) -> str:
    return _csv(map(_plain, reports))


def citations_csv(citations: Iterable[Citation]) -> str:
    return _csv(
        {
            "report": one.report.number,
            "version": one.report_id,
            "role": one.role,
            "article": one.article_id,
            "publisher": one.article.publisher,
            "title": one.article.title,
            "published": one.article.published,
            "url": one.article.url,
            "archive_url": one.article.archive_url,
            "quote": one.quote,
            "locator": one.locator,
            "text_sha256": one.working_copy.sha256 if one.working_copy else "",
            "start": one.start,
            "end": one.end,
            "copies_sha256": [copy.sha256 for copy in one.article.captures.all()],
        }
        for one in citations
    )


def decisions_csv(decisions: Iterable[Decision]) -> str:
    return _csv({name: said for name, said in _plain(one).items() if name != "changes"} for one in decisions)


def _plain(row: Model) -> dict:
    """All columns of a row, by name."""
    return {field.attname: field.value_from_object(row) for field in row._meta.concrete_fields}


def _json(said) -> str:
    return json.dumps(said, ensure_ascii=False, indent=1, default=_written) + "\n"


def _csv(rows: Iterable[dict]) -> str:
    """RFC 4180. No text is left that a spreadsheet would read as a formula."""
    written, writer = StringIO(), None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(written, list(row))
            writer.writeheader()
        writer.writerow({name: disarm(_cell(said)) for name, said in row.items()})
    return written.getvalue()


def _cell(said) -> str:
    if isinstance(said, list):
        return ";".join(map(_cell, said))
    return "" if said is None else _written(said)


def _written(said) -> str:
    return said.isoformat() if isinstance(said, date) else str(said)
