"""Rows and a mapping come in; rows whose every cell could be read, and the faults of the others, go out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from itertools import compress

from ..cells import ambiguous, as_text, order_of
from ..tables import Chunk, Table, undisturbed
from ..terms import Fault
from .citing import article_columns, own_terms, report_columns
from .columns import Reading, RowFault, Slab
from .mapping import Mapping
from .placing import Columns, site_columns

DATES = ("event", "built", "published", "site.built", "article.published")
IDENTIFYING = {
    "sites": ("name", "country", "latitude", "longitude", "place"),
    "articles": ("url", "title", "publisher", "published"),
    "reports": ("site", "level", "recovery", "event", "citations"),
}
NEEDED = {
    "sites": (("name",), ("country",)),
    "articles": (("url", "title", "number"),),
    "reports": (("site.number", "site.slug", "site.key", "site.name"), ("level", "recovery")),
}


@dataclass(frozen=True, slots=True)
class Drafted:
    """One row that could be read: its number in the file, its external id, its fields."""

    row: int
    key: str
    values: dict[str, object]


@dataclass(frozen=True)
class Batch:
    """The rows that could be read, by column, with their numbers and external ids; and what is wrong with others."""

    numbers: Sequence[int]
    keys: Sequence[str]
    columns: Columns
    faults: Sequence[RowFault]

    @cached_property
    def rows(self) -> list[Drafted]:
        """The same one by one; making them costs as much as reading them."""
        names, cells = list(self.columns), zip(*self.columns.values(), strict=True)
        with undisturbed():
            return [
                Drafted(row, key, dict(zip(names, values, strict=True)))
                for row, key, values in zip(self.numbers, self.keys, cells, strict=True)
            ]


def read(table: Table, mapping: Mapping) -> Iterator[Batch]:
    """All rows of the table, a batch for each of its chunks. Fault if the mapping cannot be used at all."""
    _check_usable(table, mapping)
    mapping = _with_order(table, mapping)
    reading = Reading(mapping)
    return _batches(table, mapping, reading)


def _check_usable(table: Table, mapping: Mapping) -> None:
    named = [*mapping.columns, *mapping.also.values(), *mapping.leave_out, *filter(None, [mapping.identifier])]
    for header in named:
        if header not in table.headers:
            raise Fault(
                "The mapping names a column “{header}”, which the file does not have. It has: {headers}.",
                header=header[:60],
                headers=", ".join(table.headers)[:500],
            )
    filled = {*mapping.columns.values(), *mapping.also, *mapping.constants}
    for choices in NEEDED[mapping.kind]:
        if not filled & {*choices}:
            raise Fault("No column is used for the {field}: choose one, or give a constant.", field=" / ".join(choices))


def _with_order(table: Table, mapping: Mapping) -> Mapping:
    """The mapping with the order of its dates, which the whole column decides where single cells leave a doubt."""
    headers = [header for header, name in mapping.columns.items() if name in DATES]
    first = next(table.chunks(), None) if headers and not mapping.date_order else None
    if first is None or not any(ambiguous(text) for text in _texts(first, headers)):
        return mapping
    return replace(mapping, date_order=order_of(text for chunk in table.chunks() for text in _texts(chunk, headers)))


def _texts(chunk: Chunk, headers: Sequence[str]) -> Iterator[str]:
    return (cell.strip() for header in headers for cell in chunk.columns[header] if isinstance(cell, str))


def _batches(table: Table, mapping: Mapping, reading: Reading) -> Iterator[Batch]:
    for chunk in table.chunks():
        with undisturbed():
            batch = _batch(chunk, mapping, reading)
        yield batch


def _batch(chunk: Chunk, mapping: Mapping, reading: Reading) -> Batch:
    slab = reading.slab(chunk)
    columns = _columns(slab, chunk, mapping)
    slab.faults += [RowFault(row, "", "", fault) for row, fault in chunk.faulty.items()]
    keys = _keys(chunk, columns, mapping)
    out = slab.bad | _left_out(slab, chunk, mapping)
    if not out:
        return Batch(slab.numbers, keys, columns, slab.faults)
    kept = [place not in out for place in range(len(keys))]
    columns = {name: list(compress(values, kept)) for name, values in columns.items()}
    return Batch(list(compress(slab.numbers, kept)), list(compress(keys, kept)), columns, slab.faults)


def _columns(slab: Slab, chunk: Chunk, mapping: Mapping) -> Columns:
    if mapping.kind == "sites":
        columns = site_columns(slab, own=mapping.own)
    elif mapping.kind == "articles":
        columns = article_columns(slab)
    else:
        header = next((header for header, name in mapping.columns.items() if name == "level"), "")
        columns = report_columns(slab, mapping) | own_terms(slab, header, chunk.columns.get(header, ()))
    return columns


def _left_out(slab: Slab, chunk: Chunk, mapping: Mapping) -> set[int]:
    """The rows that the mapping says are no records: told, and nothing else is said of them."""
    out = set()
    for header, cells in mapping.leave_out.items():
        out |= {place for place, cell in enumerate(chunk.columns[header]) if as_text(cell) in cells}
    if out:
        rows = {slab.numbers[place] for place in out}
        slab.faults[:] = [fault for fault in slab.faults if fault.row not in rows]
        for place in sorted(out):
            slab.tell(place, "", "", Fault("The mapping leaves this row out."), warning=True)
    return out


def _keys(chunk: Chunk, columns: Columns, mapping: Mapping) -> list[str]:
    """External ids: those of the file or, without any, digests of what tells one row from another."""
    count = len(chunk.numbers)
    if mapping.identifier:
        named = [cell if isinstance(cell, str) else _named(cell) for cell in chunk.columns[mapping.identifier]]
        if all(named):
            return named
    else:
        named = [""] * count
    telling = [columns[name] for name in IDENTIFYING[mapping.kind] if name in columns]
    rows = zip(*telling, strict=True)
    return [name or _digest(row) for name, row in zip(named, rows, strict=True)]


def _named(cell) -> str:
    return as_text(tuple(cell) if isinstance(cell, list) else cell)


def _digest(row: tuple) -> str:
    return blake2b(repr(row).encode(), digest_size=12).hexdigest()
