"""Where the product keeps what it is given: databases, files, and work that waits, as Django's settings name them."""

from pathlib import Path
from urllib.parse import quote

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from .environment import flag, text

SQLITE = "django.db.backends.sqlite3"
LASTING = "heritage.storage.LastingFiles"
POSTGRESQL = "django.db.backends.postgresql"


def make(folder: Path) -> None:
    """Make the folder of all that is kept, where there is none."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as reason:
        said = f"DATA_DIR={folder} cannot be made ({reason.strerror}): name a folder in which this user may write."
        raise ImproperlyConfigured(said) from reason


def read(name: str, url: str) -> dict:
    """The database that the setting ``name`` names; what it says is repeated nowhere, since it holds a password."""
    form = "postgres://user:password@host/name, where %23 stands for #, %2F for / and %40 for @ in a password"
    try:
        named = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except ValueError:
        raise ImproperlyConfigured(f"{name} cannot be read: write {form}.") from None
    if named["ENGINE"] not in {SQLITE, POSTGRESQL}:
        raise ImproperlyConfigured(f"{name} names neither PostgreSQL nor SQLite: write {form}.")
    if not named["NAME"] or (named["ENGINE"] == POSTGRESQL and "@" in named["NAME"]):  # the // is missing
        raise ImproperlyConfigured(f"{name} names no database: write {form}.")
    return named


def databases(folder: Path) -> dict:
    """DATABASES; without DATABASE_URL a file of SQLite in ``folder``."""
    url = text("DATABASE_URL", f"sqlite:///{quote(str(folder))}/db.sqlite3")
    named = read("DATABASE_URL", url)
    if named["ENGINE"] == SQLITE:
        named["CONN_HEALTH_CHECKS"] = False  # a file does not hang up
        # FULL: what was saved survives a power cut. IMMEDIATE: two writers wait for each other, and none fails midway.
        named["OPTIONS"] = {
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
        }
    else:
        # Seconds; without it readers wait for minutes where nobody answers.
        named.setdefault("OPTIONS", {}).setdefault("connect_timeout", 2)
    return {"default": named}


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
