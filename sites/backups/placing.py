"""What was built takes the place of what stands: files and database together.

Before the first is moved that is written down (``modes.begin``), and from then on nobody is let in until the last is in
its place. Whatever kills a restore in between, all that was built is still there, and it is finished from that.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from django.conf import settings

from .. import archive, modes
from ..lasting import synced
from .beside import take_place
from .elsewhere import bring, clear
from .manifest import Manifest
from .refusal import Refusal
from .stores import root, stores

SAFETY = "before-restore.tar"


@dataclass(frozen=True)
class Restored:
    manifest: Manifest
    safety: Path | None  # the backup of what stood before
    hidden: list[str]  # what stays hidden better than the backup says
    heads: Path | None = None  # the heads of the chain that stood before

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), default=str).encode()

    @classmethod
    def of_json(cls, word: bytes) -> "Restored":
        told = json.loads(word)
        safety = told["safety"] and Path(told["safety"])
        return cls(Manifest(**told["manifest"]), safety, told["hidden"])


def place(built: Restored, workshop: Path) -> Restored:
    """Files first, then the database at once: if that refuses, the files go back."""
    for store in stores():
        (workshop / store).mkdir(exist_ok=True)
        if folder := root(store):
            folder.parent.mkdir(parents=True, exist_ok=True)
    os.sync()
    modes.begin(built.as_json())
    undo = []
    try:
        _move(built, workshop, undo)
        take_place(workshop)
    except (Refusal, OSError):  # the database is as it was
        for step in reversed(undo):
            step()
        modes.end()
        raise
    return _placed(built, workshop)


def finish(workshop: Path) -> Restored:
    """Do what is left to do of a restore that was broken off, wherever that was."""
    built = Restored.of_json(modes.unfinished())
    if not workshop.is_dir():
        raise Refusal(
            "What was to be restored is gone from {folder}, and nothing here is whole. Restore it again, or {safety}, "
            "into an empty database: name another DATA_DIR and DATABASE_URL.",
            folder=workshop,
            safety=built.safety or "another backup",
        )
    _move(built, workshop, [])
    take_place(workshop)
    return _placed(built, workshop)


def _move(built: Restored, workshop: Path, undo: list[Callable[[], None]]) -> None:
    """What was moved before is where it belongs, and stays."""
    if built.safety and (workshop / SAFETY).exists():
        _rename(workshop / SAFETY, built.safety, undo)
    for store in stores():
        stands, came, went = root(store), workshop / store, workshop / f"{store}-before"
        if stands is None:
            bring(stores()[store], came, went, undo)
        elif came.exists():
            if stands.exists():
                _rename(stands, went, undo)
            _rename(came, stands, undo)


def _rename(now: Path, then: Path, undo: list[Callable[[], None]]) -> None:
    now.rename(then)
    undo.append(partial(then.rename, now))


def _placed(built: Restored, workshop: Path) -> Restored:
    for name, store in stores().items():
        if root(name) is None:
            clear(store, workshop / name)
    with suppress(OSError):  # where they can only be added to they stay, and verify tells what the chain lost
        built = replace(built, heads=archive.set_heads_aside())
    for folder in (Path(settings.DATA_DIR), *(folder.parent for folder in map(root, stores()) if folder)):
        synced(folder)
    modes.end()
    return built
