"""What the public rooms are given of many sites together: choices, counts, a query at a glance."""

from dataclasses import dataclass
from datetime import date

from .values import Entry, Link


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its items, its number (from 1), how many pages and items there are in all."""

    items: tuple
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a filter offers: how many sites it leaves, and whether it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Month:
    """How many sites have damage that began in a month, by the worst level; ``first`` is the month's first day."""

    first: date
    count: int
    levels: dict[str, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sites have one value: of a vocabulary, a country, or a parent ``site`` (then ``value`` is its slug).

    Of a parent site all is counted that lies beneath it. ``levels`` holds those that occur, in the vocabulary's order.
    """

    value: str
    label: str
    count: int
    levels: dict[str, int]
    site: Link | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The sites of a query in numbers, each list by falling counts. A site with several causes counts for each.

    ``all`` counts the sites without any filter; ``choices`` are what the filters offer beside it.
    """

    all: int
    total: int
    levels: dict[str, int]
    countries: tuple[Tally, ...]
    causes: tuple[Tally, ...]
    kinds: tuple[Tally, ...]
    parents: tuple[Tally, ...]
    months: tuple[Month, ...]
    choices: dict[str, tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class Opening:
    """What a newcomer is told: how much there is, and a site as an example, the one with the most reports.

    ``sources`` is None where there are so many reports that to count what they cite would take long.
    """

    sites: int
    reports: int
    sources: int | None
    example: Entry | None


@dataclass(frozen=True, slots=True)
class Overview:
    """One page of a query's sites with all that stands around it, of one revision of the record.

    ``all`` counts the sites without any filter, ``picked`` those of the filter, ``found.total`` those of them in the
    view; ``bounds`` is the box (south, west, north, east) around the picked ones. ``months`` leave the days aside, so
    that they stay as they are while one of them moves; ``whole`` are those by all that is known now, where the query
    asks for an earlier day. ``opening`` is there for whoever asked for it.
    """

    found: Page
    all: int
    picked: int
    unplaced: int
    bounds: tuple[float, float, float, float] | None
    choices: dict[str, tuple[Choice, ...]]
    months: tuple[Month, ...]
    whole: tuple[Month, ...]
    opening: Opening | None
