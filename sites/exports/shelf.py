"""Where the lines of a file are kept once they were made: DATA_DIR/files, which can be made anew at any time.

Lines as bytes, one after the other, beside the numbers of their sites and where each ends; named after the revision
that they are of. Written aside and renamed when whole, by one process of a server at a time.
"""

import fcntl
import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
from django.conf import settings

from ..catalogue import Stamp

log = logging.getLogger(__name__)

KEPT_FROM = 5_000  # sites; the lines of fewer are made in no time
UNFINISHED = ".writing-"
READ_AT_ONCE = 1 << 18  # bytes, about


@dataclass(frozen=True, slots=True)
class Kept:
    """Lines of one revision: ``numbers`` of their sites, ascending, and where the line of each begins and ends."""

    stamp: Stamp
    numbers: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    descriptor: int

    def __del__(self):
        os.close(self.descriptor)

    def places(self, numbers: np.ndarray) -> np.ndarray:
        """For each site the place of its line here; -1 where it has none."""
        if not len(self.numbers):
            return np.full(len(numbers), -1)
        places = np.searchsorted(self.numbers, numbers).clip(max=len(self.numbers) - 1)
        return np.where(self.numbers[places] == numbers, places, -1)

    def read(self, places: np.ndarray) -> Iterator[tuple[bytes, np.ndarray]]:
        """These lines in their order, as (many together, the length of each)."""
        starts, ends = self.starts[places], self.ends[places]
        torn = np.flatnonzero(starts[1:] != ends[:-1]) + 1
        for begin, stop in pairwise([0, *torn.tolist(), len(places)]):
            yield from self._run(starts[begin:stop], ends[begin:stop])

    def _run(self, starts: np.ndarray, ends: np.ndarray) -> Iterator[tuple[bytes, np.ndarray]]:
        """Lines that stand one after the other in the file."""
        while len(starts):
            fit = max(1, int(np.searchsorted(ends, starts[0] + READ_AT_ONCE)))
            yield os.pread(self.descriptor, int(ends[fit - 1] - starts[0]), int(starts[0])), (ends - starts)[:fit]
            starts, ends = starts[fit:], ends[fit:]


def take() -> Kept | None:
    """The lines that are kept, if they were written by this release; None where none are."""
    for path in sorted(_folder().glob("[0-9]*"), reverse=True):
        try:
            return _opened(path)
        except (OSError, EOFError, ValueError, KeyError) as fault:
            log.info("The lines in %s cannot be used and will be made anew: %s", path, fault)
    return None


def _opened(path: Path) -> Kept:
    meta = json.loads((path / "meta.json").read_text())
    if meta["made"] != _made():
        raise ValueError("they were written by another release or with other settings.")
    numbers, starts, ends = (np.load(path / f"{name}.npy", mmap_mode="r") for name in ("numbers", "starts", "ends"))
    return Kept(Stamp(*meta["stamp"]), numbers, starts, ends, os.open(path / "lines", os.O_RDONLY))


class Writing:
    """Lines that are on their way to a reader and are kept as they pass, if all of them do."""

    def __init__(self, stamp: Stamp, lock, aside: Path):
        self._stamp, self._lock, self._aside = stamp, lock, aside
        self._file = (aside / "lines").open("wb")
        self._numbers: list[np.ndarray] = []
        self._lengths: list[np.ndarray] = []
        self._broken = False

    def add(self, numbers: np.ndarray, lengths: np.ndarray, lines: bytes) -> None:
        """A full disk ends the keeping, and not the download."""
        if self._broken:
            return
        try:
            self._file.write(lines)
        except OSError as fault:
            log.warning("The lines of a file cannot be kept in %s: %s", self._aside, fault)
            self._broken = True
        self._numbers.append(np.asarray(numbers, np.int64))
        self._lengths.append(np.asarray(lengths, np.int64))

    def close(self, *, whole: bool) -> None:
        """Keep the lines if they are whole, in place of those that were kept before."""
        try:
            self._file.close()
            if whole and not self._broken:
                self._keep()
        except OSError as fault:
            log.warning("The lines of a file cannot be kept in %s: %s", self._aside, fault)
        finally:
            shutil.rmtree(self._aside, ignore_errors=True)
            self._lock.close()

    def _keep(self) -> None:
        numbers = np.concatenate([*self._numbers, np.empty(0, np.int64)])
        lengths = np.concatenate([*self._lengths, np.empty(0, np.int64)])
        ends, order = np.cumsum(lengths), np.argsort(numbers)
        columns = {"numbers": numbers[order], "starts": (ends - lengths)[order], "ends": ends[order]}
        for name, column in columns.items():
            np.save(self._aside / f"{name}.npy", column, allow_pickle=False)
        (self._aside / "meta.json").write_text(json.dumps({"stamp": self._stamp, "made": _made()}))
        kept = self._aside.with_name(f"{self._stamp.number:012}-{self._stamp.token}")
        shutil.rmtree(kept, ignore_errors=True)
        self._aside.rename(kept)
        for other in kept.parent.glob("[0-9]*"):
            if other != kept:
                shutil.rmtree(other, ignore_errors=True)


def write(stamp: Stamp) -> Writing | None:
    """A place for the lines of a revision; None where another process keeps some, or nothing can be written."""
    home = _folder()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (home / "lock").open("w")
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in home.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        return Writing(stamp, lock, Path(mkdtemp(prefix=UNFINISHED, dir=home)))
    except OSError:
        lock.close()
        return None


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "files"


@cache
def _sources() -> str:
    """What a line is made by: this room and the names of countries."""
    made = hashlib.sha256(version("django-countries").encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        made.update(path.read_bytes())
    return made.hexdigest()


def _made() -> list[str]:
    return [_sources(), settings.DATA_LICENCE]
