"""The address of a public page comes in; which record of ours stands there goes out."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404
from django.utils.translation import get_language

from .. import catalogue
from ..catalogue import Moved, ReportRecord, SiteRecord
from ..tongues import what_stands_at


@dataclass(frozen=True, slots=True)
class Record:
    """A public site, report or source: its kind and number, as a letter keeps them, and what it is called."""

    kind: str
    number: int
    name: str


def record_at(address: str) -> Record | None:
    """None if nothing public stands there: a draft and nothing at all are not told apart."""
    try:
        found = what_stands_at(urlsplit(address).path)
    except (ValueError, Resolver404):
        return None
    reader = READERS.get(found.url_name)
    return reader(**found.kwargs) if reader else None


def _site(slug: str) -> Record | None:
    record = catalogue.site(slug)
    if isinstance(record, Moved):
        record = catalogue.site(record.slug)
    return _of("site", record.entry.number, record) if isinstance(record, SiteRecord) else None


def _report(number: int) -> Record | None:
    record = catalogue.report(number)
    return _of("report", number, record) if record else None


def _of(kind: str, number: int, record: SiteRecord | ReportRecord) -> Record:
    return Record(kind, number, record.entry.named(get_language()).text)


def _article(number: int) -> Record | None:
    record = catalogue.article(number)
    return Record("article", number, record.article.title) if record else None


READERS = {"site": _site, "report": _report, "article": _article}
