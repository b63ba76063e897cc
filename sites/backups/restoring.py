"""A backup comes back: it is read whole, built beside what stands, compared, and only then takes its place."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from .. import catalogue, finding, gazetteer
from .beside import beside, take_place
from .instant import State, head
from .making import make
from .manifest import Manifest
from .members import DAMAGED
from .opening import examine, members
from .protection import hidden_since, is_occupied, keep_hidden
from .refusal import Refusal
from .rows import count_on, load
from .stores import contents, root, stores

WORKSHOP, LOCK, SAFETY = "restoring", "restoring.lock", "before-restore"


@dataclass(frozen=True)
class Restored:
    manifest: Manifest
    safety: Path | None  # the backup of what stood before
    hidden: list[str]  # what stays hidden better than the backup says


def restore(file: Path, identity: Path | None = None, *, force: bool = False) -> Restored:
    """Put all that a backup holds in the place of what stands. Raises Refusal, and changes nothing, if it is damaged,
    if the key is another, or if something stands and ``force`` does not say that it may go."""
    with _alone() as workshop:
        standing = _stands()
        manifest = examine(file, identity)
        if standing and not force:
            raise Refusal(
                "Something is kept here already, and nothing was changed. With --force it is first saved in "
                "{folder}, and then replaced.",
                folder=settings.DATA_DIR,
            )
        hidden = hidden_since() if standing else None
        with beside(workshop):
            _build(file, identity, manifest, workshop)
            hidden = keep_hidden(hidden) if hidden else []
            _make_lists()
        safety = _safety_copy() if standing else None
        _take_place(workshop)
    return Restored(manifest, safety, hidden)


@contextmanager
def _alone() -> Iterator[Path]:
    """An empty folder to build in. What a restore that was broken off left there goes first."""
    folder = Path(settings.DATA_DIR) / WORKSHOP
    with (Path(settings.DATA_DIR) / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            raise Refusal("A backup is being restored here already: wait until it is done.") from fault
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _stands() -> bool:
    try:
        occupied = is_occupied()
    except DatabaseError as fault:
        raise Refusal(
            "The database that stands cannot be read ({why}). Restore into an empty one: name another DATA_DIR or "
            "DATABASE_URL, or move this one away.",
            why=str(fault).strip(),
        ) from fault
    return occupied or any(next(contents(store), None) for store in stores())


def _safety_copy() -> Path:
    """It lies, not encrypted, where all of it lay not encrypted before."""
    file = Path(settings.DATA_DIR) / f"{SAFETY}-{timezone.now():%Y%m%dT%H%M%S}.tar"
    return make(file, plain=True).file


def _build(file: Path, identity: Path | None, manifest: Manifest, workshop: Path) -> None:
    state = State([(app, name) for app, name in manifest.migrations])
    state.reach()
    kept = {model._meta.db_table: model for model in state.kept()}
    rows = dict.fromkeys(manifest.tables, 0)
    try:
        with transaction.atomic():
            _empty(kept)
            with members(file, identity) as archive:
                for name, body in archive:
                    store, _, rest = name.partition("/")
                    if store == "tables":
                        table = rest.partition("/")[0]
                        rows[table] += load(kept[table], manifest.tables[table]["columns"], body)
                    else:
                        _put(workshop / store / rest, body)
            count_on(kept.values(), manifest.sequences)
    except (KeyError, IntegrityError) as fault:
        raise Refusal(DAMAGED, what=f"its rows do not fit together: {fault}") from fault
    if rows != {table: said["rows"] for table, said in manifest.tables.items()} or head(state) != manifest.head:
        raise Refusal(DAMAGED, what="the number of rows, or the last decision, is another")
    call_command("migrate", verbosity=0)


def _empty(kept: dict) -> None:
    """Of what migrations wrote by themselves."""
    with connection.cursor() as cursor:
        for table in kept:
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608


def _put(place: Path, body) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as into:
        for chunk in body.chunks():
            into.write(chunk)


def _make_lists() -> None:
    """What is not in a backup, because it follows from what is."""
    gazetteer.rebuild()
    catalogue.rebuild()
    finding.rebuild()  # after the catalogue, by whose levels sites are found


def _take_place(workshop: Path) -> None:
    """Files first, then the database at once: if that fails, the files go back."""
    os.sync()
    moved = []
    try:
        for store in stores():
            place, came, went = root(store), workshop / store, workshop / f"{store}-before"
            came.mkdir(exist_ok=True)
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.exists():
                place.rename(went)
                moved.append((went, place))
            came.rename(place)
            moved.append((place, came))
        take_place(workshop)
    except BaseException:
        for now, before in reversed(moved):
            now.rename(before)
        raise
