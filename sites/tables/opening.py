"""Which kind of file it is: the content decides, not the name."""

from pathlib import Path

from ..terms import Fault
from .delimited import delimited_table
from .foreign import check_not_foreign
from .geojson import json_table
from .kml import kml_table
from .source import GZIP, Source
from .spreadsheet import workbook_table
from .table import Table
from .zipped import ZIP, inside

HEAD = 4096
BLANKS = b" \t\r\n"


def open_table(path: Path, name: str, sheet: str = "") -> Table:
    """The table in a file. ``name`` is what its owner calls it, ``sheet`` one of a workbook's. Fault for people."""
    source = Source.of(path, name)
    head = source.head(HEAD)
    if not head.strip(BLANKS):
        raise Fault("“{name}” is empty.", name=name)
    if head.startswith(ZIP):
        return _of_zip(source, sheet)
    if source.packed and head.startswith(GZIP):
        raise Fault("“{name}” is packed twice: unpack it once.", name=name)
    check_not_foreign(head, name)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip(BLANKS)
    if text[:1] in (b"{", b"["):
        return json_table(source)
    return kml_table(source, source.open) if text[:1] == b"<" else delimited_table(source)


def _of_zip(source: Source, sheet: str) -> Table:
    if source.packed:
        raise Fault("“{name}” is packed twice: unpack it once.", name=source.name)
    found = inside(source)
    return workbook_table(source, sheet) if found.workbook else kml_table(source, found.open_kml)
