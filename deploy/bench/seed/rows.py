"""Model instances as rows of plain values, in the form in which both databases read them."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache

from django.db.models import Model

NOTHING = "\\N"


@cache
def columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.column for field in model._meta.concrete_fields)


@cache
def _attributes(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


@cache
def place(model: type[Model], attribute: str) -> int:
    """Where in a row of the model an attribute stands."""
    return _attributes(model).index(attribute)


def row(instance: Model) -> list:
    """Its columns: lists as JSON, days and times as ISO text (times in UTC), yes and no as 1 and 0."""
    held = instance.__dict__
    return [plain(held[name]) for name in _attributes(type(instance))]


def plain(value):
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list | dict):
        return json.dumps(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return value.isoformat() if isinstance(value, date) else value


def copy_text(rows: Iterable[list]) -> bytes:
    """The rows as PostgreSQL's COPY reads them."""
    lines = ("\t".join(NOTHING if one is None else _escaped(one) for one in held) for held in rows)
    return ("\n".join(lines) + "\n").encode()


def _escaped(value) -> str:
    if isinstance(value, str):
        return value.replace("\\", r"\\").replace("\n", r"\n").replace("\t", r"\t")
    return f"\\\\x{value.hex()}" if isinstance(value, bytes) else repr(value)
