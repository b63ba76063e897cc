"""Columns on disk: written once, then mapped by every process of this server, which so share one copy in memory.

A set of columns is a folder named after its revision. It is written aside and renamed when it is whole, so a process
that dies in the middle leaves nothing that could be taken for columns.
"""

import fcntl
import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple, TextIO

import numpy as np
from django.conf import settings

from ..spellings import Words
from .codes import FINGERPRINT
from .columns import Segment

log = logging.getLogger(__name__)

ROOMS = ("index", "spellings")  # whose code makes the columns: that of another version may make others of the same rows
SAVED_FROM = 5_000  # sites; fewer are read from the database as fast
KEPT = "[0-9]*-*"  # the folders that are whole
UNFINISHED = ".writing-"
WORD = "word-"
PAGE = 4096  # bytes of memory that are brought in together
TEXTS = ("card", "name")  # of which an answer reads little


class Stamp(NamedTuple):
    """The revision that columns are of: its number, and the token by which it is known again."""

    number: int
    token: str


def folder() -> Path:
    return Path(settings.DATA_DIR) / "index"


def save(segment: Segment, stamp: Stamp) -> None:
    """Keep the columns, and remove those that were kept before. Whoever has mapped those goes on reading them.

    OSError if they cannot be kept: then nothing of them is left, so that a full disk does not become fuller.
    """
    home = folder()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in home.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)
    aside = Path(mkdtemp(prefix=UNFINISHED, dir=home))
    kept = home / f"{stamp.number}-{stamp.token}"
    try:
        _fill(aside, segment, stamp)
        shutil.rmtree(kept, ignore_errors=True)
        aside.rename(kept)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    for other in home.iterdir():
        if other.is_dir() and other != kept:
            shutil.rmtree(other, ignore_errors=True)


def _fill(path: Path, segment: Segment, stamp: Stamp) -> None:
    columns = {name: getattr(segment, name) for name in Segment.columns()}
    words = segment.words.columns()
    for name, column in (columns | {WORD + name: column for name, column in words.items()}).items():
        _write(path / f"{name}.npy", column)
    (path / "meta.json").write_text(json.dumps({"stamp": stamp, "made": _made(), "words": [*words]}))


def _write(path: Path, column: np.ndarray) -> None:
    with path.open("wb") as file:
        np.save(file, column, allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())


@cache
def _sources() -> str:
    made = hashlib.sha256()
    for room in ROOMS:
        for path in sorted((Path(__file__).parent.parent / room).glob("*.py")):
            made.update(path.read_bytes())
    return made.hexdigest()


def _made() -> list:
    return [_sources(), FINGERPRINT, settings.TEXT_LANGUAGE]


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
    columns |= {name: _at_hand(column) for name, column in columns.items() if name not in TEXTS}
    words = {name: _mapped(path / f"{WORD}{name}.npy") for name in meta["words"]}
    return Segment(**columns, words=Words.of(words)), Stamp(*meta["stamp"])


def _mapped(path: Path) -> np.ndarray:
    """A plain array over the file's memory: the class memmap costs a microsecond at every slice."""
    return np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)


def _at_hand(column: np.ndarray) -> np.ndarray:
    """The column, each page of its memory looked at once, so that no reader waits until it is brought in."""
    column[:: PAGE // column.itemsize].any()
    return column


@contextmanager
def alone(*, wait: bool = True) -> Iterator[bool]:
    """Only one process of this server makes columns at a time. Gives False at once if it shall not wait and must.

    Where no file can be written, none is waited for: nobody could take what another has made.
    """
    with _lock() or nullcontext() as lock:
        try:
            if lock:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def _lock() -> TextIO | None:
    home = folder()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        return (home / "lock").open("w")
    except OSError:
        return None
