"""A backup is made in one pass: rows of one instant, then the files that they name, straight into the encryption."""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from ..lasting import whole
from . import lately
from .instant import State, head, instant, migrations
from .lock import recipients_of, write
from .manifest import Manifest
from .members import BLOCK, Written
from .refusal import Refusal
from .rows import columns, packed, sequences
from .stores import contents, named, stores

TRIES = 3


@dataclass(frozen=True)
class Made:
    file: Path
    size: int
    manifest: Manifest


def make(file: Path, recipients: Sequence[str] = (), *, plain: bool = False) -> Made:
    """Make a backup that opens with the secret keys of the recipients. Until it is whole, nothing bears its name."""
    if not recipients and not plain:
        raise Refusal(
            "Say for whom the backup is encrypted: set BACKUP_RECIPIENT or name a public key with --recipient "
            "(manage.py backup_key makes one). With --plain it is not encrypted, and whoever has it knows every place."
        )
    keys = [] if plain else recipients_of(recipients)
    if file.exists():
        raise Refusal("There is a file {file} already: it was not overwritten.", file=file)
    made = _written(file, keys)
    lately.note(made.manifest.made_at, made.size)
    return made


def _written(file: Path, keys: Sequence) -> Made:
    with whole(file) as part:
        manifest = _settled(part, keys)
        size = part.tell()
    return Made(file, size, manifest)


def _settled(part, keys: Sequence) -> Manifest:
    """A file that a record named may be gone when its turn comes, because an editor deleted both meanwhile: then
    another instant is taken. What is missing twice is gone, and the backup says so."""
    missing = None
    for _try in range(TRIES):
        part.seek(0)
        part.truncate()
        manifest = _attempt(part, keys)
        if manifest.missing in ([], missing):
            break
        missing = manifest.missing
    return manifest


def _attempt(part, keys: Sequence) -> Manifest:
    with instant():
        try:
            passed, now = migrations(), timezone.now().isoformat()
            if not passed:
                raise Refusal("The database is empty, there is nothing to back up: is DATABASE_URL the right one?")
            state = State(passed)
            manifest = Manifest(now, settings.VERSION, connection.vendor, passed, head(state))
            with closing(_pieces(state, manifest)) as pieces:
                write(pieces, part, keys)
        except DatabaseError as fault:
            raise Refusal("The database cannot be read: {why}", why=str(fault).strip()) from fault
    return manifest


def _pieces(state: State, manifest: Manifest) -> Iterator[bytes]:
    archive, stored = Written(), set()
    yield from _tables(state, manifest, archive)
    for store in stores():
        manifest.files[store] = [0, 0]
        for name in contents(store):
            yield from _file(archive, store, name, manifest, stored)
    manifest.missing = sorted({name for name in named(state) if hash(name) not in stored})
    yield from archive.close(manifest)


def _tables(state: State, manifest: Manifest, archive: Written) -> Iterator[bytes]:
    manifest.sequences = sequences()
    for model in state.kept():
        table, counted = model._meta.db_table, {}
        for number, piece in enumerate(packed(model, counted), 1):
            yield from archive.member(f"tables/{table}/{number:06}.jsonl.gz", [piece], len(piece))
        manifest.tables[table] = {"columns": columns(model), "rows": counted.get(table, 0)}


def _file(archive: Written, store: str, name: str, manifest: Manifest, stored: set[int]) -> Iterator[bytes]:
    """A file that was deleted since the folder was read is left out. ``stored`` knows names by a short number."""
    try:
        opened = stores()[store].open(name)
    except FileNotFoundError:
        return
    with opened:
        opened.seek(0, os.SEEK_END)
        size = opened.tell()
        opened.seek(0)
        yield from archive.member(f"{store}/{name}", iter(lambda: opened.read(BLOCK), b""), size)
    counts = manifest.files[store]
    manifest.files[store] = [counts[0] + 1, counts[1] + size]
    stored.add(hash(f"{store}/{name}"))
