"""How far the work with a file has come, for the pages of every server: the work itself is one transaction, into which
nobody sees before its end."""

import time
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from ..models import HandedIn

OFTEN = 1.0  # seconds between signs


def done_of(handed: HandedIn) -> float:
    """The share of the file that is behind us."""
    if _is_alone():
        try:
            return min(1.0, float(_file(handed).read_text() or 0))
        except (OSError, ValueError):
            return 0.0
    return min(1.0, handed.done)


def last_sign(handed: HandedIn) -> datetime | None:
    """When whoever works on it said so last."""
    if _is_alone():
        try:
            return datetime.fromtimestamp(_file(handed).stat().st_mtime, UTC)
        except OSError:
            return None
    return handed.sign


def forget(handed: HandedIn) -> None:
    if _is_alone():
        _file(handed).unlink(missing_ok=True)
    HandedIn.objects.filter(pk=handed.pk).update(done=0, sign=None)


class Sign:
    """Tells how far the work has come, once a second at most."""

    def __init__(self, handed: HandedIn):
        self._handed, self._told = handed, time.monotonic()
        self._tell(0)

    def __call__(self, done: float, counts) -> None:
        if time.monotonic() - self._told >= OFTEN:
            self._told = time.monotonic()
            self._tell(done)

    def _tell(self, done: float) -> None:
        with suppress(DatabaseError, InterfaceError, OSError):  # the work goes on untold
            if _is_alone():
                _file(self._handed).parent.mkdir(mode=0o700, exist_ok=True)
                _file(self._handed).write_text(f"{done:.3f}")
            else:
                _tell_beside(self._handed, done)


def _is_alone() -> bool:
    """SQLite lets nobody write beside the work; there is one server then, and a file of it tells."""
    return connection.vendor == "sqlite"


def _tell_beside(handed: HandedIn, done: float) -> None:
    """In the row, by a connection that has no part in the transaction of the work."""
    row = f'UPDATE "{HandedIn._meta.db_table}" SET done = %s, sign = statement_timestamp() WHERE id = %s'  # noqa: S608
    with closing(connection.copy()) as aside, aside.cursor() as cursor:
        cursor.execute(row, [done, handed.pk])


def _file(handed: HandedIn) -> Path:
    return Path(settings.DATA_DIR) / "signs" / str(handed.pk)
