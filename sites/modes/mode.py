"""The mode stands in a file of DATA_DIR: every process sees it at its next request, while the database is down too."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from ..lasting import synced, whole
from ..terms import Fault
from .unfinished import unfinished

NORMAL, READ_ONLY, NO_ACCESS = MODES = ("normal", "read_only", "no_access")
LONGEST_WHY = 500
UNFINISHED = (
    "A restore is under way here or was broken off, and nothing was done: what stands may be of both. "
    "If it was broken off, finish it first: manage.py restore"
)


@dataclass(frozen=True, slots=True)
class Mode:
    name: str
    why: str = ""


def current() -> Mode:
    """A word that cannot be read is taken for the strictest, not for leave to go on."""
    try:
        if unfinished() is not None:
            return Mode(NO_ACCESS, _("A backup is being put in the place of what stood here. It is not finished yet."))
        told = json.loads(_place().read_text(encoding="utf-8"))
        mode = Mode(told["mode"], str(told["why"]))
    except FileNotFoundError:
        return Mode(READ_ONLY if settings.READ_ONLY else NORMAL)
    except (OSError, ValueError, KeyError, TypeError):
        return Mode(NO_ACCESS)
    return mode if mode.name in (READ_ONLY, NO_ACCESS) else Mode(NO_ACCESS)


def switch(name: str, why: str = "") -> Mode:
    """Let a mode count for every request that begins from now on; gives the one that does. OSError if it cannot."""
    if name not in MODES:
        raise Fault("There is no mode {name}: write one of {known}.", name=name, known=", ".join(MODES))
    if len(why) > LONGEST_WHY:
        raise Fault("The reason has {count} characters; at most {most} fit.", count=len(why), most=LONGEST_WHY)
    if unfinished() is not None:
        raise Fault(UNFINISHED)
    if name == NORMAL:
        _place().unlink(missing_ok=True)
        synced(_place().parent)
    else:
        with whole(_place()) as word:  # a process that reads meanwhile finds the former word or this one
            word.write(json.dumps({"mode": name, "why": " ".join(why.split())}, ensure_ascii=False).encode())
    return current()


def require_writing() -> None:
    """Fault where nothing may be written at present."""
    if unfinished() is not None:
        raise Fault(UNFINISHED)
    mode = current()
    if mode.name != NORMAL:
        said = "read-only" if mode.name == READ_ONLY else "shut"
        raise Fault("This installation is {said}: nothing was written. To open it: manage.py mode normal", said=said)


def _place() -> Path:
    return Path(settings.DATA_DIR) / "mode"
