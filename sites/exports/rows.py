"""Values in, lines of CSV (RFC 4180) out."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date

from ..terms import disarm
from .columns import Cell, Column, Dataset


def csv_lines(dataset: Dataset, values: Iterable, origin: str) -> Iterator[str]:
    """The header, then one line for each value, as it comes. ``origin`` begins the addresses: https://example.org."""
    write = csv.writer(_Line(), lineterminator="\r\n").writerow
    yield write(column.name for column in dataset.columns)
    for value in values:
        yield write([_written(column, value, origin) for column in dataset.columns])


class _Line:
    """A file for the csv module that hands each line back instead of keeping it."""

    @staticmethod
    def write(line: str) -> str:
        return line


def _written(column: Column, value, origin: str) -> str:
    cell = column.read(value)
    return origin + cell if column.ours else _text(cell)


def _text(cell: Cell) -> str:
    """Numbers and days as they are; text kept from becoming a formula."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.7f}".rstrip("0").rstrip(".")
    return disarm(cell) if isinstance(cell, str) else cell.isoformat() if isinstance(cell, date) else str(cell)
