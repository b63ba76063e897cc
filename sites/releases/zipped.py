"""Named files come in, a zip file goes out piece by piece: the same files on the same day make the same bytes."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import date

Member = tuple[str, Iterable[bytes]]
OF_UNIX = 3  # on any machine


class _Outlet:
    """A file that the zip module can only write to. What was written is taken out again at once."""

    def __init__(self):
        self._held = bytearray()

    def write(self, piece: bytes) -> int:
        self._held += piece
        return len(piece)

    def flush(self) -> None:
        pass

    def take(self) -> bytes:
        taken = bytes(self._held)
        self._held.clear()
        return taken


def zipped(members: Iterable[Member], day: date, *, large: bool) -> Iterator[bytes]:
    """The zip file; ``large`` says that a member may come to two gigabytes, which has to be known before it begins."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w") as archive:
        for name, chunks in members:
            with archive.open(_about(name, day), "w", force_zip64=large) as file:
                for chunk in chunks:
                    file.write(chunk)
                    if piece := outlet.take():
                        yield piece
    yield outlet.take()


def _about(name: str, day: date) -> zipfile.ZipInfo:
    about = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    about.compress_type, about.create_system, about.external_attr = zipfile.ZIP_DEFLATED, OF_UNIX, 0o644 << 16
    return about
