"""A step that must not stay half done leaves a word in DATA_DIR, from before it changes anything until it is done, and
one in the database for the other servers. While either stands nobody is let in, whatever the operator says."""

import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from ..lasting import synced, whole
from . import everywhere

SEEN = 2  # seconds, in which every other server has looked


def begin(word: bytes) -> None:
    """From now on nobody is let in, on no server. OSError if it cannot be written down."""
    with whole(_place()) as file:
        file.write(word)
    with suppress(DatabaseError, InterfaceError):  # in an empty one there is nothing yet, and nobody to be let in
        everywhere.shut(True)
        if connection.vendor != "sqlite":
            time.sleep(SEEN)


def unfinished() -> bytes | None:
    """The word of a step that goes on or was broken off on this server."""
    try:
        return _place().read_bytes()
    except FileNotFoundError:
        return None


def end() -> None:
    """The file goes last: as long as it stands, the step can be finished."""
    everywhere.shut(False)
    _place().unlink(missing_ok=True)
    synced(_place().parent)


def _place() -> Path:
    return Path(settings.DATA_DIR) / "unfinished"
