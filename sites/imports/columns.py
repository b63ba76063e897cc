"""Columns of cells become columns of values: each distinct cell is read once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..cells import Told, as_text
from ..tables import Chunk
from ..terms import Fault, rearm
from .fields import How, reader_of, reader_of_all
from .mapping import Mapping

REMEMBERED = 2_000  # cells of a column: one with more has hardly any twice
SHOWN = 80
AXES = {f"{front}{axis}" for front in ("", "site.") for axis in ("latitude", "longitude")}
NOTHING = (None, "", ())


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row. A warning is told, and the row is still read."""

    row: int
    column: str
    cell: str
    fault: Fault
    warning: bool = False


@dataclass(slots=True)
class Slab:
    """The values of a chunk by field, what is wrong with its rows, and the places of those that cannot be used."""

    numbers: list[int]
    fields: dict[str, Sequence] = field(default_factory=dict)
    faults: list[RowFault] = field(default_factory=list)
    bad: set[int] = field(default_factory=set)

    def tell(self, place: int, column: str, cell, fault: Fault, *, warning: bool = False) -> None:
        text = as_text(tuple(cell) if isinstance(cell, list) else cell)
        shown = text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
        self.faults.append(RowFault(self.numbers[place], column, shown, fault, warning))
        if not warning:
            self.bad.add(place)


class Remembered(dict):
    """What a cell says, read when it is first asked for."""

    def __init__(self, read: Callable):
        super().__init__()
        self.read = read
        self.marked = False  # whether one of them is to be told about

    def __missing__(self, cell):
        try:
            value = self.read(cell)
        except Fault as fault:
            value = Told(None, fault, wrong=True)
        self.marked = self.marked or isinstance(value, Told)
        self[cell] = value
        return value


class Reading:
    """How the columns of a table are read by a mapping. Constants are columns of one value."""

    def __init__(self, mapping: Mapping):
        self.mapping = mapping
        sources = [(header, name) for header, name in mapping.columns.items() if name]
        sources += [(header, name) for name, header in mapping.also.items()]
        self.sources = [(header, name, Remembered(self._reader(name))) for header, name in sources]
        self.at_once = {name: read for _, name in sources if (read := self._reader_of_all(name))}
        self.constants = {name: self._constant(name, value) for name, value in mapping.constants.items()}

    def slab(self, chunk: Chunk) -> Slab:
        """The values of a chunk's columns; a field that several columns fill has a tuple of theirs."""
        slab = Slab(chunk.numbers)
        for header, name, remembered in self.sources:
            cells = chunk.columns.get(header)
            if cells is not None:
                at_once = self.at_once.get(name)
                values = (at_once and at_once(cells)) or _read(slab, header, cells, remembered)
                slab.fields[name] = _merged(slab.fields.get(name), values)
        for name, value in self.constants.items():
            slab.fields.setdefault(name, [value] * len(slab.numbers))
        return slab

    def _reader(self, name: str) -> Callable:
        mapping = self.mapping
        words = mapping.values.get(name, {})
        how = How(mapping.separator, mapping.date_order, mapping.scale, words, mapping.own)
        read = reader_of(mapping.kind, name)
        if words:
            return lambda cell: read(words.get(as_text(cell), cell), how)
        if not mapping.own:
            return lambda cell: read(cell, how)
        return lambda cell: read(rearm(cell) if isinstance(cell, str) and "'" in cell else cell, how)

    def _reader_of_all(self, name: str) -> Callable | None:
        plain = name in AXES or not (self.mapping.own or self.mapping.values.get(name))
        return reader_of_all(self.mapping.kind, name) if plain else None

    def _constant(self, name: str, value):
        told = self._reader(name)(tuple(value) if isinstance(value, list) else value)
        return told.value if isinstance(told, Told) else told


def _read(slab: Slab, header: str, cells: Sequence, remembered: Remembered) -> list:
    try:
        values = list(map(remembered.__getitem__, cells))
    except TypeError:  # lists and outlines, which no dictionary can remember
        values = [_unhashable(cell, remembered) for cell in cells]
    if remembered.marked:
        for place, value in enumerate(values):
            if isinstance(value, Told):
                slab.tell(place, header, cells[place], value.fault, warning=not value.wrong)
                values[place] = value.value
    if len(remembered) > REMEMBERED:
        remembered.clear()
        remembered.marked = False
    return values


def _unhashable(cell, remembered: Remembered):
    if isinstance(cell, list):
        return remembered[tuple(map(str, cell))]
    if not isinstance(cell, dict):
        return remembered[cell]
    try:
        return remembered.read(cell)
    except Fault as fault:
        remembered.marked = True
        return Told(None, fault, wrong=True)


def _merged(before: Sequence | None, values: list) -> Sequence:
    """Lists of values are joined; of single ones the first column that says something counts."""
    if before is None:
        return values
    return [
        one + other if isinstance(one, tuple) and isinstance(other, tuple) else other if one in NOTHING else one
        for one, other in zip(before, values, strict=True)
    ]
