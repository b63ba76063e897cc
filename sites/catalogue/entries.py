"""Entries as frozen values: pages of them, streams of them, and their number."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.db.models import QuerySet

from ..models import Entry as Row
from ..terms import SCHEMES, Fault, identifier_address
from .query import BadQuery, Query
from .selection import STATUS, select
from .values import Entry, Identifier, Link, Name, Page, Status

CHUNK = 2000
PLAIN = (
    "slug", "name", "kind", "country", "place", "summary", "built", "visibility", "latitude", "longitude", "cell",
    "precision_m", "approximate", "point_source", "reports", "articles", "origins",
)  # fmt: skip


def find(query: Query, page: int = 1, size: int = 50) -> Page:
    """One page of the entries that a query picks. Raises BadQuery for a page that does not exist."""
    return turn(select(query), page, size, entry_value)


def turn(rows: QuerySet, page: int, size: int, value) -> Page:
    """One page of any list, its rows made into values."""
    paginator = Paginator(rows, size)
    if not 1 <= page <= paginator.num_pages:
        raise BadQuery(
            "page", Fault("There are {pages} pages; {page} is not one of them.", pages=paginator.num_pages, page=page)
        )
    items = tuple(value(row) for row in paginator.page(page))
    return Page(items=items, number=page, pages=paginator.num_pages, total=paginator.count)


def each(query: Query) -> Iterator[Entry]:
    """All entries that a query picks, one after the other, in flat memory."""
    return map(entry_value, select(query).iterator(CHUNK))


def count(query: Query) -> int:
    return select(query).count()


def unplaced(query: Query) -> int:
    """How many of the sites that a query picks have no public point, and so stand beside the map."""
    return select(query).filter(tile_key=None).count()


def in_tile(first: int, last: int, query: Query) -> tuple[Entry, ...]:
    """The entries of a query whose public place has a tile key from ``first`` until before ``last``."""
    return tuple(map(entry_value, select(query).filter(tile_key__gte=first, tile_key__lt=last)))


def entry_value(row: Row) -> Entry:
    """One selected row as the value that leaves the catalogue."""
    return Entry(
        number=row.pk,
        names=tuple(Name(**name) for name in row.names),
        identifiers=tuple(
            Identifier(SCHEMES.label(scheme), value, identifier_address(scheme, value))
            for scheme, value in row.identifiers
        ),
        part_of=Link(row.part_of.slug, row.part_of.name, row.part_of.pk) if row.part_of else None,
        status=status_value(row, "status_"),
        **{name: getattr(row, name) for name in PLAIN},
    )


def status_value(row, prefix: str = "") -> Status:
    """The status columns of a row as a value."""
    held = {name: getattr(row, prefix + name) for name in STATUS}
    held["causes"] = tuple(cause for cause in held["causes"].split(",") if cause)
    held["because"], held["dissent"] = tuple(held["because"] or ()), tuple(held["dissent"] or ())
    return Status(**held)
