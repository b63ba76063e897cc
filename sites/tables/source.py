"""The bytes of a file, unpacked where it is gzipped, never more than the limits allow."""

import gzip
import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..terms import Fault
from .table import Gauge

GZIP = b"\x1f\x8b"
UNSUSPECTED = 50_000_000  # bytes that any packed file may grow to
MOST_TIMES = 100  # beyond them, how many times its size; tables become 5 to 20 times larger
BUFFER = 1 << 16


@dataclass(frozen=True, slots=True)
class Source:
    """A file on the disk and what its owner calls it."""

    path: Path
    name: str
    size: int
    packed: bool

    @classmethod
    def of(cls, path: Path, name: str) -> "Source":
        with path.open("rb") as file:
            return cls(path, name, path.stat().st_size, file.read(2) == GZIP)

    def open(self, gauge: Gauge) -> BinaryIO:
        """The unpacked bytes from the beginning; the gauge tells how many of the packed ones are behind us."""
        file = self.path.open("rb")
        gauge.share = lambda: 1.0 if file.closed else file.tell() / max(self.size, 1)
        return io.BufferedReader(_Unpacked(file, self.size), BUFFER) if self.packed else file

    def head(self, size: int) -> bytes:
        with self.open(Gauge()) as file:
            return file.read(size)


class _Unpacked(io.RawIOBase):
    """What a gzipped file holds. Fault where it is damaged, or grows beyond all reason."""

    def __init__(self, file: BinaryIO, size: int):
        self._file, self._most = file, max(UNSUSPECTED, MOST_TIMES * size)
        self._inside, self._count = gzip.GzipFile(fileobj=file), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        try:
            block = self._inside.read(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile) as broken:
            raise Fault(
                "The packed file is damaged or breaks off: what is left of it cannot be unpacked. Fetch it again."
            ) from broken
        self._count += len(block)
        if self._count > self._most:
            raise Fault(
                "The packed file grows to more than {times} times its size: unpack it and hand in the table itself.",
                times=MOST_TIMES,
            )
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        self._file.close()
        super().close()
