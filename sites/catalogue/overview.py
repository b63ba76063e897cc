"""A query at a glance: what the filters offer, a page of sites with all around it, its months and sums, suggestions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
from django.utils.translation import get_language
from django_countries import countries

from .. import index
from ..index import Picked, Stamp, State, Tile
from ..models import Entry as Row
from ..places import BBox
from ..terms import CAUSES, KINDS, RECOVERIES, STATUSES, VERIFICATIONS
from .entries import entry_value, link_value, turned, without_place
from .query import Query
from .reports import public_citations
from .selection import DEPTH, agreed, conditions, listed, picked, rows
from .sums import Choice, Month, Opening, Overview, Summary, Tally
from .values import Entry

SUGGESTED = 8
COUNTED = 20_000  # reports whose sources are counted while a reader waits
CONFIRMED = Query(verification=("confirmed",))
PARAMETERS = ("level", "verification", "cause", "kind", "country", "recovery", "contested")
LABELS = {
    "level": {value: term.label for value, term in STATUSES.items()},
    "verification": {value: term.label for value, term in VERIFICATIONS.items()},
    "cause": {value: term.label for value, term in CAUSES.items()},
    "kind": {value: term.label for value, term in KINDS.items()},
    "recovery": {"none": "No recovery known", **{value: term.label for value, term in RECOVERIES.items()}},
    "contested": {"yes": "Contested", "no": "Not contested"},
}


def overview(query: Query, page: int = 1, size: int = 50, view: BBox | None = None, opening: bool = False) -> Overview:
    """A page of the sites that a query picks, and that lie in the view. BadQuery for a page that does not exist.

    ``opening`` adds what a newcomer is told, which is worked out once for each revision.
    """

    def read(state: State) -> Overview:
        return Overview(
            found=turned(state, query, page, size, view),
            all=len(state),
            months=_months(state, query),
            whole=_months(state, query.without("known")) if query.known else (),
            opening=state.remembered("opening", lambda: _opening(state)) if opening else None,
            **state.remembered(_in_words("around", query), lambda: _around(state, query)),
        )

    return agreed(read)


def _in_words(question: str, query: Query) -> tuple:
    """What is remembered under: countries are named, and put in order, in the reader's language."""
    return question, query.filters, get_language()


def _around(state: State, query: Query) -> dict:
    """What stands around a page of a query's sites, whichever page it is."""
    found = picked(state, query)
    return {
        "picked": sum(map(len, found)),
        "unplaced": without_place(found),
        "bounds": _bounds(found),
        "choices": offered(state, query),
    }


def _opening(state: State) -> Opening:
    everything = picked(state, Query())
    reports = int(sum(one.column("reports").sum() for one in everything))
    sources = public_citations().values("article").distinct().count() if reports <= COUNTED else None
    number = _most_reported(picked(state, CONFIRMED)) or _most_reported(everything)
    row = rows(Query()).filter(pk=number).first() if number else None
    return Opening(len(state), reports, sources, row and entry_value(row))


def _most_reported(found: list[Picked]) -> int | None:
    """The number of the site with the most reports; of several, the lowest. None where there is no report."""
    best = []
    for one in filter(len, found):
        reports, numbers = one.column("reports"), one.column("number")
        most = reports.max()
        best.append((-int(most), int(numbers[reports == most].min())))
    most, number = min(best, default=(0, None))
    return number if most else None


def spared(query: Query) -> dict[tuple[str, str], int]:
    """For each thing that a query asks, how many sites it would pick without that one: those that help, most first."""

    def read(state: State) -> dict[tuple[str, str], int]:
        found = {pair: sum(map(len, picked(state, query.without(*pair)))) for pair in query.filters}
        return dict(sorted(((pair, n) for pair, n in found.items() if n), key=lambda one: -one[1]))

    return agreed(read)


def nearest(query: Query, most: int = 3) -> tuple[Entry, ...]:
    """The sites nearest to the middle of a query's box or area that keep all else it asks: exact places alone."""
    middle = _middle(query)
    if middle is None:
        return ()
    anywhere = query.without("bbox").without("area")

    def read(state: State) -> tuple[Entry, ...]:
        found = picked(state, anywhere)
        columns = ("number", "latitude", "longitude", "cell")
        numbers, latitude, longitude, cell = (np.concatenate([one.column(name) for one in found]) for name in columns)
        exact = np.flatnonzero((cell == 0) & ~np.isnan(latitude))
        away = _apart(middle, latitude[exact], longitude[exact])
        wanted = numbers[exact[np.argsort(away, kind="stable")[:most]]].tolist()
        held = {row.pk: entry_value(row) for row in rows(anywhere).order_by().filter(pk__in=wanted)}
        return tuple(held[number] for number in wanted if number in held)

    return agreed(read)


def _middle(query: Query) -> tuple[float, float] | None:
    """Latitude and longitude of the middle of what a query keeps to; None where it keeps to no place."""
    if query.area:
        south, west, north, east = query.area.bounds
    elif query.bbox:
        south, west, north, east = query.bbox.south, query.bbox.west, query.bbox.north, query.bbox.east
    else:
        return None
    return (south + north) / 2, west + ((east - west) % 360) / 2


