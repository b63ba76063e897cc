"""Which rows a query picks, with their status as of the days it asks for. The only place where a filter becomes SQL."""

from datetime import date

from django.db.models import Case, Exists, F, FilteredRelation, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from ..models import Entry, Period
from ..status import SEVERITY
from ..terms import NO_REPORT, Fault
from .query import BadQuery, Query

DAMAGED = tuple(level for level, severity in SEVERITY.items() if severity > 0)
DEPTH = 4  # part_of follows parts of parts this far down
STATUS = (
    "level",
    "verification",
    "contested",
    "recovery",
    "confirmed_level",
    "causes",
    "because",
    "dissent",
    "since",
    "level_since",
    "episode_since",
)


def select(query: Query) -> QuerySet:
    """The entries that a query picks, each with its status as ``status_<column>``, in the query's order.

    Raises BadQuery if ``site`` or ``part_of`` names none.
    """
    return _ordered(_dated(Entry.objects.select_related("part_of"), query).filter(_conditions(query)), query.sort)


def _dated(rows: QuerySet, query: Query) -> QuerySet:
    """Without a day everything known stands in the entry itself; with one, it is the period that the two days meet."""
    if query.on is None and query.known is None:
        return rows.annotate(**{f"status_{name}": F(name) for name in STATUS})
    met = Q(
        within("periods__since", "periods__until", query.on),
        within("periods__known_since", "periods__known_until", query.known),
    )
    rows = rows.annotate(now=FilteredRelation("periods", condition=met))
    blank = {"level": Value(NO_REPORT.value), "contested": Value(False)}
    blank |= {name: Value("") for name in ("verification", "recovery", "confirmed_level", "causes")}
    return rows.annotate(
        **{
            f"status_{name}": Coalesce(F(f"now__{name}"), blank[name]) if name in blank else F(f"now__{name}")
            for name in STATUS
        }
    )


def within(since: str, until: str, day: date | None) -> Q:
    """Start included, end excluded; without a day, what has not ended."""
    still = Q(**{f"{until}__isnull": True})
    return still if day is None else Q(**{f"{since}__lte": day}) & (still | Q(**{f"{until}__gt": day}))


def _conditions(query: Query) -> Q:
    wanted = Q()
    for name in ("level", "verification"):
        if values := getattr(query, name):
            wanted &= Q(**{f"status_{name}__in": values})
    for name in ("kind", "country"):
        if values := getattr(query, name):
            wanted &= Q(**{f"{name}__in": values})
    if query.recovery:
        wanted &= Q(status_recovery__in=["" if value == "none" else value for value in query.recovery])
    if query.contested is not None:
        wanted &= Q(status_contested=query.contested)
    if query.q and not query.words:  # nothing to look for, and so nothing found
        wanted &= Q(pk__in=())
    for word in query.words:
        wanted &= Q(search__contains=word)
    return wanted & _any_cause(query) & _inside(query) & _named(query) & _damaged_between(query)


def _any_cause(query: Query) -> Q:
    wanted = Q()
    for cause in query.cause:
        wanted |= Q(status_causes__contains=f",{cause},")
    return wanted


def _inside(query: Query) -> Q:
    if query.bbox is None:
        return Q()
    box = query.bbox
    west, east = Q(longitude__gte=box.west), Q(longitude__lte=box.east)
    return Q(latitude__range=(box.south, box.north)) & (west & east if box.west <= box.east else west | east)


def _named(query: Query) -> Q:
    """The one site that is asked for, and the parts, and parts of parts, of the one that is."""
    wanted = Q()
    if query.site:
        wanted &= Q(slug=_known("site", query.site))
    if query.part_of:
        slug = _known("part_of", query.part_of)
        beneath = Q()
        for depth in range(1, DEPTH + 1):
            beneath |= Q(**{"__".join(["part_of"] * depth) + "__slug": slug})
        wanted &= beneath
    return wanted


def _known(parameter: str, slug: str) -> str:
    if not Entry.objects.filter(slug=slug).exists():
        raise BadQuery(parameter, Fault("There is no site “{slug}”.", slug=slug[:60]))
    return slug


def _damaged_between(query: Query) -> Q:
    """A damage period began between the two days, both included, as far as was known on the day asked for."""
    if query.after is None and query.before is None:
        return Q()
    began = Period.objects.filter(
        within("known_since", "known_until", query.known), entry=OuterRef("pk"), level__in=DAMAGED
    )
    if query.after:
        began = began.filter(since__gte=query.after)
    if last := min(filter(None, (query.before, query.on)), default=None):
        began = began.filter(since__lte=last)
    return Q(Exists(began))


def _ordered(rows: QuerySet, sort: str) -> QuerySet:
    if sort == "level":
        worst = Case(
            *(When(status_level=level, then=Value(int(-2 * severity))) for level, severity in SEVERITY.items()),
            default=Value(1),
            output_field=IntegerField(),
        )
        return rows.order_by(worst, "name", "pk")
    first = {"name": [], "since": [F("status_level_since").desc(nulls_last=True)], "reports": [F("reports").desc()]}
    return rows.order_by(*first[sort], "name", "pk")
