"""A file is written aside and goes to the disk; then it gets its name, and the folder's entry goes to the disk too."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PART = "part-"  # how the names of files begin that are not whole yet


@contextmanager
def whole(place: Path) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of whatever bears that name at the end of the block. If the block
    fails, nothing is left of it. OSError as of a file that is written."""
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=PART, delete=False) as file:
        part = Path(file.name)
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            part.replace(place)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    synced(place.parent)


def synced(place: Path) -> None:
    """What stands there, a file or a folder with its entries, is on the disk."""
    opened = os.open(place, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