def _apart(middle: tuple[float, float], latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """What grows with the distance over the earth from a point to each of many."""
    at, along = np.radians(middle)
    latitude, longitude = np.radians(latitude), np.radians(longitude)
    return -(np.sin(at) * np.sin(latitude) + np.cos(at) * np.cos(latitude) * np.cos(longitude - along))


def tile(z: int, x: int, y: int, query: Query, revision: Stamp | None = None) -> Tile:
    """The sites of a query in one tile of the map, at a revision or a newer one. Fault if there is no such tile."""
    state = index.current(revision)
    found = conditions(state, query).values()
    return index.tile(state, (z, x, y), found, query.on, query.known, query.against)


def revision() -> Stamp:
    """What the public reads now, by name: another one whenever any of it has changed."""
    return index.stamp()


def months(query: Query) -> tuple[Month, ...]:
    """When the damage of the sites of a query began, month by month; the days of the query are left aside."""
    return agreed(lambda state: _months(state, query))


def _months(state: State, query: Query) -> tuple[Month, ...]:
    for parameter in ("on", "after", "before", "against"):
        query = query.without(parameter)

    def count() -> tuple[Month, ...]:
        counted = index.months(picked(state, query)).items()
        return tuple(Month(date(year, month, 1), int(one.sum()), _levels(one)) for (year, month), one in counted)

    return state.remembered(("months", query.filters), count)


def summary(query: Query) -> Summary:
    """The sites of a query in numbers."""
    return agreed(
        lambda state: state.remembered(_in_words("summary", query), lambda: _summary(state, query)),
    )


def _summary(state: State, query: Query) -> Summary:
    found = picked(state, query)
    sums = index.crossed(found)
    levels = index.by_level(found)
    return Summary(
        all=len(state),
        total=int(levels.sum()),
        levels=_levels(levels),
        countries=_tallies(sums["country"], {code: countries.name(code) for code in sums["country"]}),
        causes=_tallies(sums["cause"], {cause: term.label for cause, term in CAUSES.items()}),
        kinds=_tallies(sums["kind"], {kind: term.label for kind, term in KINDS.items()}),
        parents=_parents(sums["parent"], query.part_of),
        months=_months(state, query),
        choices=offered(state, query),
    )


def _parents(sums: dict[int, np.ndarray], within: str) -> tuple[Tally, ...]:
    """What lies beneath each site that has parts, as ``part_of`` counts it: their parts too, and so on.

    Where the query asks for the parts of one site, nothing above that one is told.
    """
    held, wanted = {}, set(sums)
    for _ in range(DEPTH):
        rows = Row.objects.filter(pk__in=listed(wanted)).only("slug", "name", "names", "part_of")
        held |= {row.pk: row for row in rows}
        wanted = {row.part_of_id for row in rows if row.part_of_id and row.slug != within} - held.keys()
    found = {}
    for number, counts in sums.items():
        for row in _upward(held, number, within):
            found[row.slug] = found.get(row.slug, 0) + counts
    told = _tallies(found, {row.slug: row.name for row in held.values()})
    links = {row.slug: link_value(row) for row in held.values()}
    return tuple(replace(one, site=links[one.value]) for one in told)


def _upward(held: dict[int, Row], number: int | None, within: str) -> list[Row]:
    """A site, the one it is a part of, and so on, as far as ``part_of`` follows them down."""
    found = []
    while len(found) < DEPTH and (row := held.get(number)) and row not in found:
        found.append(row)
        number = row.part_of_id if row.slug != within else None
    return found


def suggest(text: str, most: int = SUGGESTED) -> tuple[Entry, ...]:
    """The sites that a reader may mean who has begun to type a name in any spelling, the likeliest first."""

    def read(state: State) -> tuple[Entry, ...]:
        numbers = index.best(state, text, most).tolist()
        held = {row.pk: entry_value(row) for row in rows(Query()).order_by().filter(pk__in=numbers)}
        return tuple(held[number] for number in numbers if number in held)

    return agreed(read)


def bounds(query: Query) -> tuple[float, float, float, float] | None:
    """The box (south, west, north, east) around the public places of a query's sites; None where there is none."""
    return agreed(lambda state: _bounds(picked(state, query)))


def _bounds(found: list[Picked]) -> tuple[float, float, float, float] | None:
    latitude, longitude, half = (
        np.concatenate([one.column(name) for one in found]) for name in ("latitude", "longitude", "cell")
    )
    placed, half = ~np.isnan(latitude), half / 2
    if not placed.any():
        return None
    south, west = np.nanmin(latitude - half), np.nanmin(longitude - half)
    north, east = np.nanmax(latitude + half), np.nanmax(longitude + half)
    return tuple(round(float(side), 6) for side in (south, west, north, east))


def _tallies(sums: dict[str, np.ndarray], labels: dict[str, str]) -> tuple[Tally, ...]:
    found = (Tally(value, labels[value], int(counts.sum()), _levels(counts)) for value, counts in sums.items())
    return tuple(sorted(found, key=lambda one: (-one.count, one.label)))


def _levels(counts: np.ndarray) -> dict[str, int]:
    return {index.LEVEL[level]: int(counts[level]) for level in np.flatnonzero(counts)}


def choices(query: Query) -> dict[str, tuple[Choice, ...]]:
    """By parameter, the values that would leave something, and those that are chosen, in the vocabulary's order."""
    return agreed(lambda state: offered(state, query))


def offered(state: State, query: Query) -> dict[str, tuple[Choice, ...]]:
    """The choices at one state of the index."""
    counts = index.choices(state, conditions(state, query), query.on, query.known)
    return {parameter: _offered(parameter, query, counts[parameter]) for parameter in PARAMETERS}


def _offered(parameter: str, query: Query, counts: Mapping[str, int]) -> tuple[Choice, ...]:
    chosen = {value for name, value in query.pairs if name == parameter}
    labels = LABELS.get(parameter) or {code: countries.name(code) for code in counts.keys() | chosen}
    ordered = labels if parameter in LABELS else sorted(labels, key=labels.get)
    return tuple(
        Choice(value, labels[value], counts[value], value in chosen)
        for value in ordered
        if counts[value] or value in chosen
    )
