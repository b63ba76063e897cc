"""Fill an empty, migrated database with so many sites: by COPY on PostgreSQL, by one long insertion on SQLite."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from multiprocessing import get_context

import django
from django.core.management.color import no_style

from sites import finding
from sites.catalogue.refresh import _announce as announce

from .plan import Story, blocks
from .rows import columns, copy_text
from .write import TABLES, origins, write

AHEAD = 3  # blocks that wait, for each process: memory stays flat however slow the database is


def fill(connection, sites: int, *, processes: int = 0, told: Callable[[int], None] = lambda sites: None) -> None:
    """Write the record and the catalogue of ``sites`` sites. ``told`` hears how many have been written meanwhile.

    With ``processes`` other processes make the rows; without, this one does.
    """
    copied = connection.vendor == "postgresql"
    send = _copy if copied else _insert
    with connection.cursor() as cursor:
        send(cursor, TABLES[0], copy_text(origins()) if copied else origins())
        for written, rows in _made(blocks(sites), copied, processes):
            for model in TABLES:
                if rows[model]:
                    send(cursor, model, rows[model])
            told(written)
        for statement in connection.ops.sequence_reset_sql(no_style(), TABLES):
            cursor.execute(statement)
    announce(None)
    finding.rebuild()


def sample(sites: int) -> Iterator[bytes]:
    """The rows that so many sites would have, as text: to see whether a database was filled in the same way."""
    for block in blocks(sites):
        yield from _block(block, copied=True)[1].values()


def _made(stories: Iterable[list[Story]], copied: bool, processes: int) -> Iterator[tuple[int, dict]]:
    """Block by block the number of its sites and its rows: lists, or the text that is copied."""
    if not processes:
        yield from (_block(block, copied) for block in stories)
        return
    waiting: deque = deque()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        for block in stories:
            waiting.append(pool.submit(_block, block, copied))
            if len(waiting) > AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _block(stories: list[Story], copied: bool) -> tuple[int, dict]:
    rows: dict = {model: [] for model in TABLES}
    for story in stories:
        write(story, rows)
    if copied:
        rows = {model: copy_text(held) if held else b"" for model, held in rows.items()}
    return sum(story.sites for story in stories), rows


def _copy(cursor, model, text: bytes) -> None:
    names = ", ".join(f'"{name}"' for name in columns(model))
    cursor.cursor.copy_expert(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN', BytesIO(text))


def _insert(cursor, model, rows: list[list]) -> None:
    names, marks = ", ".join(columns(model)), ", ".join("?" * len(columns(model)))
    cursor.connection.executemany(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", rows)  # noqa: S608


@contextmanager
def without_indexes(connection):
    """Meanwhile the tables of the seed have no index but those of their constraints; at the end all are built anew."""
    tables = [model._meta.db_table for model in TABLES]
    with connection.cursor() as cursor:
        found = _indexes(cursor, connection.vendor, tables)
        for name, _ in found:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _, made in found:
            cursor.execute(made)


def _indexes(cursor, vendor: str, tables: list[str]) -> list[tuple[str, str]]:
    """Name and making of every index that no constraint needs."""
    if vendor == "sqlite":
        cursor.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    else:
        cursor.execute(
            "SELECT indexname, indexdef, tablename FROM pg_indexes WHERE schemaname = 'public'"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        )
    return [(name, made) for name, made, table in cursor.fetchall() if table in tables]
