"""A backup is read whole before anything is done with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .instant import State
from .lock import opened
from .manifest import Manifest
from .members import Read
from .refusal import Refusal


@contextmanager
def members(file: Path, identity: Path | None) -> Iterator[Read]:
    if not file.is_file():
        raise Refusal("There is no file {file}.", file=file)
    with opened(file, identity) as stream:
        yield Read(stream)


def examine(file: Path, identity: Path | None = None) -> Manifest:
    """Read all of a backup, and compare every sum; gives what it says of itself. Raises Refusal if anything is not as
    it was written, or was written by a later version."""
    with members(file, identity) as archive:
        for _name, body in archive:
            body.sum()
        manifest = archive.manifest
    State([(app, name) for app, name in manifest.migrations])
    return manifest
