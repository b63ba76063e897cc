"""From the record to the rows that the public reads: the one place where an exact coordinate becomes a public one."""

import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from copy import copy
from operator import attrgetter

from django.db import connection, transaction
from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce

from ..models import Entry, Period, Report, Revision, Site, insert_rows, parts, within
from ..names import search_text, sorting_key
from ..places import Point, PublicPlace, generalise, tile_key
from ..replicas import PRIMARY, reading_from
from ..status import KnownPeriod, known_periods
from ..status import Period as Reading
from ..terms import NO_REPORT
from .claims import claims_of
from .recorded import Above, Recorded, recorded

LOCK = 0x4845_5249 + 1  # the decision chain has the number before
SHARED = "SELECT pg_advisory_xact_lock_shared(%s)"
REMEMBERED = 10_000  # revisions
NAMED = 20_000  # sites: where more change at once, all are read anew
EXACT_ONLY = ("place", "precision_m", "approximate", "point_source", "footprint", "identifiers")
WEIGHED = {"latitude", "longitude", "part_of"}  # of which readers may be shown less, or nothing
exact_only = attrgetter(*EXACT_ONLY)
WITHHELD = tuple(Entry._meta.get_field(name).get_default() for name in EXACT_ONLY)
NOWHERE = (None, None, 0.0, None)
PLACE = ("latitude", "longitude", "cell", "tile_key")
SITE = (
    "site_id", "slug", "name", "name_key", "names", "kind", "country", "summary", "wordings", "built", "part_of_id",
    "visibility", *PLACE, "search", *EXACT_ONLY,
)  # fmt: skip
STATUS = (
    "level", "verification", "contested", "recovery", "confirmed_level", "causes", "because", "dissent", "since",
    "level_since", "episode_since",
)  # fmt: skip
COUNTS = {"reports": 0, "articles": 0, "origins": 0, "last_report": None}
QUIET, TOLD = (*SITE, "level"), (*SITE, *STATUS, *COUNTS)
PERIOD = ("entry_id", "until", "known_since", "known_until", *STATUS)
NOTHING = Reading(None, None, NO_REPORT.value, "", "", "", (), (), (), None, None)


def refresh(numbers: Collection[int]) -> None:
    """Bring the entries of these sites in line with the record. An entry names its parent: name a site's parts too."""
    if not numbers:
        return
    with transaction.atomic():
        _take_turn()
        for part in parts(numbers):
            there = set(within(Entry.objects.order_by(), "pk", part).values_list("pk", flat=True))
            sites = recorded(part)
            if there:
                within(Period.objects, "entry_id", part).delete()
                Entry.objects.filter(pk__in=there.difference(site.pk for site in sites)).delete()
            _write(part, sites)
        _announce(sorted({*numbers}) if len(numbers) <= NAMED else None)


def rebuild() -> int:
    """Build all entries from nothing; gives their number. The same record gives the same rows."""
    with transaction.atomic():
        _take_turn()
        Period.objects.all().delete()
        Entry.objects.all().delete()
        published = 0
        for part in parts(Site.objects.published().order_by("pk").values_list("pk", flat=True).iterator()):
            sites = recorded(part)
            _write(part, sites)
            published += len(sites)
        _announce(None)
    return published


