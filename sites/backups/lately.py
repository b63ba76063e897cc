"""When the last backup was made: a row that all servers see, and that no restored database brings back or loses."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.core.checks import Warning as Warned
from django.db import DatabaseError, InterfaceError
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Standing

STAMP = "backup"
OF_THE_DATABASE = "database backup"  # docs/how-to/restore-to-a-point-in-time.md has the line that writes it
TOO_OLD = timedelta(hours=26)  # one a day, and two hours for it to be late


def note(made_at: str, size: int) -> None:
    """Leave the stamp. Where it cannot be written the backup is as good, and nobody is reminded of it."""
    with suppress(DatabaseError, InterfaceError):
        Standing.say(STAMP, {"made_at": made_at, "size": size})


def last() -> datetime | None:
    """The instant of which the last good backup is; None if none was ever made here."""
    try:
        said = Standing.objects.filter(name=STAMP).values_list("said", flat=True).first()
    except (DatabaseError, InterfaceError):
        return None
    return datetime.fromisoformat(said["made_at"]) if said else None


def last_of_the_database() -> datetime | None:
    """When a tool of the database's own last made a backup, as that says; None if it never did."""
    return Standing.objects.filter(name=OF_THE_DATABASE).values_list("at", flat=True).first()


def overdue() -> str:
    """What is to be said of it, in a sentence; nothing if the last backup is young enough."""
    made = last()
    if made is None:
        return _("No backup of this installation was made yet: see docs/backup.md.")
    hours = int((timezone.now() - made).total_seconds() // 3600)
    if timezone.now() - made <= TOO_OLD:
        return ""
    return _("The last backup is %(hours)d hours old: see why the daily one fails (docs/backup.md).") % {"hours": hours}


def check(**_said) -> list[Warned]:
    """For ``manage.py check``, where backups were set up."""
    said = overdue() if settings.BACKUP_RECIPIENT else ""
    return [Warned(said, id="backups.W001")] if said else []
