"""Which server of the database is read from at this moment. Everything is written to the primary."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import OperationalError, connections

PRIMARY, STANDBY = "default", "standby"

_source = ContextVar("source", default=PRIMARY)


class Behind(OperationalError):
    """A standby has less than what this process has read already: readers would be led back in time."""


class Router:
    """Of Django's settings (DATABASE_ROUTERS)."""

    def db_for_read(self, _model, **_hints) -> str:
        return _source.get()

    def db_for_write(self, _model, **_hints) -> str:
        return PRIMARY

    def allow_relation(self, *_rows, **_hints) -> bool:
        """All of them are rows of one database, wherever they were read."""
        return True

    def allow_migrate(self, alias: str, *_what, **_hints) -> bool:
        return alias == PRIMARY


def source() -> str:
    return _source.get()


def connection():
    """For questions in SQL; Django's own ``connection`` is the primary's."""
    return connections[_source.get()]


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    """In this thread, until the block ends."""
    token = _source.set(alias)
    try:
        yield
    finally:
        _source.reset(token)


def move_to(alias: str) -> None:
    """From now on, until the block of ``reading_from`` around it ends."""
    _source.set(alias)