def _take_turn() -> None:
    """Until the transaction ends nobody else refreshes, so that revisions become visible in the order of their numbers.

    SQLite's immediate transactions see to that by themselves.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@contextmanager
def undisturbed() -> Iterator[None]:
    """Meanwhile nobody refreshes: whoever wants to waits. So it is the primary that is read.

    The lock is a transaction's, since a pooler may lend the session's connection to others, and the transaction is one
    aside: a cursor that is opened now outlives this block, and would end with a transaction around it.
    """
    with reading_from(PRIMARY), ExitStack() as stack:
        if connection.vendor != "postgresql":
            stack.enter_context(transaction.atomic())
        elif connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute(SHARED, [LOCK])
        else:
            aside = stack.enter_context(closing(connection.copy()))
            aside.set_autocommit(False)
            with aside.cursor() as cursor:
                cursor.execute(SHARED, [LOCK])
        yield


def _announce(sites: list[int] | None) -> None:
    """Name the state that stands from now on, and the sites that changed; None for all. Old revisions are forgotten:
    whoever has not followed for so long reads everything anew."""
    number = (Revision.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    Revision.objects.create(number=number, token=secrets.token_hex(8), sites=sites)
    Revision.objects.filter(number__lte=number - REMEMBERED).delete()


def _write(numbers: range | list[int], sites: list[Recorded]) -> None:
    """Store the entries of those of the numbers that are published ``sites``, and their periods."""
    claims, counts = {}, {}
    if within(Report.objects.order_by(), "site_id", numbers).exists():
        claims, counts = claims_of(numbers), _counts(numbers)
    known = {site.pk: known_periods(claims[site.pk]) for site in sites if site.pk in claims}
    quiet = (_quiet(site) for site in sites if site.pk not in known)
    told = (entry_row(site, known[site.pk], counts[site.pk]) for site in sites if site.pk in known)
    insert_rows(Entry, QUIET, quiet, replacing=("site_id",))
    insert_rows(Entry, TOLD, told, replacing=("site_id",))
    periods = (period_row(number, one) for number, held in known.items() for one in held)
    insert_rows(Period, PERIOD, periods)


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


def entry_row(site: Recorded, known: tuple[KnownPeriod, ...], counts: dict[str, int]) -> tuple:
    """The columns TOLD of a site's entry."""
    now = next((one.period for one in known if one.until is None and one.period.until is None), NOTHING)
    return *_own(site), *_status(now), *(COUNTS | counts).values()


def _quiet(site: Recorded) -> tuple:
    """The columns QUIET of the entry of a site without reports: all others are empty."""
    return *_own(site), NOTHING.level


def _own(site: Recorded) -> tuple:
    """The columns SITE of an entry."""
    return (
        site.pk,
        site.slug,
        site.name,
        sorting_key(site.name),
        site.names,
        site.kind,
        site.country,
        site.summary,
        site.wordings,
        site.built,
        getattr(public_parent(site), "pk", None),
        site.visibility,
        *_place(site),
        *_exactly(site),
    )


def public_parent(site: Site | Recorded) -> Site | Above | None:
    """The parent, unless it is not public, or the place of one is finer than what may be known of the other's: by
    itself, or since a part lies with its whole, so that two squares tell of the edge between them."""
    parent = site.part_of
    if parent is None or parent.state != "published" or parent.visibility != site.visibility:
        return None
    together = site.visibility == "exact" or _shown(parent) == _shown(site)
    return parent if together else None


def _place(site: Recorded) -> tuple:
    """The columns PLACE."""
    public = _shown(site)
    if public is None:
        return NOWHERE
    return public.latitude, public.longitude, public.cell, tile_key(public.latitude, public.longitude)


def _shown(site: Site | Recorded | Above) -> PublicPlace | None:
    """A protected point becomes the centre of its cell here, and nowhere else."""
    if None in (site.latitude, site.longitude):
        return None
    return generalise(Point(site.latitude, site.longitude), site.visibility)


def unseen(site: Site, changes: dict) -> bool:
    """Whether readers see nothing of an edit, {field: [before, after]}: then no revision may tell of it."""
    if site.visibility == "exact" or not {*changes} <= {*EXACT_ONLY, *WEIGHED}:
        return False
    before, now = copy(site), copy(site)
    for name in WEIGHED & changes.keys():
        for then, said in zip((before, now), changes[name], strict=True):
            setattr(then, then._meta.get_field(name).attname, said)
    return (_shown(before), public_parent(before)) == (_shown(now), public_parent(now))


def _exactly(site: Recorded) -> tuple:
    """What a search reads, and what would tell more than the cell, EXACT_ONLY: for sites whose exact place is public.
    Names are found by all."""
    names = [site.name, *(one["text"] for one in site.names)]
    if site.visibility != "exact":
        return search_text(names), *WITHHELD
    return search_text([*names, site.place]), *exact_only(site)


def period_row(number: int, known: KnownPeriod) -> tuple:
    """The columns PERIOD of what was known of a site."""
    return number, known.period.until, known.since, known.until, *_status(known.period)


def _status(period: Reading) -> tuple:
    """The columns STATUS."""
    return (
        period.level,
        period.verification,
        period.contested,
        period.recovery,
        period.confirmed_level,
        f",{','.join(period.causes)}," if period.causes else "",
        list(period.because),
        list(period.dissent),
        period.since,
        period.level_since,
        period.episode_since,
    )
