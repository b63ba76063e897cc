"""Formats that can only be written as a whole file: it is written in a folder of its own and read back in pieces."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

PIECE = 1 << 18  # bytes


def written(write: Callable[[Path], None]) -> Iterator[bytes]:
    """The pieces of a file that ``write`` makes at a path, at once, so that its faults come before the first byte.

    The name is gone before the first piece is read, and the file with the last one or whoever stops reading.
    """
    with TemporaryDirectory(prefix="heritage-file-") as folder:
        path = Path(folder) / "file"
        write(path)
        file = path.open("rb")
    return _Pieces(file)


class _Pieces:
    """An iterator that an answer closes when its reader goes away, even before the first piece."""

    def __init__(self, file: BinaryIO):
        self._file = file

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = self._file.read(PIECE)
        if not piece:
            self.close()
            raise StopIteration
        return piece

    def close(self) -> None:
        self._file.close()
