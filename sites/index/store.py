"""Columns on disk: written once, then mapped by every process of this server, which so share one copy in memory.

A set of columns is a folder named after its revision. It is written aside and renamed when it is whole, so a process
that dies in the middle leaves nothing that could be taken for columns.
"""

import fcntl
import json
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import numpy as np
from django.conf import settings

from ..spellings import Words
from .codes import FINGERPRINT
from .columns import Segment

log = logging.getLogger(__name__)

SHAPE = 1  # to be raised when the same rows become other columns
SAVED_FROM = 5_000  # sites; fewer are read from the database as fast
KEPT = "[0-9]*-*"  # the folders that are whole
UNFINISHED = ".writing-"
WORD = "word-"


class Stamp(NamedTuple):
    """The revision that columns are of: its number, and the token by which it is known again."""

    number: int
    token: str


def folder() -> Path:
    return Path(settings.DATA_DIR) / "index"


def save(segment: Segment, stamp: Stamp) -> None:
    """Keep the columns, and remove those that were kept before. Whoever has mapped those goes on reading them."""
    home = folder()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = Path(mkdtemp(prefix=UNFINISHED, dir=home))
    columns = {name: getattr(segment, name) for name in Segment.columns()}
    columns |= {WORD + name: column for name, column in segment.words.columns().items()}
    for name, column in columns.items():
        _write(aside / f"{name}.npy", column)
    (aside / "meta.json").write_text(json.dumps({"stamp": stamp, "made": _made()}))
    kept = home / f"{stamp.number}-{stamp.token}"
    shutil.rmtree(kept, ignore_errors=True)
    aside.rename(kept)
    for other in home.iterdir():
        if other.is_dir() and other != kept:
            shutil.rmtree(other, ignore_errors=True)


def _write(path: Path, column: np.ndarray) -> None:
    with path.open("wb") as file:
        np.save(file, column, allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())


def _made() -> list:
    return [SHAPE, FINGERPRINT]


def load() -> tuple[Segment, Stamp] | None:
    """The newest columns that are whole and were written in our words; None if there are none."""
    for path in sorted(folder().glob(KEPT), key=_number, reverse=True):
        try:
            return _load(path)
        except (OSError, EOFError, ValueError, KeyError) as fault:
            log.warning("The index in %s cannot be used and will be made anew: %s", path, fault)
    return None


def newest() -> int:
    """The number of the newest revision that is kept; 0 if none is."""
    return max(map(_number, folder().glob(KEPT)), default=0)


def _number(path: Path) -> int:
    number = path.name.partition("-")[0]
    return int(number) if number.isdigit() else 0


def _load(path: Path) -> tuple[Segment, Stamp]:
    meta = json.loads((path / "meta.json").read_text())
    if meta["made"] != _made():
        raise ValueError("it was written by another release.")
    columns = {name: _mapped(path / f"{name}.npy") for name in Segment.columns()}
    words = {one.stem.removeprefix(WORD): _mapped(one) for one in path.glob(f"{WORD}*.npy")}
    return Segment(**columns, words=Words.of(words)), Stamp(*meta["stamp"])


def _mapped(path: Path) -> np.ndarray:
    """A plain array over the file's memory: the class memmap costs a microsecond at every slice."""
    return np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)


@contextmanager
def alone(*, wait: bool = True) -> Iterator[bool]:
    """Only one process of this server makes columns at a time. Gives False at once if it shall not wait and must."""
    home = folder()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
