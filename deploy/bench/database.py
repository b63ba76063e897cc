"""The seeded database of the benchmark: made once, and used again as long as the product would derive the same rows."""

import hashlib
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from tqdm import tqdm

from . import seed

MIGRATIONS = Path(__file__).resolve().parents[2] / "sites" / "migrations"
SAMPLE = 500
PROCESSES = 2


def main(sites: int) -> None:
    """See that the database of the settings holds the seed with so many sites, and that a server finds its files."""
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp = settings.DATA_DIR / "stamp"
    wanted = f"{sites} {_fingerprint()}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    _empty()
    call_command("migrate", verbosity=0)
    with _in_a_hurry():
        _fill(sites)
    _settle()
    stamp.write_text(wanted)


def _fingerprint() -> str:
    """The same as long as the tables and the rows of some sites are: whatever else was changed in the code."""
    seen = hashlib.sha256()
    for file in sorted(MIGRATIONS.glob("*.py")):
        seen.update(file.read_bytes())
    for block in seed.sample(SAMPLE):
        seen.update(block)
    return seen.hexdigest()


def _empty() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{settings.DATABASES['default']['NAME']}{suffix}").unlink(missing_ok=True)


def _fill(sites: int) -> None:
    with (
        tqdm(total=sites, unit=" sites", desc=f"Seeding {connection.vendor}", smoothing=0) as bar,
        transaction.atomic(),
        seed.without_indexes(connection),
    ):
        seed.fill(connection, sites, processes=PROCESSES, told=bar.update)
        bar.set_description("Building the indexes")


@contextmanager
def _in_a_hurry():
    """Nobody misses a half-made seed: no journal, no waiting for the disk, no look at keys that are known to fit."""
    slow = connection.vendor == "postgresql"
    pragmas = ["journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -1000000"]
    with connection.cursor() as cursor:
        for statement in ["SET session_replication_role = replica"] if slow else [f"PRAGMA {one}" for one in pragmas]:
            cursor.execute(statement)
    yield
    connection.close()


def _settle() -> None:
    """What a database does by itself in its first quiet hour."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("CHECKPOINT")
