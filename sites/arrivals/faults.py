"""What is told of rows, as a table for whoever mends the file."""

from collections.abc import Iterable, Iterator

from ..terms import disarm

Told = tuple[int, str, str, str, bool]


def fault_rows(told: Iterable[Told]) -> Iterator[list]:
    """A header, and a row for each (row, column, cell, what is said, if it is only noted), safe for spreadsheets."""
    yield ["row", "column", "value", "what", "kind"]
    for row, *texts, noted in told:
        yield [row, *map(disarm, texts), "note" if noted else "fault"]
