"""Is the server alive, and is it able to answer? For whatever watches over it."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sites import backups, catalogue, modes
from sites.replicas import PRIMARY, Behind, connection, reading_from

from . import database, draining
from .standbys import answering

OK = "ok"
LEAST_FREE = 100 * 1024**2  # bytes: room for the largest file that may be handed in


@require_safe
@never_cache
def healthz(request):
    """200 as long as this process answers, whatever else is down: to start it again would mend nothing."""
    return _said("ok")


@require_safe
@never_cache
def ready(request):
    """200 if people can work, else 503; a line for each thing that this needs, without a path, a name or a number.

    Where there are standbys, readers alone are enough: who is sent away because the primary is away finds nobody else.
    """
    with reading_from(answering()):
        told = {name: check() for name, check in CHECKS.items()}
    fine = all(said.startswith(OK) for said in told.values())
    lines = [f"{name}: {said}" for name, said in told.items()]
    return _said("\n".join(["ready" if fine else "not ready", *lines]), 200 if fine else 503)


def _said(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")


def _server() -> str:
    return "it is about to stop" if draining.begun() else OK


def _mode() -> str:
    return {modes.NORMAL: OK, modes.READ_ONLY: "ok, read-only"}.get(modes.current().name, "nobody is let in")


def _asked(question):
    """A check that asks the database."""

    def check() -> str:
        try:
            return question() if connection().vendor != "sqlite" or database.in_place() else "the database is not there"
        except (DatabaseError, OSError):
            return "the database does not answer"

    return check


def _database() -> str:
    """One that takes nothing, such as a primary that is none any more, is told: readers are answered all the same."""
    alone = connection().alias == PRIMARY and connection().vendor == "postgresql"
    with connection().cursor() as cursor:
        cursor.execute("SHOW transaction_read_only" if alone else "SELECT 1")
        (said,) = cursor.fetchone()
    return "ok, but nothing can be written" if said == "on" else OK


def _migrations() -> str:
    applied = set(MigrationRecorder(connection()).applied_migrations())
    return OK if _known_migrations() <= applied else "some were not applied"


@cache
def _known_migrations() -> frozenset:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _disk() -> str:
    data, media = Path(settings.DATA_DIR), Path(settings.MEDIA_ROOT)
    for place in (data, media):
        try:
            if place == data or place.is_dir():  # the second is made with the first file; a lost disk takes both
                _written(place)
                if shutil.disk_usage(place).free < LEAST_FREE:
                    return "nearly full"
        except OSError:
            return "full, or cannot be written"
    return OK


def _written(place: Path) -> None:
    with tempfile.TemporaryFile(dir=place) as file:
        file.write(b"Is there room?")


def _storage() -> str:
    """One that is silent is no reason to send readers away: all pages but pictures and files are there."""
    return OK if default_storage.answers() else "ok, but files cannot be reached"


def _index() -> str:
    try:
        return OK if catalogue.in_line() else "ok, it is being made"
    except Behind:
        return "ok, newer than the standby"


def _backup() -> str:
    """An old one is no reason to send people away, and one to look."""
    return "ok, but the last one is old" if settings.BACKUP_RECIPIENT and backups.overdue() else OK


CHECKS = {
    "server": _server,
    "mode": _asked(_mode),
    "database": _asked(_database),
    "migrations": _asked(_migrations),
    "disk": _disk,
    "storage": _storage,
    "index": _asked(_index),
    "backup": _backup,
}
