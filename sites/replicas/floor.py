"""The newest revision that readers of this machine were shown: below it no standby is read.

It stands in a file that all processes of the machine share, and that can be lost: whoever finds none begins with what
the next answer is made of.
"""

import fcntl
import logging
import mmap
import os
from pathlib import Path
from struct import Struct

log = logging.getLogger(__name__)

NUMBER = Struct("=q")


class Floor:
    """A number in a file; in the memory of this process alone where that cannot be made."""

    def __init__(self, place: Path):
        self._file = _opened(place)
        self._held = mmap.mmap(self._file, NUMBER.size)

    def number(self) -> int:
        """0 if nobody was shown anything yet. One aligned word of memory: it is never read by halves."""
        return NUMBER.unpack(self._held)[0]

    def rise(self, number: int) -> None:
        """Somebody is shown this revision. It happens once for each, so that the lock costs nothing."""
        if number > self.number():
            self._settle(lambda standing: max(standing, number))

    def fall(self, number: int, since: int) -> None:
        """The primary has no more than this, although ``since`` stood here before it was asked: it was restored."""
        self._settle(lambda standing: number if standing == since else standing)

    def _settle(self, wanted) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_EX)
        try:
            NUMBER.pack_into(self._held, 0, wanted(self.number()))
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)


def _opened(place: Path) -> int:
    file = None
    try:
        file = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
        # A number for which the disk has no room any more when it is written would end the process (SIGBUS).
        os.posix_fallocate(file, 0, NUMBER.size)
    except OSError as fault:
        log.warning("What readers were shown cannot be kept in %s, so every process keeps its own: %s", place, fault)
        if file is not None:
            os.close(file)
        file = os.memfd_create(place.name)
        os.ftruncate(file, NUMBER.size)
    return file
