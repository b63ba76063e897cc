"""SQLite's database is a file, which can be moved away or be replaced by an older one while somebody has it open."""

from pathlib import Path

from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.db.backends.signals import connection_created
from django.dispatch import receiver

from .shut import HEALTH, away


def follow_the_file(get_response):
    """Never read or write a file that does not stand in its place any more, nor make an empty one there."""
    if connection.vendor != "sqlite":
        raise MiddlewareNotUsed

    def answer(request):
        if request.path not in HEALTH and not in_place():
            return away(request)
        return get_response(request)

    return answer


def in_place() -> bool:
    """Whether the file is there. A connection to another that stood there before is closed."""
    standing = file_of(connection)
    if standing is None:
        connection.close()
        return False
    if connection.connection is not None and getattr(connection, "opened", standing) != standing:
        connection.close()
    return True


def file_of(held) -> tuple[int, int] | None:
    """Which file stands in the database's place; None if none does. One in the memory always does."""
    name = str(held.settings_dict["NAME"])
    if not name.startswith("/"):
        return 0, 0
    try:
        found = Path(name).stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


@receiver(connection_created)
def note_the_file(connection, **_):
    if connection.vendor == "sqlite":
        connection.opened = file_of(connection)
