"""One site, one report, one source: everything its page shows, as frozen values."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import Q

from ..dates import parse
from ..models import Decision, Import, Imported
from ..models import Entry as EntryRow
from ..models import Period as PeriodRow
from ..models import Photo as PhotoRow
from ..models import Report as ReportRow
from ..models import Site as SiteRow
from ..terms import EDITED
from ..wordings import each_language
from .entries import entry_value, status_value, wordings_value
from .query import Query
from .reports import heard, public_reports, report_value, valued
from .selection import rows, settled, within
from .values import ArticleRecord, Event, Period, Photo, ReportRecord, SiteRecord

PUBLIC_VERBS = {
    "site": ("published", "changed", "restored", "withdrawn", "merged"),
    "report": ("published", "corrected", "withdrawn", "merged"),
    "photo": ("published", "changed", "withdrawn", "merged"),
}
# Of a change readers are told the values of these fields alone. Of others, such as the place, that they changed.
TOLD = {
    "site": ("name", "kind", "country", "built", "visibility"),
    "report": (
        "level",
        "event",
        "verification",
        "attributed_to",
        "summary",
        "wordings",
        "source_value",
        "recovery",
        "causes",
        "methods",
    ),
}
# Of a protected site not even that: when its place was looked at again is nobody's business.
PLACE = {
    "place",
    "part_of",
    "latitude",
    "longitude",
    "precision_m",
    "approximate",
    "point_source",
    "identifiers",
    "footprint",
}
# Of reports about it, words that were written freely: what was taken out of them may be what told where it lies.
FREE_WORDS = {"summary", "attributed_to", "source_value"}

PHOTO = ("sha256", "moment", "alt", "credit", "licence", "taken", "graphic", "width", "height")
DECIDED = ("at", "verb", "kind", "number", "label", "reason", "changes")  # never who


@dataclass(frozen=True, slots=True)
class Moved:
    """The site was merged: it is found at the address ``slug`` now."""

    slug: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The site was published here once, and withdrawn on this day. Why, and what it said, may be what endangers it."""

    day: date


def site(slug: str, on: date | None = None, known: date | None = None) -> SiteRecord | Moved | Withdrawn | None:
    """A published site with everything about it, its status as of the two days; None if there never was one."""
    return settled(lambda _: _site(slug, on, known))


def _site(slug: str, on: date | None, known: date | None) -> SiteRecord | Moved | Withdrawn | None:
    row = rows(Query(on=on, known=known)).filter(slug=slug).first()
    if row is None:
        return _former(slug)
    said = [(one, report_value(one)) for one in public_reports().filter(site=row.pk)]
    said.sort(key=lambda pair: (pair[1].effective, pair[1].number), reverse=True)
    footprint = EntryRow.objects.filter(pk=row.pk).values_list("footprint", flat=True).first()
    history = _history(
        site=[row.pk],
        report=_numbers(row.pk),
        photo=PhotoRow.objects.filter(site=row.pk).values_list("pk", flat=True),
    )
    return SiteRecord(
        entry=entry_value(row),
        reports=tuple(report for _, report in said),
        heard=tuple(filter(None, (heard(one, report, on, known) for one, report in said))),
        periods=_periods(row, known),
        parts=tuple(map(entry_value, rows(Query(on=on, known=known)).filter(part_of=row.pk))),
        photos=_photos(row.pk),
        footprint=footprint,
        history=history if row.visibility == "exact" else _protected(history),
    )


def _former(slug: str) -> Moved | Withdrawn | None:
    known = SiteRow.objects.filter(slug=slug, first_published__isnull=False).select_related("merged_into")
    row = known.only("decided_at", "merged_into__slug", "merged_into__state").first()
    if row is None:
        return None
    if row.merged_into:
        return Moved(row.merged_into.slug) if row.merged_into.state == "published" else None
    return Withdrawn(row.decided_at.date())


def _periods(row: EntryRow, known: date | None) -> tuple[Period, ...]:
    """The status through time, as known on a day or with everything known."""
    met = PeriodRow.objects.filter(within("known_since", "known_until", known), entry=row.pk).order_by("since")
    return tuple(Period(status_value(one), one.until) for one in met)


def _numbers(number: int) -> list[int]:
    """The numbers under which reports of a site were ever published."""
    return list(ReportRow.objects.filter(site=number, first_published__isnull=False).values_list("number", flat=True))


def report(number: int) -> ReportRecord | None:
    """A report that is published, or was: then it is withdrawn. None if it never was, or its site is not public."""
    return settled(lambda _: _report(number))


