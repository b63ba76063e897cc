"""A database beside the one that stands: what is restored is built there, and takes its place at once or not at all."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, connection, connections, transaction

from .. import role
from .instant import SCHEMA
from .refusal import Refusal

IN_USE = "Somebody works in the database, and nothing was changed: stop the server, and restore again."
FULL = "The disk is full, and nothing was changed: the database needs room for itself once more."
PATIENCE = 60  # seconds
FILE = "db.sqlite3"
HELD = {"55P03", "40P01"}  # what PostgreSQL calls it when others hold what is asked for


@contextmanager
def beside(folder: Path) -> Iterator[None]:
    """Meanwhile this thread's database is an empty one: another file in the folder, or another schema."""
    prepare = _another_file if connection.vendor == "sqlite" else _another_schema
    standing = connections[DEFAULT_DB_ALIAS]
    said = standing.settings_dict | prepare(folder)
    connections[DEFAULT_DB_ALIAS] = type(standing)(said, DEFAULT_DB_ALIAS)
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS] = standing


def _another_file(folder: Path) -> dict:
    """With pages as large as those of the one that stands: otherwise it could not take its place."""
    with connection.cursor() as cursor:
        (size,) = cursor.execute("PRAGMA page_size").fetchone()
    file = folder / FILE
    with closing(sqlite3.connect(file)) as fresh:
        fresh.execute(f"PRAGMA page_size = {size}")
        fresh.execute("VACUUM")
    return {"NAME": str(file)}


def _another_schema(_folder: Path) -> dict:
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
            cursor.execute(f"CREATE SCHEMA {SCHEMA}")
    except DatabaseError as fault:
        raise Refusal("A schema beside the one that stands cannot be made: {why}", why=str(fault).strip()) from fault
    said = connection.settings_dict["OPTIONS"]
    options = f"{said.get('options', '')} -c search_path={SCHEMA}".strip()
    return {"OPTIONS": said | {"options": options}}


def take_place(folder: Path) -> None:
    """Put what was built in the place of what stands. Whoever reads at this moment reads the one or the other."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {1000 * PATIENCE}")
        _copy((folder / FILE).as_uri())
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
            cursor.execute("SELECT FROM pg_namespace WHERE nspname = %s", [SCHEMA])
            if cursor.fetchone() is not None:  # otherwise it has taken its place
                _swap(cursor)
    except OperationalError as fault:
        if getattr(fault.__cause__, "pgcode", None) not in HELD:
            raise
        raise Refusal(IN_USE) from fault


def _copy(built: str) -> None:
    """By one transaction. It may be copied again."""
    try:
        with closing(sqlite3.connect(f"{built}?mode=rw", uri=True)) as opened:
            opened.backup(connection.connection, progress=_no_longer)
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode != sqlite3.SQLITE_FULL:
            raise
        raise Refusal(FULL) from fault


def _no_longer(status: int, _left: int, _pages: int) -> None:
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise Refusal(IN_USE)


RELATIONS = """
SELECT c.relname, c.relkind FROM pg_class c WHERE c.relnamespace = %s::regnamespace
AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i', 'e'))
"""
FUNCTIONS = """
SELECT p.proname, p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = %s::regnamespace
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
KINDS = {"v": "VIEW", "m": "MATERIALIZED VIEW", "S": "SEQUENCE"}


def _swap(cursor) -> None:
    """Ours goes, whatever guards it, and the other comes. What others keep in the same database stays."""
    cursor.execute("SELECT current_schema()")
    (here,) = cursor.fetchone()
    readers = role.take_down()
    built, functions = _all(cursor, RELATIONS, SCHEMA), _all(cursor, FUNCTIONS, SCHEMA)
    ours = {name for name, _kind in built}
    for name, kind in _all(cursor, RELATIONS, here):
        if name in ours or name.startswith("heritage_"):
            cursor.execute(f'DROP {KINDS.get(kind, "TABLE")} IF EXISTS "{here}"."{name}" CASCADE')
    for name, said in _all(cursor, FUNCTIONS, here):
        if name.startswith("heritage_"):
            cursor.execute(f"DROP FUNCTION IF EXISTS {said} CASCADE")
    for name, kind in built:
        cursor.execute(f'ALTER {KINDS.get(kind, "TABLE")} {SCHEMA}."{name}" SET SCHEMA "{here}"')
    for _name, said in functions:
        cursor.execute(f'ALTER FUNCTION {said} SET SCHEMA "{here}"')
    cursor.execute(f"DROP SCHEMA {SCHEMA}")
    if readers:
        role.build(readers)


def _all(cursor, question: str, schema: str) -> list[tuple]:
    cursor.execute(question, [schema])
    return cursor.fetchall()
