"""CSV of any usual kind: encoding, separator and line ends are found out; a line or a cell has a greatest length."""

import csv
import io
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice

from ..terms import Fault
from .encoding import find_encoding
from .headers import LOOKED_AT, of_titles, read_headers, titles_above
from .source import Source
from .table import Gauge, Row, Table

LONGEST_LINE = 1_000_000
LONGEST_ROW = 4_000_000
LINES_AT_ONCE = 64
LONG_LINE = 10_000
LONGEST_CELL = 131_072  # the limit that the csv module brings; others in this process may have raised it
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
END = "\N{END OF TRANSMISSION}end of the file\N{END OF TRANSMISSION}"


def delimited_table(source: Source) -> Table:
    codec, called = find_encoding(source)
    first = next(iter(_Lines(source, codec, Gauge())), "")
    if first == END:
        raise Fault("The file is empty: it has no row with the names of the columns.")
    named = first[:4].lower() == "sep=" and len(first.strip()) == 5
    separator = first[4] if named else _separator(source, codec)
    layout = _Layout(source, codec, separator, skipped=int(named))
    above = titles_above(list(_first_rows(layout)))
    layout = replace(layout, above=above)
    headers, renamed = read_headers(next((cells for _, cells in islice(layout.rows(Gauge()), above, None)), ()))
    told = (("encoding", called), ("separator", SEPARATORS.get(separator, separator)), *of_titles(above), *renamed)
    return Table("csv", told, headers, source.size, layout.rows_after_header)


@dataclass(frozen=True, slots=True)
class _Layout:
    source: Source
    codec: str
    separator: str
    skipped: int = 0
    above: int = 0

    def rows_after_header(self, gauge: Gauge) -> Iterator[Row]:
        return islice(self.rows(gauge), self.above + 1, None)

    def rows(self, gauge: Gauge) -> Iterator[Row]:
        """Rows that hold anything, each under the number of the line in which it begins."""
        lines = _Lines(self.source, self.codec, gauge)
        with closing(lines.blocks()) as blocks:  # also where a row is refused: who keeps the refusal keeps no file open
            for block in islice(blocks, self.skipped, None):
                rows = self._at_once(block, gauge)
                if rows is None:
                    yield from self._cut(lines, block, gauge)
                else:
                    numbered = enumerate(rows, lines.read - len(block) + 1)
                    yield from [row for row in numbered if any(row[1])]

    def _at_once(self, block: list[str], gauge: Gauge) -> list[list[str]] | None:
        """The rows of lines that hold one each and nothing unfit; None if they have to be looked at one by one."""
        together = "".join(block)
        if len(together) > LONGEST_CELL or "\0" in together:
            return None
        try:
            *rows, last = csv.reader(chain(block, (END,)), delimiter=self.separator)
        except csv.Error:
            return None
        if last != [END] or len(rows) != len(block):
            return None
        gauge.taken += len(together)
        return rows

    def _cut(self, lines: "_Lines", block: list[str], gauge: Gauge) -> Iterator[Row]:
        """The rows of a block one by one, and of those after it until a row ends with one."""
        before = behind = lines.read - len(block)
        lines.row = gauge.taken
        reader = csv.reader(lines.after(block), delimiter=self.separator)
        try:
            for cells in reader:
                if lines.ended:
                    break
                if gauge.taken - lines.row > LONGEST_CELL and max(map(len, cells)) > LONGEST_CELL:
                    raise _too_long(behind + 1)
                if any(cells):
                    yield behind + 1, cells
                lines.row, behind = gauge.taken, before + reader.line_num
                if behind == lines.read:
                    return
        except csv.Error as broken:
            raise _too_long(behind + 1) from broken
        if cells != [END]:
            raise _unclosed(behind + 1)


def _first_rows(layout: _Layout) -> Iterator[list[str]]:
    """Until one cannot be cut into cells, which is told when it is its turn."""
    with suppress(Fault):
        for _, cells in islice(layout.rows(Gauge()), LOOKED_AT):
            yield cells


class _Lines:
    """The lines of a text for the csv module, and a last one that it returns alone unless a quotation mark is open."""

    def __init__(self, source: Source, codec: str, gauge: Gauge):
        self._source, self._codec, self._gauge = source, codec, gauge
        self._blocks: Iterator[list[str]] = iter(())
        self.read = 0  # lines in the blocks so far
        self.row = 0  # what had been taken when the row began
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        with closing(self.blocks()):
            yield from self.after([])

    def blocks(self) -> Iterator[list[str]]:
        """Some lines at once, after the first, which comes alone; long ones come alone, too."""
        self._blocks = self._read()
        return self._blocks

    def _read(self) -> Iterator[list[str]]:
        with self._source.open(self._gauge) as file, io.TextIOWrapper(file, self._codec, newline="") as text:
            further, many = iter(partial(text.readline, LONGEST_LINE), ""), 1
            while block := _some(further, many):
                broken = block.pop() if isinstance(block[-1], UnicodeError) else None
                self.read += len(block)
                if block:
                    many = LINES_AT_ONCE if max(map(len, block)) < LONG_LINE else 1
                    yield block
                if broken:
                    raise Fault(
                        "After line {line} the file cannot be read as text: it is damaged or holds two encodings. "
                        "Save it as “CSV UTF-8”.",
                        line=self.read,
                    ) from broken

    def after(self, block: list[str]) -> Iterator[str]:
        """The lines of a block and of all after it, if they are fit."""
        gauge, count = self._gauge, self.read - len(block)
        for line in chain(block, chain.from_iterable(self._blocks)):
            count += 1
            gauge.taken += len(line)
            if len(line) == LONGEST_LINE or gauge.taken - self.row > LONGEST_ROW or "\0" in line:
                raise _unfit(line, count)
            yield line
        self.ended = True
        yield END


def _some(lines: Iterator[str], many: int) -> list:
    """The next lines, and last the reason where they cannot be decoded further."""
    some = []
    try:
        some.extend(islice(lines, many))
    except UnicodeError as broken:
        some.append(broken)
    return some


def _unfit(line: str, count: int) -> Fault:
    if "\0" in line:
        return Fault("Line {line} holds a NUL byte, which no text has: the file is damaged.", line=count)
    return Fault(
        "Line {line} has more than {most} characters, or its row goes on over too many lines: is this a table?",
        line=count,
        most=LONGEST_LINE,
    )


def _too_long(line: int) -> Fault:
    return Fault(
        "The row that begins in line {line} has a cell of more than {most} characters: shorten it, or look whether a "
        "quotation mark is missing at its end.",
        line=line,
        most=LONGEST_CELL,
    )


def _unclosed(line: int) -> Fault:
    return Fault(
        "The quotation mark in the row that begins in line {line} is never closed: close it, or double it if it "
        "belongs to the text.",
        line=line,
    )


def _separator(source: Source, codec: str) -> str:
    """The one that cuts the header into several cells and most rows into as many."""
    lines = list(islice(_Lines(source, codec, Gauge()), LOOKED_AT))
    return max(SEPARATORS, key=lambda separator: _fitness(lines, separator))


def _fitness(lines: list[str], separator: str) -> tuple[float, int]:
    """How many of the rows have as many cells as the first; a separator that the first has not is no candidate."""
    try:
        rows = [row for row in csv.reader(lines, delimiter=separator) if any(row) and row != [END]]
    except csv.Error:
        return 0.0, 0
    width = len(rows[0]) if rows else 0
    if width < 2:
        return 0.0, 0
    return sum(len(row) == width for row in rows) / len(rows), width
