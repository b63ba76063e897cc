"""Where the product keeps what it is given: databases, files, and work that waits, as Django's settings name them."""

from pathlib import Path
from urllib.parse import quote

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from .environment import flag, text

SQLITE = "django.db.backends.sqlite3"
LASTING = "heritage.storage.LastingFiles"
# Seconds, and one count: how soon a server counts as gone that does not answer, or does no more.
PATIENCE = {
    "connect_timeout": 2,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 11_000,  # milliseconds
}


def databases(folder: Path) -> dict:
    """DATABASES; without DATABASE_URL a file of SQLite in ``folder``, without STANDBY_URL the primary alone."""
    primary = _named(text("DATABASE_URL", f"sqlite:///{quote(str(folder))}/db.sqlite3"))
    if primary["ENGINE"] == SQLITE:
        primary["CONN_HEALTH_CHECKS"] = False  # a file does not hang up
        # FULL: what was saved survives a power cut. IMMEDIATE: two writers wait for each other, and none fails midway.
        primary["OPTIONS"] = {
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
        }
    # A pooler lends a connection for one transaction: a cursor that outlives it would be another visitor's.
    primary["DISABLE_SERVER_SIDE_CURSORS"] = flag("POOLED")
    elsewhere = text("STANDBY_URL")
    if not elsewhere:
        return {"default": primary}
    standby = _named(elsewhere)
    if SQLITE in (primary["ENGINE"], standby["ENGINE"]):
        raise ImproperlyConfigured(
            "STANDBY_URL names standbys of a PostgreSQL server: write postgres://… there and in DATABASE_URL, or leave "
            "it out."
        )
    return {"default": primary, "standby": standby | {"TEST": {"MIRROR": "default"}}}


def _named(url: str) -> dict:
    """One database. Readers would wait for minutes where nobody answers, if nothing were said of it."""
    named = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    if named["ENGINE"] != SQLITE:
        named["OPTIONS"] = PATIENCE | named.get("OPTIONS", {})
    return named


def storages(folder: Path, static: str) -> dict:
    """STORAGES: what people hand in, releases, and the program's own files, by the class ``static``."""
    return {
        "default": {"BACKEND": LASTING},
        "staticfiles": {"BACKEND": static},
        "releases": {"BACKEND": LASTING, "OPTIONS": {"location": folder / "releases"}},
    }


def tasks() -> tuple[bool, dict]:
    """WORKER and TASKS. Work that takes its time is done at once, in the request; with WORKER=1 it waits in the
    database for `manage.py db_worker`."""
    waits = flag("WORKER")
    backend = "django_tasks_db.DatabaseBackend" if waits else "django_tasks.backends.immediate.ImmediateBackend"
    return waits, {"default": {"BACKEND": backend}}
