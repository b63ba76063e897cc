"""What was said of the mode to all servers of a database: rows in it, which every process looks at once a second at
most.

While the database is away, what a process saw last holds on.
"""

import time
from contextlib import suppress
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import DatabaseError, InterfaceError

from ..models import Standing
from ..replicas import STANDBY, connection, reading_from

OFTEN = 1.0  # seconds
AWAY = 5.0  # seconds, in which a database that did not answer is not asked again: whoever asks waits for it in vain
MODE, SHUT = "mode", "restoring"


@dataclass(frozen=True, slots=True)
class Look:
    """``at`` is a time of a clock that only goes forward; ``beside`` what stood in the file then. ``mode`` and ``why``
    are what was said, with its ``number``: 0 if nothing ever was. ``shut`` while a restore is under way."""

    at: float
    beside: bytes | None
    mode: str = "normal"
    why: str = ""
    number: int = 0
    shut: bool = False


_last: Look | None = None


def look(beside: bytes | None) -> Look:
    """As it was a second ago at most, and never older than what stands in the file. The error of the database where it
    does not answer and nothing was ever seen."""
    global _last
    known, now = _last, time.monotonic()
    if known and known.beside == beside and now - known.at < OFTEN:
        return known
    try:
        _last = _asked(now, beside)
    except (DatabaseError, InterfaceError):
        if known is None:
            raise
        _last = replace(known, at=now + AWAY - OFTEN, beside=beside)
    return _last


def forget() -> None:
    """Look again before anything else is answered."""
    global _last
    _last = None


def shut(yes: bool) -> None:
    """Nobody is let in on any server; or the word that was said before holds again."""
    if yes:
        Standing.say(SHUT, {})
    elif _has_table() and (word := Standing.objects.filter(name=SHUT)).exists():  # to delete nothing needs a turn too
        word.delete()
    forget()


def _has_table() -> bool:
    return Standing._meta.db_table in connection().introspection.table_names()


def _asked(now: float, beside: bytes | None) -> Look:
    """Of a standby, if there are any: it answers while the primary is away, for which whoever asks would wait."""
    if STANDBY in settings.DATABASES:
        with suppress(DatabaseError, InterfaceError), reading_from(STANDBY):
            return _taken(now, beside)
    return _taken(now, beside)


def _taken(now: float, beside: bytes | None) -> Look:
    try:
        rows = {row.name: row for row in Standing.objects.filter(name__in=(MODE, SHUT))}
    except DatabaseError:
        if _has_table():
            raise
        rows = {}  # it was not migrated yet
    seen = Look(now, beside, shut=SHUT in rows)
    if said := rows.get(MODE):
        seen = replace(seen, mode=str(said.said["mode"]), why=str(said.said["why"]), number=said.number)
    return seen
