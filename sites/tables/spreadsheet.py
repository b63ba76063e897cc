"""XLSX, read row by row: what a formula came to when the workbook was saved, never the formula."""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from ..terms import Fault
from .headers import LOOKED_AT, MOST_COLUMNS, of_titles, read_headers, titles_above
from .source import Source
from .table import Gauge, Row, Table

BEYOND = 10  # columns after the last header in which a cell too many is looked for
BROKEN = (
    zipfile.BadZipFile, InvalidFileException, SyntaxError, KeyError, ValueError, TypeError, AttributeError, OSError,
    EOFError, IndexError, NotImplementedError, ArithmeticError, struct.error, zlib.error,
)  # fmt: skip


def workbook_table(source: Source, sheet: str = "") -> Table:
    """The first sheet that holds a table, or the one that is named. Fault where there is none."""
    with _opened(source) as book:
        names = [one.title for one in book.worksheets]
    if sheet and sheet not in names:
        raise Fault("The workbook has no sheet “{sheet}”: it has {names}.", sheet=sheet[:60], names=", ".join(names))
    for name in [sheet] if sheet else names:
        layout = _Sheet(source, name)
        first = [cells for _, cells in islice(layout.rows(Gauge()), LOOKED_AT)]
        if first:
            above = titles_above(first)
            headers, renamed = read_headers(first[above])
            others = (("other sheets", ", ".join(one for one in names if one != name)),) if names[1:] else ()
            told = (("sheet", name), *others, *of_titles(above), *renamed)
            layout = replace(layout, width=len(headers) + BEYOND, above=above)
            return Table("xlsx", told, headers, source.size, layout.rows_after_header)
    raise Fault("The workbook is empty: it has no row with the names of the columns.")


@contextmanager
def _opened(source: Source):
    with source.path.open("rb") as file, _told(source):
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()


@contextmanager
def _told(source: Source):
    """What openpyxl raises for a broken workbook, whatever it is, is told as a fault."""
    try:
        yield
    except Fault:
        raise
    except BROKEN as broken:
        raise Fault(
            "“{name}” is damaged or breaks off: open it in a spreadsheet and save it again as XLSX or CSV.",
            name=source.name,
        ) from broken


@dataclass(frozen=True, slots=True)
class _Sheet:
    source: Source
    name: str
    width: int = MOST_COLUMNS + 1
    above: int = 0

    def rows_after_header(self, gauge: Gauge) -> Iterator[Row]:
        return islice(self.rows(gauge), self.above + 1, None)

    def rows(self, gauge: Gauge) -> Iterator[Row]:
        """Rows that hold anything, under their numbers in the sheet."""
        with _opened(self.source) as book:
            sheet = book[self.name]
            last = sheet.max_row or 0
            gauge.share = lambda: number / last if last else 0.0
            sheet.reset_dimensions()  # what is written of them may be wrong
            number = 0
            for number, values in enumerate(sheet.iter_rows(max_col=self.width, values_only=True), 1):
                cells = [_cell(value) for value in values]
                gauge.taken += sum(len(cell) for cell in cells if isinstance(cell, str))
                if any(cell not in (None, "") for cell in cells):
                    yield number, _cut(cells)


def _cut(cells: list) -> Sequence:
    """Without the empty cells at its end."""
    width = len(cells)
    while width and cells[width - 1] in (None, ""):
        width -= 1
    return cells[:width]


def _cell(value):
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else value
