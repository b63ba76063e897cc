"""Many rows at once: new ones stored as ``bulk_create`` does, by one statement, and those of many numbers asked for."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, repeat

import numpy as np
from django.db import connection, connections, models
from psycopg2.extras import execute_values

AS_THEY_ARE = {
    "CharField", "TextField", "FloatField", "BigIntegerField", "PositiveBigIntegerField", "PositiveIntegerField",
    "BooleanField", "SlugField", "TermField", "CountryField", "ForeignKey", "OneToOneField", "AutoField",
    "BigAutoField", "BinaryField",
}  # fmt: skip
PAGE = 1000
AT_ONCE = 10_000  # rows that are held in memory
ASKED = 2000  # numbers in one question


def insert(
    records: Iterable[models.Model], replacing: Sequence[str] = (), model: type[models.Model] | None = None
) -> None:
    """Store new records of one model, which get their keys. One that has the columns ``replacing`` of one that is there
    takes its place. What only has the fields of a ``model`` may be stored too. To be called within a transaction."""
    records = list(records)
    if not records:
        return
    meta = (model or type(records[0]))._meta
    whole = [record for record in records if isinstance(record, models.Model)]
    for record in whole:
        record._prepare_related_fields_for_save(operation_name="insert")
    with connection.cursor() as cursor:
        if isinstance(meta.pk, models.AutoField):
            _number(cursor, meta, [record for record in records if record.pk is None])
        columns = [field.column for field in meta.concrete_fields]
        rows = zip(*(_values(field, records) for field in meta.concrete_fields), strict=True)
        _write(cursor, meta, columns, rows, _replace(columns, meta.pk.column, replacing))
    for record in whole:
        record._state.adding = False


def insert_rows(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence], replacing: Sequence[str] = ()
) -> None:
    """Store new rows of a model without making records of them. ``names`` are attributes; what is not named has its
    default. The caller knows that they are sound. ``replacing`` as for ``insert``; within a transaction, too."""
    meta = model._meta
    fields = {field.attname: field for field in meta.concrete_fields}
    told = [fields.pop(name) for name in names]
    rest = [field for field in fields.values() if not isinstance(field, models.AutoField)]
    same = tuple(field.get_db_prep_save(field.get_default(), connection) for field in rest)
    columns = [field.column for field in [*told, *rest]]
    end = _replace(columns, meta.pk.column, replacing)
    with connection.cursor() as cursor:
        for page in _pages(rows):
            values = zip(*map(_column, told, zip(*page, strict=True)), *map(repeat, same), strict=False)
            _write(cursor, meta, columns, values, end)


def _column(field: models.Field, values: Sequence) -> Sequence:
    return values if type(field).__name__ in AS_THEY_ARE else _prepared(field, values)


def _values(field: models.Field, records: list[models.Model]) -> Sequence:
    """A column of them as the database takes it. What Django's descriptors would make of a value is not asked for."""
    if type(field).pre_save is models.Field.pre_save or type(field).__name__ in AS_THEY_ARE:
        name = field.attname
        return _column(field, [vars(record)[name] for record in records])
    return _prepared(field, [field.pre_save(record, True) for record in records])


def _prepared(field: models.Field, values: Iterable) -> list:
    """Most columns hold few values, each of which is made ready once."""
    ready, column, stored_in = {}, [], connections[connection.alias]  # which is asked for each value, past the proxy
    for value in values:
        try:
            column.append(ready[value])
        except KeyError:
            ready[value] = field.get_db_prep_save(value, stored_in)
            column.append(ready[value])
        except TypeError:  # lists and outlines, which no dictionary can remember
            column.append(field.get_db_prep_save(value, stored_in))
    return column


def _number(cursor, meta, records: list[models.Model]) -> None:
    """Give records their keys: on SQLite the caller's transaction is the only one that writes."""
    if not records:
        return
    if connection.vendor == "postgresql":
        ask = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
        cursor.execute(ask, [meta.db_table, meta.pk.column, len(records)])
        keys: Iterator[int] = (key for (key,) in cursor.fetchall())
    else:
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [meta.db_table])
        keys = iter(range((first := cursor.fetchone()[0] + 1), first + len(records)))
    for record, key in zip(records, keys, strict=True):
        record.pk = key


def _replace(columns: list[str], key: str, replacing: Sequence[str]) -> str:
    if not replacing:
        return ""
    told = ", ".join(f'"{one}" = EXCLUDED."{one}"' for one in columns if one not in (key, *replacing))
    return f"ON CONFLICT ({', '.join(replacing)}) DO UPDATE SET {told}"


def _write(cursor, meta, columns: list[str], rows: Iterable[tuple], end: str) -> None:
    head = f'INSERT INTO "{meta.db_table}" ({", ".join(f"{chr(34)}{one}{chr(34)}" for one in columns)}) VALUES'
    if connection.vendor == "postgresql":
        with connection.wrap_database_errors:  # past Django's cursor, what the driver raises is not Django's
            execute_values(cursor.cursor, f"{head} %s {end}", list(rows), page_size=PAGE)
    else:
        cursor.executemany(f"{head} ({', '.join(['%s'] * len(columns))}) {end}", rows)


def _pages(rows: Iterable[Sequence]) -> Iterator[list[Sequence]]:
    rows = iter(rows)
    while page := list(islice(rows, AT_ONCE)):
        yield page


def parts(numbers: Iterable[int]) -> Iterator[range | list[int]]:
    """Each number once, in order, so many as one question bears; a range where they are in a row."""
    held = np.unique(np.fromiter(numbers, np.int64))
    for start in range(0, len(held), ASKED):
        part = held[start : start + ASKED].tolist()
        yield range(part[0], part[-1] + 1) if part[-1] - part[0] + 1 == len(part) else part


def within(rows: models.QuerySet | models.Manager, field: str, numbers: range | list[int]) -> models.QuerySet:
    """Those of the rows whose field is one of the numbers."""
    if isinstance(numbers, range):
        return rows.filter(**{f"{field}__gte": numbers.start, f"{field}__lt": numbers.stop})
    return rows.filter(**{f"{field}__in": numbers})
