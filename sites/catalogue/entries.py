"""Entries as frozen values: pages of them, streams of them, and their number."""

from collections.abc import Collection, Iterator
from itertools import chain, islice

import numpy as np
from django.core.paginator import Paginator
from django.db.models import QuerySet

from ..index import Picked, State, ordered
from ..models import Entry as Row
from ..places import BBox
from ..terms import SCHEMES, Fault, identifier_address
from ..wordings import is_stale
from .query import BadQuery, Query
from .selection import STATUS, agreed, among, picked, rows
from .sums import Page
from .values import Entry, Identifier, Link, Name, Status, Wording

CHUNK = 2000
PLAIN = (
    "slug", "name", "kind", "country", "place", "summary", "built", "visibility", "latitude", "longitude", "cell",
    "precision_m", "approximate", "point_source", "reports", "articles", "origins",
)  # fmt: skip


def find(query: Query, page: int = 1, size: int = 50, view: BBox | None = None) -> Page:
    """One page of the entries that a query picks, and that lie in the ``view``. BadQuery if there is no such page."""
    return agreed(lambda state: turned(state, query, page, size, view))


def turned(state: State, query: Query, page: int, size: int, view: BBox | None = None) -> Page:
    """One page of the entries at one state of the index."""
    numbers = ordered(picked(state, query, view), query.sort)
    pages = max(1, -(-len(numbers) // size))
    _require(page, pages)
    wanted = numbers[(page - 1) * size : page * size].tolist()
    held = {row.pk: entry_value(row) for row in rows(query).order_by().filter(pk__in=wanted)}
    items = tuple(held[number] for number in wanted if number in held)
    return Page(items=items, number=page, pages=pages, total=len(numbers))


def turn(rows: QuerySet, page: int, size: int, value) -> Page:
    """One page of any list, its rows made into values."""
    paginator = Paginator(rows, size)
    _require(page, paginator.num_pages)
    items = tuple(value(row) for row in paginator.page(page))
    return Page(items=items, number=page, pages=paginator.num_pages, total=paginator.count)


def _require(page: int, pages: int) -> None:
    if not 1 <= page <= pages:
        raise BadQuery("page", Fault("There are {pages} pages; {page} is not one of them.", pages=pages, page=page))


def each(query: Query, only: Collection[int] | None = None) -> Iterator[Entry]:
    """All entries that a query picks, one after the other, in flat memory, all of one revision; ``only`` of these."""
    wanted = {} if only is None else {"pk__in": only}
    found = rows(query).filter(**wanted)
    return map(entry_value, agreed(lambda state: begun(found.filter(pk__in=among(state, query)))))


def begun(found: QuerySet) -> Iterator:
    """Rows in flat memory, of which the first was read: one question, whose answer stays as it was when it was put."""
    found = found.iterator(CHUNK)
    first = list(islice(found, 1))
    return chain(first, found)


def count(query: Query) -> int:
    return agreed(lambda state: sum(map(len, picked(state, query))))


def unplaced(query: Query) -> int:
    """How many of the sites that a query picks have no public point, and so stand beside the map."""
    return agreed(lambda state: without_place(picked(state, query)))


def without_place(found: list[Picked]) -> int:
    return int(sum(np.isnan(one.column("latitude")).sum() for one in found))


def entry_value(row: Row) -> Entry:
    """One selected row as the value that leaves the catalogue."""
    return Entry(
        number=row.pk,
        names=names_value(row.names),
        wordings=wordings_value(row.wordings, row.summary),
        identifiers=tuple(
            Identifier(SCHEMES.label(scheme), value, identifier_address(scheme, value))
            for scheme, value in row.identifiers
        ),
        part_of=link_value(row.part_of) if row.part_of else None,
        status=status_value(row, "status_"),
        before=status_value(row, "before_") if hasattr(row, "before_level") else None,
        **{name: getattr(row, name) for name in PLAIN},
    )


def link_value(row: Row) -> Link:
    return Link(row.slug, row.name, row.pk, names_value(row.names))


def names_value(names: list[dict]) -> tuple[Name, ...]:
    return tuple(Name(**name) for name in names)


def wordings_value(wordings: dict | None, text: str) -> tuple[Wording, ...]:
    """What a text says in other languages."""
    held = (wordings or {}).items()
    return tuple(Wording(language, one["text"], is_stale(one, text)) for language, one in held)


def status_value(row, prefix: str = "") -> Status:
    """The status columns of a row as a value."""
    held = {name: getattr(row, prefix + name) for name in STATUS}
    held["causes"] = tuple(cause for cause in held["causes"].split(",") if cause)
    held["because"], held["dissent"] = tuple(held["because"] or ()), tuple(held["dissent"] or ())
    return Status(**held)
