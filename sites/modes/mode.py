"""The mode stands in a row of the database, for all servers, and in a file of DATA_DIR, for this one while the database
is away: every process sees it at its next request if it was said on the same server, and otherwise within a second.

What was said of it has a number. The file is a copy of the row if its number is none that the row has not reached yet.
A file without a number was written while the database was away: of it and the row the stricter holds.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.utils.translation import gettext as _

from ..lasting import synced, whole
from ..models import Standing
from ..terms import Fault
from . import everywhere
from .unfinished import unfinished

NORMAL, READ_ONLY, NO_ACCESS = MODES = ("normal", "read_only", "no_access")
LONGEST_WHY = 500
UNFINISHED = (
    "A restore is under way here or was broken off, and nothing was done: what stands may be of both. "
    "If it was broken off, finish it first: manage.py restore"
)
ELSEWHERE = (
    "A restore is under way on another server of this database or was broken off there, and nothing was done. "
    "If it was broken off, finish it on that server: manage.py restore. If that is lost, restore the backup here."
)


@dataclass(frozen=True, slots=True)
class Mode:
    """``alone`` if it holds on this server alone, because the database was away when it was said."""

    name: str
    why: str = ""
    alone: bool = False


def current() -> Mode:
    """A word that cannot be read is taken for the strictest, not for leave to go on. The error of the database, where
    it is away and this server never knew what was said."""
    try:
        if unfinished() is not None:
            return _shut()
        written = _written()
        own, number = _understood(written) if written is not None else (Mode(NORMAL), 0)
    except (OSError, ValueError, KeyError, TypeError):
        return Mode(NO_ACCESS)
    try:
        seen = everywhere.look(written)
    except (DatabaseError, InterfaceError):
        if written is None:
            raise
        return own
    if seen.shut:
        return _shut()
    said = Mode(seen.mode if seen.mode in MODES else NO_ACCESS, seen.why)
    if (number and number < seen.number) or (written is None and said.name != NORMAL):
        _copied(said, seen.number)
    if 0 < number <= seen.number:
        return _at_least(said)
    return _at_least(max(own, said, key=lambda one: MODES.index(one.name)))


def switch(name: str, why: str = "") -> Mode:
    """Let a mode count for every request that begins from now on, on other servers in a second; gives the one that
    does. While the database is away it holds on this server alone, and nothing is opened; where this disk is full, by
    the database alone. OSError if neither takes it."""
    if name not in MODES:
        raise Fault("There is no mode {name}: write one of {known}.", name=name, known=", ".join(MODES))
    if len(why) > LONGEST_WHY:
        raise Fault("The reason has {count} characters; at most {most} fit.", count=len(why), most=LONGEST_WHY)
    _refuse_meanwhile()
    said = Mode(name, " ".join(why.split()))
    above, unkept = _number(), None
    if name != NORMAL:
        try:
            _write(said, 0)
        except OSError as fault:
            unkept = fault
    try:
        number = Standing.say(everywhere.MODE, {"mode": said.name, "why": said.why}, above).number
    except (DatabaseError, InterfaceError) as fault:
        if name == NORMAL:
            away = "The database does not take it, and it alone tells all servers: nothing was opened. {why}"
            raise Fault(away, why=str(fault).strip()) from fault
        if unkept:
            raise unkept from fault
    else:
        (_copied if unkept else _write)(said, number)
    everywhere.forget()
    return current()


def require_writing() -> None:
    """Fault where nothing may be written at present."""
    _refuse_meanwhile()
    mode = current()
    if mode.name != NORMAL:
        said = "read-only" if mode.name == READ_ONLY else "shut"
        raise Fault("This installation is {said}: nothing was written. To open it: manage.py mode normal", said=said)


def _refuse_meanwhile() -> None:
    if unfinished() is not None:
        raise Fault(UNFINISHED)
    with suppress(DatabaseError, InterfaceError):
        if everywhere.look(_written()).shut:
            raise Fault(ELSEWHERE)


def _shut() -> Mode:
    return Mode(NO_ACCESS, _("A backup is being put in the place of what stood here. It is not finished yet."))


def _at_least(mode: Mode) -> Mode:
    return Mode(READ_ONLY) if mode.name == NORMAL and settings.READ_ONLY else mode


def _understood(written: bytes) -> tuple[Mode, int]:
    told = json.loads(written)
    mode = Mode(told["mode"], str(told["why"]), alone="number" not in told)
    number = 0 if mode.alone else int(told["number"])
    return (mode if mode.name in (READ_ONLY, NO_ACCESS) else Mode(NO_ACCESS)), number


def _number() -> int:
    try:
        return _understood(_written() or b"")[1]
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _copied(said: Mode, number: int) -> None:
    """So that this server knows it when it is begun anew while the database is away."""
    with suppress(OSError):
        _write(said, number)


def _write(said: Mode, number: int) -> None:
    if said.name == NORMAL:
        _place().unlink(missing_ok=True)
        synced(_place().parent)
        return
    told = {"mode": said.name, "why": said.why} | ({"number": number} if number else {})
    with whole(_place()) as word:  # a process that reads meanwhile finds the former word or this one
        word.write(json.dumps(told, ensure_ascii=False).encode())


def _written() -> bytes | None:
    try:
        return _place().read_bytes()
    except FileNotFoundError:
        return None


def _place() -> Path:
    return Path(settings.DATA_DIR) / "mode"
