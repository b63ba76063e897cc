"""The rows of a table as lines of JSON, the same from every database, and into every one."""

import gzip
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models

from ..models import insert_rows
from .members import DAMAGED
from .refusal import Refusal

AT_ONCE = 200  # rows that are read from the database in one go: one may hold a long text
PACKED = 2 * 1024 * 1024  # bytes of lines that make a member, or are stored in one go
MANY = 1000
READ = {
    "BinaryField": b64decode,
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "DecimalField": Decimal,
    "TimeField": time.fromisoformat,
    "UUIDField": UUID,
}


def columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def packed(model: type[models.Model], counted: dict[str, int]) -> Iterator[bytes]:
    """All rows of a table, so many in each piece as one member holds; they are counted on their way."""
    lines, size = [], 0
    for row in model._base_manager.order_by("pk").values_list(*columns(model)).iterator(AT_ONCE):
        line = json.dumps(row, default=_told, separators=(",", ":")).encode() + b"\n"
        counted[model._meta.db_table] = counted.get(model._meta.db_table, 0) + 1
        lines.append(line)
        size += len(line)
        if size >= PACKED:
            yield gzip.compress(b"".join(lines), 6, mtime=0)
            lines, size = [], 0
    if lines:
        yield gzip.compress(b"".join(lines), 6, mtime=0)


def _told(value) -> str:
    if isinstance(value, bytes | bytearray | memoryview):
        return b64encode(value).decode()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"A backup cannot hold a value of {type(value)}.")


def load(model: type[models.Model], names: list[str], member) -> int:
    """Store the rows of one member; gives how many they are."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    if sorted(names) != sorted(fields):
        raise Refusal(DAMAGED, what=f"the columns of {model._meta.db_table} are others")
    read = [READ.get(fields[name].get_internal_type()) for name in names]
    stored = 0
    try:
        with gzip.open(member) as lines:
            for page in _pages(lines):
                insert_rows(model, names, [_row(line, read) for line in page])
                stored += len(page)
    except (EOFError, gzip.BadGzipFile, ValueError) as fault:
        raise Refusal(DAMAGED, what=f"rows of {model._meta.db_table} cannot be read") from fault
    return stored


def _row(line: bytes, read: list) -> tuple:
    said = json.loads(line)
    return tuple(
        value if make is None or value is None else make(value) for make, value in zip(read, said, strict=True)
    )


def _pages(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    page, size = [], 0
    for line in lines:
        page.append(line)
        size += len(line)
        if size >= PACKED or len(page) == MANY:
            yield page
            page, size = [], 0
    if page:
        yield page


def sequences() -> dict[str, int]:
    """The last number that each table gave: those of deleted rows are not given again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
        else:
            cursor.execute(
                "SELECT c.relname, pg_sequence_last_value(d.objid) FROM pg_depend d"
                " JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_class c ON c.oid = d.refobjid"
                " WHERE d.deptype IN ('a', 'i') AND c.relnamespace = current_schema()::regnamespace"
            )
        return {table: number for table, number in cursor.fetchall() if number}


def count_on(kept: Iterable[type[models.Model]], told: dict[str, int]) -> None:
    """Number on where the database that was backed up would have, and never below what is there."""
    kept = [model for model in kept if isinstance(model._meta.pk, models.AutoField)]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept):
            cursor.execute(statement)
        for model in kept:
            if number := told.get(model._meta.db_table):
                _count_on(cursor, model._meta, number)


def _count_on(cursor, meta, number: int) -> None:
    if connection.vendor == "sqlite":
        cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [number, meta.db_table])
        if not cursor.rowcount:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [meta.db_table, number])
    else:
        cursor.execute(
            "SELECT setval(s, greatest(%s, pg_sequence_last_value(s)))"
            " FROM to_regclass(pg_get_serial_sequence(%s, %s)) s",
            [number, f'"{meta.db_table}"', meta.pk.column],
        )