def _report(number: int) -> ReportRecord | None:
    held = ReportRow.objects.filter(number=number, site__state="published", state__in=("published", "withdrawn"))
    row = valued(held).order_by("state", "-decided_at", "-pk").first()
    if row is None:
        return None
    entry, history = entry_value(rows(Query()).get(pk=row.site_id)), _history(report=[number])
    return ReportRecord(report_value(row), entry, _protected(history) if entry.protected else history)


def article(number: int) -> ArticleRecord | None:
    """A source with every published report that cites it; None if none does."""
    reports = tuple(map(report_value, public_reports().filter(articles__pk=number).distinct().order_by("number")))
    if not reports:
        return None
    cited = (source.article for source in reports[0].sources)
    return ArticleRecord(next(article for article in cited if article.number == number), reports)


def _photos(number: int) -> tuple[Photo, ...]:
    """The published pictures of a site by the day on which they were taken."""
    rows = PhotoRow.objects.published().filter(site=number).only(*PHOTO, "wordings", "pair")
    shown = {row.pk: row for row in rows}
    return tuple(_photo(row, shown.get(row.pair_id)) for row in sorted(shown.values(), key=_taken))


def _taken(row: PhotoRow) -> tuple[date, int]:
    return (row.taken and parse(row.taken).earliest) or date.max, row.pk


def _photo(row: PhotoRow, pair: PhotoRow | None) -> Photo:
    told = {name: getattr(row, name) for name in (*PHOTO, "widths")}
    return Photo(**told, wordings=wordings_value(row.wordings, row.alt), pair=pair.sha256 if pair else "")


def photo_file(sha256: str, width: int) -> File | None:
    """The rendition of a published photo of a published site, to be read; None if there is none to be shown."""
    shown = PhotoRow.objects.published().filter(sha256=sha256, site__state="published")
    row = shown.only("sha256", "width").first()
    if row is None or width not in row.renditions:
        return None
    return default_storage.open(row.renditions[width])


def _history(**numbers: Iterable[int]) -> tuple[Event, ...]:
    """What was decided about these records since they were published, oldest first: the day, what, why; never who."""
    wanted, held = Q(), {kind: list(found) for kind, found in numbers.items()}
    came = _imports(held)
    for kind, found in held.items():
        wanted |= Q(kind=kind, number__in=found, verb__in=PUBLIC_VERBS[kind])
    wanted |= Q(kind="import", number__in=came)
    published, events = {record for records in came.values() for record in records}, []
    for decision in Decision.objects.filter(wanted).only(*DECIDED).order_by("id"):
        record = (decision.kind, decision.number)
        if decision.verb == "published":
            published.add(record)
        if record in published or decision.kind == "import":
            events.append(event_value(decision))
    return tuple(events)


def _imports(numbers: dict[str, list[int]]) -> dict[int, set[tuple[str, int]]]:
    """By the number of each import that published any of these records, which of them."""
    wanted, found = Q(pk=None), defaultdict(set)
    for kind, held in numbers.items():
        wanted |= Q(kind=kind, number__in=held)
    made = Imported.objects.filter(wanted, made_by__published=True)
    for kind, number, import_, before in made.values_list("kind", "number", "made_by", "before"):
        for one in (import_, *before):
            found[one].add((kind, number))
    published = Import.objects.filter(pk__in=found, published=True).values_list("pk", flat=True) if found else ()
    return {one: found[one] for one in published}


def without_place(event: Event) -> Event:
    """What may be told of it, where it was about a protected site or a report about one."""
    return replace(event, changes=tuple(_unsaid(said) for said in event.changes if said[0] not in PLACE))


def _protected(events: Iterable[Event]) -> tuple[Event, ...]:
    """Without place, and without the edits of which nothing is left."""
    return tuple(one for one in map(without_place, events) if one.changes or one.verb not in EDITED)


def _unsaid(change: tuple[str, str, str]) -> tuple[str, str, str]:
    field = change[0]
    return (field, "", "") if field.partition(":")[0] in FREE_WORDS else change


def event_value(decision: Decision) -> Event:
    if decision.kind == "import":
        label = decision.changes.get("dataset", ["", decision.label])[1]
        return Event(decision.at.date(), decision.verb, label, decision.reason, ())
    told, changes = TOLD.get(decision.kind, ()), []
    for field, (before, after) in decision.changes.items():
        if field not in told:
            changes.append((field, "", ""))
        elif field == "wordings":
            changes += _in_languages(before, after)
        else:
            changes.append((field, _words(before), _words(after)))
    return Event(decision.at.date(), decision.verb, decision.label, decision.reason, tuple(changes))


def _in_languages(before: dict | None, after: dict | None) -> Iterator[tuple[str, str, str]]:
    """What the summary says in each language, as the change of a field ``summary:ar``."""
    for language, (was, said) in each_language(before, after).items():
        yield f"summary:{language}", *(("", "") if was == said else (was, said))


def _words(value) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")
