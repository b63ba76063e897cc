"""Which sites a query picks, and their rows. The only place where a filter becomes conditions on the index."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

import numpy as np
from django.db import connection
from django.db.models import Case, F, FilteredRelation, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from .. import index
from ..index import Condition, Stamp, State
from ..models import Entry
from ..places import BBox
from ..terms import NO_REPORT, Fault
from .query import BadQuery, Query
from .refresh import undisturbed

T = TypeVar("T")
DEPTH = 4  # part_of follows parts of parts this far down
TRIES = 3
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


def settled(read: Callable[[Stamp], T]) -> T:
    """What is read in several questions, all of one revision, which ``read`` is given: read again if another came.

    Where one comes every time, those who write wait for the reader in the end.
    """
    for _ in range(TRIES):
        revision = index.stamp()
        answer = read(revision)
        if index.stamp() == revision:
            return answer
    with undisturbed():
        return read(index.stamp())


def agreed(read: Callable[[State], T]) -> T:
    """What is read of the index and of the database together, all of one revision."""
    return settled(lambda revision: read(index.current(revision)))


def conditions(state: State, query: Query, view: BBox | None = None) -> dict[str, Condition]:
    """By parameter, what a query asks of the columns; ``view`` leaves what lies in a box besides.

    Raises BadQuery if ``site`` or ``part_of`` names none.
    """
    found = {name: index.Words.of(name, values) for name in index.PARAMETERS if (values := _values(query, name))}
    if query.q:
        found["q"] = index.Among(index.answering(state, query.q))
    if query.site:
        found["site"] = index.Among(np.array([_known("site", query.site)]))
    if query.part_of:
        found["part_of"] = index.Among(index.beneath(state, _known("part_of", query.part_of), DEPTH))
    for name, box in {"bbox": query.bbox, "view": view}.items():
        if box:
            found[name] = index.Inside(box)
    if query.area:
        found["area"] = index.Within(query.area)
    if query.after or query.before:
        last = min(filter(None, (query.before, query.on)), default=None)
        found["after"] = index.Began(query.after, last)
    if query.against:
        found["against"] = index.Changed(query.against)
    return found


def _values(query: Query, parameter: str) -> tuple[str, ...]:
    value = getattr(query, parameter)
    if isinstance(value, bool):
        return ("yes",) if value else ("no",)
    return value or ()


def _known(parameter: str, slug: str) -> int:
    """The number of a site by its address, or by that of one that was merged into it."""
    number = Entry.objects.filter(slug=slug).values_list("pk", flat=True).first()
    if number is None:
        former = Entry.objects.filter(site__merged__slug=slug, site__merged__first_published__isnull=False)
        number = former.values_list("pk", flat=True).first()
    if number is None:
        raise BadQuery(parameter, Fault("There is no site “{slug}”.", slug=slug[:60]))
    return number


def picked(state: State, query: Query, view: BBox | None = None) -> list[index.Picked]:
    """The sites that a query picks, as rows of the index."""
    return index.pick(state, conditions(state, query, view).values(), query.on, query.known)


def among(state: State, query: Query) -> RawSQL | QuerySet:
    """The numbers of the sites that a query picks, for a question to the database: however many, they are one value."""
    found = picked(state, query)
    numbers = np.concatenate([one.column("number") for one in found])
    return Entry.objects.order_by().values("pk") if len(numbers) == len(state) else listed(numbers.tolist())


def listed(numbers: Iterable[int]) -> RawSQL:
    """Numbers for ``__in``: as one value, since databases bear only so many."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", ["{" + ",".join(map(str, numbers)) + "}"])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(numbers))])


def answering(text: str) -> RawSQL:
    """The numbers of all published sites that have a name which answers a text, in any spelling, for ``__in``."""
    return listed(index.answering(index.current(), text).tolist())


def spelled(text: str, most: int) -> list[int]:
    """The numbers of the newest of these sites, at most so many."""
    return index.answering(index.current(), text)[-most:].tolist()


def rows(query: Query) -> QuerySet:
    """All entries, each with its status on the days of a query as ``status_<column>``, in the query's order.

    Where the query compares, the status on the earlier day is in ``before_<column>``.
    """
    entries = Entry.objects.select_related("part_of").defer("footprint", "part_of__footprint")  # large, for one page
    entries = _dated(entries, "status", query.on, query.known)
    if query.against:
        entries = _dated(entries, "before", *_earlier(query))
    return _ordered(entries, query.sort)


def _earlier(query: Query) -> tuple[date | None, date | None]:
    """The two days to compare with: ``against`` is one of the clock that the query uses."""
    if query.known and not query.on:
        return None, query.against
    return query.against, query.known


def _dated(entries: QuerySet, prefix: str, on: date | None, known: date | None) -> QuerySet:
    """Without a day everything known stands in the entry itself; with one, it is the period that the two days meet."""
    if on is None and known is None:
        return entries.annotate(**{f"{prefix}_{name}": F(name) for name in STATUS})
    met = Q(
        within("periods__since", "periods__until", on), within("periods__known_since", "periods__known_until", known)
    )
    entries = entries.annotate(**{f"{prefix}_period": FilteredRelation("periods", condition=met)})
    period = {name: F(f"{prefix}_period__{name}") for name in STATUS}
    blank = {"level": Value(NO_REPORT.value), "contested": Value(False)}
    blank |= {name: Value("") for name in ("verification", "recovery", "confirmed_level", "causes")}
    return entries.annotate(
        **{
            f"{prefix}_{name}": Coalesce(period[name], blank[name]) if name in blank else period[name]
            for name in STATUS
        }
    )


def within(since: str, until: str, day: date | None) -> Q:
    """Start included, end excluded; without a day, what has not ended."""
    still = Q(**{f"{until}__isnull": True})
    return still if day is None else Q(**{f"{since}__lte": day}) & (still | Q(**{f"{until}__gt": day}))


def _ordered(entries: QuerySet, sort: str) -> QuerySet:
    """The same order as that of ``index.ordered``; by ``number`` for whoever merges two files. No address asks that."""
    if sort == "number":
        return entries.order_by("pk")
    if sort == "level":
        worst = Case(
            *(When(status_level=level, then=Value(place)) for level, place in index.WORST_FIRST.items()),
            output_field=IntegerField(),
        )
        return entries.order_by(worst, "name_key", "pk")
    first = {"name": [], "since": [F("status_level_since").desc(nulls_last=True)], "reports": [F("reports").desc()]}
    return entries.order_by(*first[sort], "name_key", "pk")
