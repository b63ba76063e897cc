"""What lies in a zip file, looked at in its list of contents before anything is unpacked."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from ..terms import Fault
from .foreign import foreign
from .source import MOST_TIMES, UNSUSPECTED, Source
from .table import Gauge

ZIP = b"PK\x03\x04"
MOST_BYTES = 2_000_000_000
MOST_STRINGS = 300_000_000  # the texts of a workbook are held in memory
MOST_FILES = 10_000
DAMAGED = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError)
STRINGS = "xl/sharedStrings.xml"
OTHERS = (
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("word/", "a Word document"),
    ("ppt/", "a presentation"),
    ("content.xml", "an OpenDocument file (.ods or .odt)"),
)


@dataclass(frozen=True, slots=True)
class Inside:
    """A workbook, or the way to open a KML document."""

    workbook: bool
    open_kml: Callable[[Gauge], BinaryIO] | None = None


def inside(source: Source) -> Inside:
    """What is in it that we read. Fault if it is something else, damaged, or grows beyond all reason."""
    try:
        with zipfile.ZipFile(source.path) as archive:
            listed = archive.infolist()
    except DAMAGED as broken:
        raise _damaged(source) from broken
    _check_growth(source, listed)
    names = [one.filename for one in listed]
    if "xl/workbook.xml" in names:
        return Inside(workbook=True)
    kml = next((name for name in names if name.lower().endswith(".kml")), "")
    if kml:
        return Inside(workbook=False, open_kml=lambda gauge: _open_inside(source, kml, gauge))
    for mark, what in OTHERS:
        if any(name.startswith(mark) for name in names):
            raise foreign(source.name, what)
    raise foreign(source.name, "a packed archive (ZIP)")


def _check_growth(source: Source, listed: list[zipfile.ZipInfo]) -> None:
    """The zip module unpacks no more of a file than the list says, so that what is checked here holds."""
    total = sum(one.file_size for one in listed)
    strings = sum(one.file_size for one in listed if one.filename == STRINGS)
    if total > MOST_BYTES or strings > MOST_STRINGS or len(listed) > MOST_FILES:
        raise Fault("“{name}” is too large when it is unpacked: save it as CSV, or in several files.", name=source.name)
    if total > max(UNSUSPECTED, MOST_TIMES * source.size):
        raise Fault(
            "“{name}” grows to more than {times} times its size when it is unpacked: save it as CSV.",
            name=source.name,
            times=MOST_TIMES,
        )
    if any(one.flag_bits & 1 for one in listed):
        raise Fault("“{name}” is protected by a password: save it without one.", name=source.name)


def _open_inside(source: Source, name: str, gauge: Gauge) -> BinaryIO:
    size = max(source.size, 1)
    archive = zipfile.ZipFile(source.path)
    gauge.share = lambda: archive.fp.tell() / size if archive.fp else 1.0
    try:
        return archive.open(name)
    except DAMAGED as broken:
        raise _damaged(source) from broken


def _damaged(source: Source) -> Fault:
    return Fault("“{name}” is damaged or breaks off: it cannot be unpacked. Fetch or save it again.", name=source.name)
