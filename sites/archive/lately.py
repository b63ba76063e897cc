"""When all that is kept was last looked through, and what was found: a stamp in DATA_DIR, for whoever watches."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from ..lasting import whole


@dataclass(frozen=True, slots=True)
class Check:
    at: datetime
    faults: int


def note_check(faults: int) -> None:
    """Leave the stamp. Where DATA_DIR cannot be written the check is as good, and its age tells of it."""
    told = {"at": timezone.now().isoformat(), "faults": faults}
    with suppress(OSError), whole(_place()) as file:
        file.write(json.dumps(told).encode())


def last_check() -> Check | None:
    """None if none was ever made here."""
    try:
        told = json.loads(_place().read_bytes())
        return Check(datetime.fromisoformat(told["at"]), int(told["faults"]))
    except (OSError, ValueError, KeyError):
        return None


def _place() -> Path:
    return Path(settings.DATA_DIR) / "last-check.json"
