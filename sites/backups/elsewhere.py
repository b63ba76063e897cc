"""Files come back into a store that is no folder of this machine: one after another, each step so that it may be done
again, and until the database has taken its place so that it can be undone."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import Storage

from .refusal import Refusal


def bring(store: Storage, came: Path, went: Path, undo: list[Callable[[], None]]) -> None:
    """Put all files of the folder ``came`` under their names. What stood under one of them, and was something else,
    lies in ``went`` from then on. ``undo`` learns how each step is taken back."""
    for name, path in _files(came):
        if not _same(store, name, path):
            if store.exists(name):
                _set_aside(store, name, went / name)
                undo.append(partial(_put, store, name, went / name))
            else:
                undo.append(partial(store.delete, name))
            _put(store, name, path)


def clear(store: Storage, came: Path) -> None:
    """Delete what is not among the files of the folder."""
    for one in store.walk() if came.is_dir() else ():
        if not (came / one.name).is_file():
            store.delete(one.name)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    return ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file())


def _same(store: Storage, name: str, path: Path) -> bool:
    try:
        if store.size(name) != path.stat().st_size:
            return False
        with store.open(name) as there, path.open("rb") as here:
            sums = [hashlib.file_digest(file, "sha256").digest() for file in (there, here)]
    except FileNotFoundError:
        return False
    return sums[0] == sums[1]


def _set_aside(store: Storage, name: str, place: Path) -> None:
    """Once: at a second try something of the backup may stand there already."""
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f"{place.name}.part")
        with store.open(name) as file, part.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        part.rename(place)


def _put(store: Storage, name: str, path: Path) -> None:
    store.delete(name)
    with path.open("rb") as file:
        if store.save(name, File(file)) != name:
            raise Refusal("Somebody writes to the store of files: stop all servers, and restore again.")
