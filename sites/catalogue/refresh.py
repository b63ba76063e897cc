"""From the record to the rows that the public reads: the one place where an exact coordinate becomes a public one."""

import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce

from ..models import Entry, Period, Report, Revision, Site, insert, with_lists
from ..names import search_text, sorting_key
from ..places import Point, generalise, tile_key
from ..status import KnownPeriod, known_periods
from ..status import Period as Reading
from ..terms import NO_REPORT
from .claims import claims_of

BATCH = 500
LOCK = 0x4845_5249 + 1  # the decision chain has the number before
REMEMBERED = 10_000  # revisions
NAMED = 20_000  # sites: where more change at once, all are read anew
EXACT_ONLY = ("place", "precision_m", "approximate", "point_source", "footprint", "identifiers")
NOTHING = Reading(None, None, NO_REPORT.value, "", "", "", (), (), (), None, None)


def refresh(numbers: Collection[int]) -> None:
    """Bring the entries of these sites in line with the record. An entry names its parent: name a site's parts too."""
    if not numbers:
        return
    numbers = sorted({*numbers})
    with transaction.atomic():
        _take_turn()
        for start in range(0, len(numbers), BATCH):
            part = numbers[start : start + BATCH]
            Period.objects.filter(entry_id__in=part).delete()
            Entry.objects.filter(pk__in=part).exclude(site__state="published").delete()
            _write(part)
        _announce(numbers if len(numbers) <= NAMED else None)


def rebuild() -> int:
    """Build all entries from nothing; gives their number. The same record gives the same rows."""
    with transaction.atomic():
        _take_turn()
        Period.objects.all().delete()
        Entry.objects.all().delete()
        numbers = list(Site.objects.published().order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(numbers), BATCH):
            _write(numbers[start : start + BATCH])
        _announce(None)
    return len(numbers)


def _take_turn() -> None:
    """Until the transaction ends nobody else refreshes, so that revisions become visible in the order of their numbers.

    SQLite's immediate transactions see to that by themselves.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@contextmanager
def undisturbed() -> Iterator[None]:
    """Meanwhile nobody refreshes: whoever wants to waits."""
    if connection.vendor != "postgresql":
        with transaction.atomic():
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock_shared(%s)", [LOCK])


def _announce(sites: list[int] | None) -> None:
    """Name the state that stands from now on, and the sites that changed; None for all. Old revisions are forgotten:
    whoever has not followed for so long reads everything anew."""
    number = (Revision.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    Revision.objects.create(number=number, token=secrets.token_hex(8), sites=sites)
    Revision.objects.filter(number__lte=number - REMEMBERED).delete()


def _write(numbers: Iterable[int]) -> None:
    sites = Site.objects.published().filter(pk__in=numbers).select_related("part_of")
    sites = with_lists(sites.order_by("pk"), "names", "identifiers")
    claims, counts = claims_of(numbers), _counts(numbers)
    known = {site.pk: known_periods(claims[site.pk]) for site in sites}
    entries = [_entry(site, known[site.pk], counts.get(site.pk, {})) for site in sites]
    insert(entries, replacing=("site_id",))
    insert(_period(site.pk, one) for site in sites for one in known[site.pk])


def _counts(numbers: Iterable[int]) -> dict[int, dict]:
    """How many published reports a site has, on how many articles of how many independent origins they rest, and the
    last day of which one tells."""
    cited = (
        Report.objects.published()
        .filter(site_id__in=numbers)
        .values("site_id")
        .annotate(
            reports=Count("number", distinct=True),
            articles=Count("citations__article", distinct=True),
            shared=Count("citations__article__origin", distinct=True),
            own=Count("citations__article", filter=Q(citations__article__origin=None), distinct=True),
            last_report=Max(Coalesce("event_latest", "first_published")),
        )
    )
    return {row.pop("site_id"): {"origins": row.pop("shared") + row.pop("own")} | row for row in cited.order_by()}


def _entry(site: Site, known: tuple[KnownPeriod, ...], counts: dict[str, int]) -> Entry:
    now = next((one.period for one in known if one.until is None and one.period.until is None), NOTHING)
    return Entry(
        site_id=site.pk,
        slug=site.slug,
        name=site.name,
        name_key=sorting_key(site.name),
        names=[{"text": one.text, "language": one.language, "kind": one.kind} for one in site.names.all()],
        kind=site.kind,
        country=site.country.code,
        summary=site.summary,
        built=site.built,
        part_of_id=getattr(public_parent(site), "pk", None),
        visibility=site.visibility,
        **_place(site),
        **_exactly(site),
        **counts,
        **_status(now),
    )


def public_parent(site: Site) -> Site | None:
    """The parent, unless it is not public, or the place of one is finer than what may be known of the other's."""
    parent = site.part_of
    if parent is None or parent.state != "published":
        return None
    return parent if parent.visibility == site.visibility else None


def _place(site: Site) -> dict:
    """The public place: a protected point becomes the centre of its cell here, and nowhere else."""
    if site.latitude is None:
        return {}
    public = generalise(Point(site.latitude, site.longitude), site.visibility)
    if public is None:
        return {}
    return {
        "latitude": public.latitude,
        "longitude": public.longitude,
        "cell": public.cell,
        "tile_key": tile_key(public.latitude, public.longitude),
    }


def _exactly(site: Site) -> dict:
    """What would tell more than the cell, EXACT_ONLY: for sites whose exact place is public. Names are found by all."""
    names = [site.name, *(one.text for one in site.names.all())]
    if site.visibility != "exact":
        return {"search": search_text(names)}
    return {
        "search": search_text([*names, site.place]),
        **{name: getattr(site, name) for name in EXACT_ONLY if name != "identifiers"},
        "identifiers": [[one.scheme, one.value] for one in site.identifiers.all()],
    }


def _period(number: int, known: KnownPeriod) -> Period:
    return Period(
        entry_id=number,
        until=known.period.until,
        known_since=known.since,
        known_until=known.until,
        **_status(known.period),
    )


def _status(period: Reading) -> dict:
    return {
        "level": period.level,
        "verification": period.verification,
        "contested": period.contested,
        "recovery": period.recovery,
        "confirmed_level": period.confirmed_level,
        "causes": f",{','.join(period.causes)}," if period.causes else "",
        "because": list(period.because),
        "dissent": list(period.dissent),
        "since": period.since,
        "level_since": period.level_since,
        "episode_since": period.episode_since,
    }
