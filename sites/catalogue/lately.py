"""What is new: the reports that were published last, and what was corrected or taken back last. Days, never times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

import numpy as np
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from ..index import State
from ..models import Decision, Imported
from ..models import Report as Row
from .entries import entry_value
from .query import Query
from .records import DECIDED, event_value, without_place
from .reports import public_reports, report_value
from .selection import agreed, among, listed, picked, rows, settled
from .values import Entry, Event, Report

MOST = 50
FEW = 500  # sites: their reports are soon put in order; the newest of more are found among the newest of all
WINDOW = 5_000  # reports
# The verbs to the letter as the index has them, by which SQLite knows it; the kind so that no other index is taken.
TAKEN_BACK = "\"verb\" IN ('corrected', 'withdrawn') AND \"kind\" || '' = 'report'"


@dataclass(frozen=True, slots=True)
class Latest:
    """A published report with its site as it stands; ``changed`` is the day of the last decision on it."""

    report: Report
    entry: Entry
    changed: date


@dataclass(frozen=True, slots=True)
class Amended:
    """A report that was corrected or withdrawn. ``token`` tells the decision from any other, and nothing else."""

    number: int
    entry: Entry
    event: Event
    token: str


@dataclass(frozen=True, slots=True)
class News:
    """Reports that were published, and those that were corrected or withdrawn, after one decision until another: the
    newest of each, and how many there are."""

    reports: tuple[Latest, ...]
    amended: tuple[Amended, ...]
    new: int
    changed: int


def latest(query: Query, most: int = MOST) -> tuple[Latest, ...]:
    """The published reports of the sites that a query picks, the newest publication first."""

    return agreed(lambda state: _latest(public_reports().filter(pk__in=_newest(state, query, most))))


def _latest(reports: Iterable[Row]) -> tuple[Latest, ...]:
    held = list(reports)
    entries = _entries(row.site_id for row in held)
    found = [
        Latest(report_value(row), entries[row.site_id], row.decided_at.date()) for row in held if row.site_id in entries
    ]
    return tuple(sorted(found, key=lambda one: (one.report.first_published, one.report.number), reverse=True))


def _newest(state: State, query: Query, most: int) -> list[int]:
    """Keys of reports. Few sites are asked for theirs; of many, it is seen which of the newest reports are theirs."""
    sites = np.concatenate([one.column("number") for one in picked(state, query)])
    if len(sites) <= FEW:
        return _of_few(sites.tolist(), most)
    newest = Row.objects.published().order_by("-first_published", "-number")
    seen = np.array(newest.values_list("pk", "site_id")[:WINDOW], np.int64).reshape(-1, 2)
    kept = seen[np.isin(seen[:, 1], sites), 0][:most].tolist()
    if len(kept) == most or len(seen) < WINDOW:
        return kept
    return list(newest.filter(site__in=listed(sites.tolist())).values_list("pk", flat=True)[:most])


def _of_few(sites: list[int], most: int) -> list[int]:
    """Asked by the site alone, so that no database thinks of another index."""
    reports = Row.objects.filter(site__in=listed(sites)).order_by()
    held = [
        (day, number, pk)
        for state, day, number, pk in reports.values_list("state", "first_published", "number", "pk")
        if state == "published"
    ]
    return [pk for _day, _number, pk in sorted(held, reverse=True)[:most]]


def amended(slug: str = "", most: int = MOST) -> tuple[Amended, ...]:
    """Reports that were corrected or withdrawn, the last decision first; ``slug`` leaves those of one site.

    Those of a site that is not public, or not any more, are left out.
    """
    return settled(lambda _: _amended(slug, most))


def _amended(slug: str, most: int) -> tuple[Amended, ...]:
    return _told(_decided(slug)[:most])


def _told(decided: Iterable[Decision]) -> tuple[Amended, ...]:
    told = Row.objects.filter(number__in={one.number for one in decided}, site__state="published")
    standing = told.filter(Q(state="published") | Q(state="withdrawn")).order_by("state", "-decided_at", "-pk")
    sites = {}
    for number, site in standing.values_list("number", "site_id"):
        sites.setdefault(number, site)
    entries = _entries(sites.values())
    return tuple(_amended_of(one, entries[sites[one.number]]) for one in decided if sites.get(one.number) in entries)


def _amended_of(decision: Decision, entry: Entry) -> Amended:
    event = event_value(decision)
    return Amended(decision.number, entry, without_place(event) if entry.protected else event, _token(decision))


def last_decision() -> int:
    """By its number all that was decided until now is told from what will be."""
    return Decision.objects.order_by("-id").values_list("id", flat=True).first() or 0


def news(query: Query, after: int, until: int, most: int = MOST) -> News:
    """What is new of the sites that a query picks, in the decisions after one until another, at most so many of each.

    A report that came and was corrected or withdrawn in the meantime is told as it stands, or not at all. BadQuery.
    """
    decided = Decision.objects.filter(id__gt=after, id__lte=until)
    alone = decided.filter(kind="report", verb="published").values("number")
    came = decided.filter(kind="import", verb="imported").values("number")
    in_files = Imported.objects.filter(kind="report", made_by__in=came, made_by__published=True).values("number")
    published = Q(number__in=alone) | Q(number__in=in_files)

    def read(state: State) -> News:
        sites = among(state, query)
        reports = public_reports().filter(published, site__in=sites).order_by("-first_published", "-number")
        ours = Row.objects.filter(site__in=sites, site__state="published").order_by().values("number")
        taken_back = decided.filter(was_taken_back(), number__in=ours).exclude(published).order_by("-id")
        shown = taken_back.only(*DECIDED, "digest")[:most]
        return News(_latest(reports[:most]), _told(shown), reports.count(), taken_back.count())

    return agreed(read)


def _decided(slug: str) -> QuerySet:
    decided = Decision.objects.only(*DECIDED, "digest").order_by("-id")
    if slug:
        numbers = Row.objects.filter(site__slug=slug, first_published__isnull=False).values("number")
        return decided.filter(kind="report", number__in=numbers, verb__in=("corrected", "withdrawn"))
    return decided.filter(was_taken_back())


def was_taken_back() -> RawSQL:
    return RawSQL(TAKEN_BACK, [], output_field=BooleanField())  # noqa: S611  a text of our own


def _token(decision: Decision) -> str:
    return blake2b(decision.digest.encode(), digest_size=8).hexdigest()


def _entries(numbers: Iterable[int]) -> dict[int, Entry]:
    found = rows(Query()).order_by().filter(pk__in=set(numbers))
    return {row.pk: entry_value(row) for row in found}
