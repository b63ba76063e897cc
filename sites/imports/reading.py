"""Rows and a mapping come in; rows whose every cell could be read, and the faults of the others, go out."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..tables import Table
from ..terms import Fault
from .mapping import Mapping


@dataclass(frozen=True, slots=True)
class Drafted:
    """One row that could be read: its number in the file, its external id, its fields."""

    row: int
    key: str
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row. A warning is told, and the row is still read."""

    row: int
    column: str
    cell: str
    fault: Fault
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    rows: list[Drafted] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)


def read(table: Table, mapping: Mapping) -> Iterator[Batch]:
    """All rows of the table, a batch for each of its chunks. Fault if the mapping cannot be used at all."""
    raise NotImplementedError
