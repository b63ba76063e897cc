"""A backup comes back: it is read whole, built beside what stands, compared, and only then takes its place."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Warned
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from .. import catalogue, finding, gazetteer, modes
from ..models import Standing
from .beside import beside
from .instant import State, head
from .making import make
from .manifest import Manifest
from .members import DAMAGED
from .opening import examine, members
from .placing import SAFETY, Restored, finish, place
from .protection import hidden_since, is_occupied, keep_hidden
from .refusal import Refusal
from .rows import count_on, load
from .stores import contents, stores

WORKSHOP, LOCK = "restoring", "restoring.lock"
BROKEN_OFF = (
    "A restore was broken off here before all was in its place: what stands may be of both, and nobody is let in. "
    "Finish it first, with the command alone: manage.py restore"
)


def restore(file: Path, identity: Path | None = None, *, force: bool = False) -> Restored:
    """Put all that a backup holds in the place of what stands. Raises Refusal, and changes nothing, if it is damaged,
    if the key is another, or if something stands and ``force`` does not say that it may go."""
    with _alone() as folder, _emptied(folder) as workshop:
        standing = _stands()
        manifest = examine(file, identity)
        if standing and not force:
            raise Refusal(
                "Something is kept here already, and nothing was changed. With --force it is first saved in "
                "{folder}, and then replaced.",
                folder=settings.DATA_DIR,
            )
        hidden, said = (hidden_since(), _what_stands()) if standing else (None, [])
        with beside(workshop):
            _build(file, identity, manifest, workshop)
            _say_again(said)
            hidden = keep_hidden(hidden) if hidden else []
            _make_lists()
        safety = _safety_copy(workshop) if standing else None
        return place(Restored(manifest, safety, hidden), workshop)


def resume() -> Restored:
    """Finish a restore that was broken off. Raises Refusal if none was."""
    with _alone() as workshop:
        if modes.unfinished() is None:
            raise Refusal("No restore was broken off here: name the file of a backup.")
        done = finish(workshop)
        shutil.rmtree(workshop, ignore_errors=True)
    return done


@contextmanager
def _alone() -> Iterator[Path]:
    folder = Path(settings.DATA_DIR) / WORKSHOP
    with (Path(settings.DATA_DIR) / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            raise Refusal("A backup is being restored here already: wait until it is done.") from fault
        yield folder


@contextmanager
def _emptied(folder: Path) -> Iterator[Path]:
    """To build in. What a restore that was broken off earlier left there goes first; what its last step needs stays."""
    if modes.unfinished() is not None:
        raise Refusal(BROKEN_OFF)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        if modes.unfinished() is None:
            shutil.rmtree(folder, ignore_errors=True)


def left_over(**_said) -> list[CheckMessage]:
    """For ``manage.py check``, by which every command begins: what a restore left that was broken off."""
    if modes.unfinished() is not None:
        return [Error(BROKEN_OFF, id="backups.E001")]
    if (folder := Path(settings.DATA_DIR) / WORKSHOP).exists():
        said = (
            f"A restore is under way, or was broken off before it changed anything. What it read lies in {folder}, not "
            "encrypted: restore again, or delete that folder."
        )
        return [Warned(said, id="backups.W002")]
    return []


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


def _what_stands() -> list[Standing]:
    """What was said to all servers, which no backup holds. Nothing where the database is of a version without it."""
    try:
        with transaction.atomic():
            return list(Standing.objects.exclude(name=modes.SHUT))
    except DatabaseError:
        return []


def _say_again(said: list[Standing]) -> None:
    """It holds on, and nobody is let in from the moment when this takes its place until all is done."""
    Standing.objects.bulk_create([*said, Standing(name=modes.SHUT)])


def _safety_copy(workshop: Path) -> Path:
    """Made, and the place where it will lie: not encrypted, where all of it lay not encrypted before."""
    made = make(workshop / SAFETY, plain=True).file
    return Path(settings.DATA_DIR) / f"{made.stem}-{timezone.now():%Y%m%dT%H%M%S}{made.suffix}"


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
