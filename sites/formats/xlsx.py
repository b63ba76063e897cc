"""Workbooks for Excel, LibreOffice and their like: one sheet of rows, one that explains their columns."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime, time
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ..exports import Dataset
from ..terms import Fault, disarm
from .cells import Plain, cells, printable
from .shelf import written

MOST_ROWS = 100_000  # a sheet could hold 1,048,576; to write that many takes minutes, in which a reader sees nothing
LONGEST = 32_767  # characters of a cell
WIDTH = 18  # characters of a column
WORDS = {str: "text", int: "whole number", float: "number", bool: "yes or no"}  # else it is a day
LITERALLY = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "use_zip64": True}


def xlsx(dataset: Dataset, values: Iterable, origin: str) -> Iterator[bytes]:
    """Numbers are numbers; days are texts such as 2015-08-23, which sort well and are never taken for another day.

    Fault for more rows or a longer text than it bears: nothing is cut.
    """
    return written(lambda path: _write(path, dataset, values, origin))


def check_rows(count: int) -> None:
    """Fault for more rows than a workbook is made of."""
    if count > MOST_ROWS:
        raise Fault(
            "A workbook is made of at most {most} rows, and this filter picks more: choose a narrower one, or take the "
            "CSV file, which has no limit.",
            most=f"{MOST_ROWS:,}",
        )


def _write(path: Path, dataset: Dataset, values: Iterable, origin: str) -> None:
    with closing(Workbook(path, {**LITERALLY, "tmpdir": path.parent})) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        _describe(book, dataset)
        _write_rows(book.add_worksheet(dataset.name), head, dataset, values, origin)
        _write_columns(book.add_worksheet("columns"), head, dataset, origin)


def _describe(book: Workbook, dataset: Dataset) -> None:
    """The moment at which somebody asked for it stays out."""
    book.set_properties(
        {
            "title": f"{settings.SITE_NAME}: {dataset.name}",
            "author": settings.SITE_NAME,
            "comments": f"{settings.DATA_LICENCE}, {settings.DATA_LICENCE_URL}",
            "created": datetime.combine(timezone.localdate(), time()),
        }
    )


def _write_rows(sheet: Worksheet, head, dataset: Dataset, values: Iterable, origin: str) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(dataset.columns) - 1, WIDTH)
    names = [column.name for column in dataset.columns]
    sheet.write_row(0, 0, names, head)
    for row, value in enumerate(values, 1):
        check_rows(row)
        for place, cell in enumerate(cells(dataset, value, origin)):
            if cell is not None:
                _write_cell(sheet, row, place, cell, names[place])


def _write_cell(sheet: Worksheet, row: int, place: int, cell: Plain, name: str) -> None:
    if isinstance(cell, bool):
        cell = "yes" if cell else "no"
    if not isinstance(cell, str):
        sheet.write_number(row, place, cell)
        return
    text = _literal(cell)
    if len(text) > LONGEST:
        raise Fault(
            "Row {row} has {length} characters in the column “{name}”, and a cell holds {longest}: take the CSV file.",
            row=row + 1,
            length=f"{len(text):,}",
            name=name,
            longest=f"{LONGEST:,}",
        )
    sheet.write_string(row, place, text)


def _literal(text: str) -> str:
    """Kept from becoming a formula when it is saved as CSV, and from being taken for the writer's own markup."""
    text = disarm(printable(text))
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _write_columns(sheet: Worksheet, head, dataset: Dataset, origin: str) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 1, WIDTH * 1.5)
    sheet.set_column(2, 2, WIDTH * 5)
    sheet.write_row(0, 0, ["column", "holds", "meaning"], head)
    about = [(column.name, WORDS.get(column.type, "day"), column.meaning) for column in dataset.columns]
    about += [
        ("source", "", f"{settings.SITE_NAME}, {origin}/"),
        ("licence", "", f"{settings.DATA_LICENCE}, {settings.DATA_LICENCE_URL}"),
    ]
    for row, texts in enumerate(about, 1):
        sheet.write_row(row, 0, [text or None for text in texts])
