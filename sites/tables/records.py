"""Records with named values, of JSON or KML, as the rows of a table."""

import json
from collections.abc import Callable, Iterator
from itertools import islice

from ..terms import Fault
from .headers import check_width
from .table import Gauge, Row

SCANNED = 20_000  # records by which the columns are known
DEEPEST = 4  # records in records that become columns such as address.town

Record = dict[str, object]
Read = Callable[[Gauge], Iterator[tuple[int, Record | Fault]]]


def headers_of(read: Read, first: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The names that occur in the first records, in their order; ``first`` those that begin it if they occur."""
    found: dict[str, None] = {}
    for _, record in islice(read(Gauge()), SCANNED):
        if not isinstance(record, Fault):
            found.update(dict.fromkeys(record))
            check_width(len(found))
    return tuple(sorted(found, key=lambda name: first.index(name) if name in first else len(first)))


def rows_of(read: Read, headers: tuple[str, ...]) -> Callable[[Gauge], Iterator[Row]]:
    known = frozenset(headers)

    def rows(gauge: Gauge) -> Iterator[Row]:
        for number, record in read(gauge):
            if isinstance(record, Fault):
                yield number, record
            elif record.keys() <= known:
                yield number, [record.get(header) for header in headers]
            else:
                yield number, _late(record.keys() - known)

    return rows


def _late(names: set[str]) -> Fault:
    return Fault(
        "The record has “{name}”, which none of the first {count} records has: name every field in the first record.",
        name=min(names)[:60],
        count=SCANNED,
    )


def flat(value: dict, front: str = "", depth: int = 1) -> Record:
    """The record without records in it: {"a": {"b": 1}} is {"a.b": 1}. Lists stay lists, of texts."""
    record: Record = {}
    for name, inner in value.items():
        if isinstance(inner, dict) and depth < DEEPEST:
            record |= flat(inner, f"{front}{name}.", depth + 1)
        else:
            record[f"{front}{name}"[:200]] = _cell(inner)
    return record


def _cell(value):
    if isinstance(value, list):
        return [text for one in value if (text := _cell(one)) not in (None, "", [])]
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
