"""When the last backup was made: a stamp in DATA_DIR, which no restored database brings back or loses."""

import json
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.checks import Warning as Warned
from django.utils import timezone
from django.utils.translation import gettext as _

STAMP = "last-backup.json"
TOO_OLD = timedelta(hours=26)  # one a day, and two hours for it to be late


def note(made_at: str, size: int) -> None:
    """Leave the stamp. Where DATA_DIR cannot be written the backup is as good, and nobody is reminded of it."""
    part = Path(settings.DATA_DIR) / f"{STAMP}.part"
    with suppress(OSError):
        part.write_text(json.dumps({"made_at": made_at, "size": size}))
        part.replace(part.with_suffix(""))


def last() -> datetime | None:
    """The instant of which the last good backup is; None if none was ever made here."""
    try:
        return datetime.fromisoformat(json.loads((Path(settings.DATA_DIR) / STAMP).read_text())["made_at"])
    except (OSError, ValueError, KeyError):
        return None


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
