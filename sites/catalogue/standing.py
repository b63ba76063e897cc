"""The entries beside the revision that they are of, for whoever keeps what was made of them and brings it in line."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .. import index
from ..index import Stamp, State, ordered
from .entries import begun, entry_value
from .query import Query
from .selection import agreed, among, picked, rows
from .values import Entry


@dataclass(frozen=True, slots=True)
class Since:
    """What a query picks at the revision ``stamp``: numbers in the query's order; and those entries among them that
    changed after an earlier revision."""

    stamp: Stamp
    numbers: np.ndarray
    changed: dict[int, Entry]


@dataclass(frozen=True, slots=True)
class Stamped:
    """Entries in flat memory, the revision that they are of, and how many sites there are at it in all."""

    stamp: Stamp
    total: int
    entries: Iterator[Entry]


def stamped(query: Query) -> Stamped:
    """All entries that a query picks."""

    def read(state: State) -> Stamped:
        found = begun(rows(query).filter(pk__in=among(state, query)))
        return Stamped(state.stamp, len(state), map(entry_value, found))

    return agreed(read)


def since(query: Query, revision: Stamp, most: int) -> Since | None:
    """What a query picks, and what of it changed after a revision; None if that is not known, or is more than ``most``.

    The query asks for no day: what was kept is what stands with everything known.
    """

    def read(state: State) -> Since | None:
        touched = index.changed(revision)
        if touched is None or len(touched) > most:
            return None
        found = rows(query).order_by().filter(pk__in=touched)
        changed = {row.pk: entry_value(row) for row in found}
        return Since(state.stamp, ordered(picked(state, query), query.sort), changed)

    return agreed(read)
