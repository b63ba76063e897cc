"""What lies behind a fault: the record that cannot be reached, a full disk, or our own mistake."""

import errno
from collections.abc import Iterator

from django.db import DatabaseError, InterfaceError, InternalError, OperationalError

from sites.lasting import Away

from .shut import Unwritable, away, full, only_read, unkept

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# As sqlite3.h numbers them: full; a write, a flush or an enlargement that failed
SQLITE_FULL = {13, 778, 1034, 4874}
# Busy, locked, no memory, read-only, I/O, corrupt, cannot open, protocol, no database
SQLITE_AWAY = {5, 6, 7, 8, 10, 11, 14, 15, 26}
POSTGRESQL_FULL = "53100"
# By the classes of SQLSTATE: connections, resources, an operator's intervention, the system beneath; and a primary that
# is none any more, or a standby whose reader stood in the way of what came
POSTGRESQL_AWAY = ("08", "53", "57P", "58", "25006", "40001")


def answer_to(fault: BaseException | None):
    """The page that tells of a fault which is not our own mistake; None if it is."""
    for one in _behind(fault):
        if isinstance(one, Unwritable):
            return only_read
        if isinstance(one, Away):
            return unkept
        if isinstance(one, OSError) and one.errno in NO_ROOM:
            return full
        if isinstance(one, OperationalError | InterfaceError | InternalError) or _closed(one):
            return _of_the_database(one.__cause__)
    return None


def _behind(fault: BaseException | None) -> Iterator[BaseException]:
    while fault:
        yield fault
        fault = fault.__cause__ or fault.__context__


def _closed(one: BaseException) -> bool:
    """psycopg2 says so, by no class of its own, where the server dies while it is asked."""
    return type(one) is DatabaseError and one.__cause__ is not None


def _of_the_database(cause: BaseException | None):
    if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
        return full if code in SQLITE_FULL else away if code & 0xFF in SQLITE_AWAY else None
    state = getattr(cause, "pgcode", None)  # there is none where nobody answered
    if state == POSTGRESQL_FULL:
        return full
    return away if state is None or state.startswith(POSTGRESQL_AWAY) else None
