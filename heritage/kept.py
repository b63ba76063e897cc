"""Where the product keeps what it is given: databases, files, and work that waits, as Django's settings name them."""

from pathlib import Path
from urllib.parse import quote

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from .environment import flag, text

SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
LASTING, OBJECTS = "heritage.storage.LastingFiles", "heritage.objects.ObjectFiles"
ELSEWHERE = "us-east-1"  # what storages that know no regions are asked by
# Seconds, and one count: how soon a server counts as gone that does not answer, or does no more.
PATIENCE = {
    "connect_timeout": 2,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 5_000,  # milliseconds
}


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
    if named["ENGINE"] == POSTGRESQL:
        named["OPTIONS"] = PATIENCE | named.get("OPTIONS", {})
    return named


def databases(folder: Path) -> dict:
    """DATABASES; without DATABASE_URL a file of SQLite in ``folder``, without STANDBY_URL the primary alone."""
    primary = read("DATABASE_URL", text("DATABASE_URL", f"sqlite:///{quote(str(folder))}/db.sqlite3"))
    if primary["ENGINE"] == SQLITE:
        primary["CONN_HEALTH_CHECKS"] = False  # a file does not hang up
        # FULL: what was saved survives a power cut. IMMEDIATE: two writers wait for each other, and none fails midway.
        # What is deleted is filled with zeros, however the library was built: it may be a name.
        primary["OPTIONS"] = {
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
        }
    # A pooler lends a connection for one transaction: a cursor that outlives it would be another visitor's.
    primary["DISABLE_SERVER_SIDE_CURSORS"] = flag("POOLED")
    elsewhere = text("STANDBY_URL")
    if not elsewhere:
        return {"default": primary}
    standby = read("STANDBY_URL", elsewhere)
    if SQLITE in (primary["ENGINE"], standby["ENGINE"]):
        raise ImproperlyConfigured(
            "STANDBY_URL names standbys of a PostgreSQL server: write postgres://… there and in DATABASE_URL, or leave "
            "it out."
        )
    return {"default": primary, "standby": standby | {"TEST": {"MIRROR": "default"}}}


def storages(folder: Path, static: str) -> dict:
    """STORAGES: what people hand in, releases, and the program's own files, by the class ``static``."""
    objects = object_storage()
    shelves = {"default": {}, "releases": {"location": folder / "releases"}}
    places = {"default": "media", "releases": "releases"}
    for name, place in places.items() if objects else ():
        shelves[name] = objects | {"location": place}
    backend = OBJECTS if objects else LASTING
    kept = {name: {"BACKEND": backend, "OPTIONS": said} for name, said in shelves.items()}
    return kept | {"staticfiles": {"BACKEND": static}}


def object_storage() -> dict:
    """How the object storage is reached that S3_BUCKET names; nothing without it."""
    bucket, endpoint, region = text("S3_BUCKET"), text("S3_ENDPOINT"), text("S3_REGION")
    keys = {"S3_ACCESS_KEY": text("S3_ACCESS_KEY"), "S3_SECRET_KEY": text("S3_SECRET_KEY")}
    links = text("S3_LINKS")
    if not bucket:
        said = {"S3_ENDPOINT": endpoint, "S3_REGION": region, **keys, "S3_LINKS": links}
        if named := " and ".join(name for name, value in said.items() if value):
            raise ImproperlyConfigured(
                f"{named} without S3_BUCKET: files would lie on the disk of this machine. Write the name of the bucket "
                "into S3_BUCKET, or leave out all that begins with S3_."
            )
        return {}
    if missing := " and ".join(name for name, value in keys.items() if not value):
        raise ImproperlyConfigured(f"S3_BUCKET asks for {missing}: the key with which the object storage lets us in.")
    if not endpoint and not region:
        raise ImproperlyConfigured(
            "S3_BUCKET asks for S3_ENDPOINT, the address of the object storage (https://objects.example.org), or, "
            "with Amazon, for S3_REGION alone (eu-central-1)."
        )
    for name, url in (("S3_ENDPOINT", endpoint), ("S3_LINKS", links)):
        if url and not url.startswith(("https://", "http://")):
            raise ImproperlyConfigured(f"{name}={url} is no address: begin it with https://.")
    reached = {"bucket_name": bucket, "endpoint_url": endpoint or None, "region_name": region or ELSEWHERE}
    return reached | {"access_key": keys["S3_ACCESS_KEY"], "secret_key": keys["S3_SECRET_KEY"], "links": links}


def tasks() -> tuple[bool, dict]:
    """WORKER and TASKS. Work that takes its time is done at once, in the request; with WORKER=1 it waits in the
    database for `manage.py db_worker`."""
    waits = flag("WORKER")
    backend = "django_tasks_db.DatabaseBackend" if waits else "django_tasks.backends.immediate.ImmediateBackend"
    return waits, {"default": {"BACKEND": backend}}
