"""Which kind of file it is: the content decides, not the name."""

from pathlib import Path

from .table import Table


def open_table(path: Path, name: str, sheet: str = "") -> Table:
    """The table in a file. ``name`` is what its owner calls it, ``sheet`` one of a workbook's. Fault for people."""
    raise NotImplementedError
