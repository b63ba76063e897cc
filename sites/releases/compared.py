"""Two releases come in; what changed from one to the other goes out, record by record, in flat memory.

Both files of a kind stand in the order of their numbers, so that they are read side by side, once.
"""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import groupby
from operator import itemgetter

from ..models import Release
from .kept import opened

Row = dict[str, str]
LONGEST_CELL = 1 << 24
LABELS = {"site": "name", "report": "site_name", "article": "title"}

# Of these a change is told with what stood before and what stands now; of the others only that they changed: what a
# place was called before it was protected is not said again.
SITE_TOLD = ("level", "verification", "contested", "recovery", "confirmed_level", "causes", "kind", "country_code",
             "built_edtf", "slug")  # fmt: skip
SITE_NAMES = ("name", "native_name", "other_names")
SITE_MENTIONED = ("summary",)
SITE_WITHHELD = ("place", "part_of", "identifiers")  # with the place, of which a change tells of theirs too
REPORT_TOLD = ("level", "event_edtf", "verification", "recovery", "causes", "methods", "attributed_to", "source_value",
               "source_scale", "site_number")  # fmt: skip
REPORT_MENTIONED = ("summary", "citations")
ARTICLE_TOLD = ("title", "publisher", "authors", "published_edtf", "type", "language", "source_url", "archive_url",
                "origin")  # fmt: skip
ARTICLE_MENTIONED = ("copies_sha256",)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``what`` is added, gone, changed, renamed, coarser, finer, moved; ``record`` is site, report or
    article, ``url`` its page. ``field``, ``before`` and ``after`` are empty where there is nothing to say."""

    record: str
    number: int
    label: str
    url: str
    what: str
    field: str = ""
    before: str = ""
    after: str = ""


def changes(before: Release, after: Release) -> Iterator[Change]:
    """All changes: sites, then reports, then articles, each by number."""
    for record, (read, told) in KINDS.items():
        with read(before) as old, read(after) as new:
            for number, was, now in beside(old, new):
                if was != now:
                    yield from _of_record(record, number, was, now, told)


def beside(old: Iterator[Row], new: Iterator[Row]) -> Iterator[tuple[int, Row | None, Row | None]]:
    """Rows of two files by number; None where one file has no such row."""
    was, now = next(old, None), next(new, None)
    while was or now:
        first = min(int(row["number"]) for row in (was, now) if row)
        met = [row if row and int(row["number"]) == first else None for row in (was, now)]
        yield first, *met
        was, now = next(old, None) if met[0] else was, next(new, None) if met[1] else now


def _of_record(record: str, number: int, was: Row | None, now: Row | None, told: Callable) -> Iterator[Change]:
    row = now or was
    about = record, number, row[LABELS[record]], row["url"]
    if was and now:
        yield from (Change(*about, *said) for said in told(was, now))
    else:
        yield Change(*about, "added" if now else "gone", *_standing(now))


def _standing(row: Row | None) -> tuple[str, ...]:
    return ("level", "", row["level"]) if row and row.get("level") else ()


def _of_site(was: Row, now: Row) -> Iterator[tuple[str, ...]]:
    yield from _told(was, now, SITE_TOLD, "changed")
    yield from _told(was, now, SITE_NAMES, "renamed")
    where = _of_place(was, now)
    if where:
        yield (where,)
    yield from _mentioned(was, now, SITE_MENTIONED if where in ("coarser", "finer") else SITE_MENTIONED + SITE_WITHHELD)


def _of_place(was: Row, now: Row) -> str:
    """In a word what became of the place. Neither of the two is named: one may be finer than what is public now."""
    old, new = _width(was), _width(now)
    if old != new:
        return "coarser" if new > old else "finer"
    return "moved" if any(was.get(name) != now.get(name) for name in ("latitude", "longitude")) else ""


def _width(row: Row) -> float:
    """The width of the cell in degrees: 0 for a point; without any place, as wide as the Earth."""
    written = row["coordinate_cell_degrees"]
    return float(written) if written else 360.0


def _of_report(was: Row, now: Row) -> Iterator[tuple[str, ...]]:
    yield from _told(was, now, REPORT_TOLD, "changed")
    yield from _mentioned(was, now, REPORT_MENTIONED)


def _of_article(was: Row, now: Row) -> Iterator[tuple[str, ...]]:
    yield from _told(was, now, ARTICLE_TOLD, "changed")
    yield from _mentioned(was, now, ARTICLE_MENTIONED)


def _told(was: Row, now: Row, names: tuple[str, ...], what: str) -> Iterator[tuple[str, ...]]:
    for name in names:
        if was.get(name, "") != now.get(name, ""):
            yield what, name, was.get(name, ""), now.get(name, "")


def _mentioned(was: Row, now: Row, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (("changed", name) for name in names if was.get(name, "") != now.get(name, ""))


@contextmanager
def _rows(release: Release, name: str) -> Iterator[Iterator[Row]]:
    csv.field_size_limit(LONGEST_CELL)
    with TextIOWrapper(opened(release, name), encoding="utf-8", newline="") as file:
        yield csv.DictReader(file)


@contextmanager
def _reports(release: Release) -> Iterator[Iterator[Row]]:
    """The reports, each with the rows of its citations as one cell more."""
    with _rows(release, "reports.csv") as reports, _rows(release, "citations.csv") as citations:
        yield _with_citations(reports, citations)


def _with_citations(reports: Iterator[Row], citations: Iterator[Row]) -> Iterator[Row]:
    groups = groupby(citations, itemgetter("report_number"))
    number, cited = next(groups, ("", ()))
    for report in reports:
        if number == report["number"]:
            report["citations"] = "\n".join(repr(tuple(row.values())) for row in cited)
            number, cited = next(groups, ("", ()))
        yield report


KINDS = {
    "site": (lambda release: _rows(release, "sites.csv"), _of_site),
    "report": (_reports, _of_report),
    "article": (lambda release: _rows(release, "articles.csv"), _of_article),
}
