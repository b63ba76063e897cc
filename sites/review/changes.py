"""What a record says, as plain values, and how two such accounts differ."""

import json

from django.db import models
from django.utils.crypto import salted_hmac

from ..models import Report, Site

SILENT = {
    "id",
    "state",
    "decided_by",
    "decided_at",
    "first_published",
    "number",
    "corrects",
    "opened_by",
    "sent_at",
    "returned_for",
    "merged_into",
    "checked_on",
    "missed_on",
}
LISTS = {
    Site: {"names": ("text", "language", "kind"), "identifiers": ("scheme", "value")},
    Report: {"citations": ("article_id", "role", "quote", "locator")},
}


def account(record: models.Model) -> dict:
    """The record's fields and lists as JSON can hold them, without the columns that follow from others."""
    said = {
        field.name: _plain(field.value_from_object(record))
        for field in record._meta.concrete_fields
        if field.name not in SILENT and not field.name.endswith(("_earliest", "_latest"))
    }
    for name, columns in LISTS.get(type(record), {}).items():
        rows = sorted(getattr(record, name).all(), key=lambda row: row.pk)
        said[name] = [[getattr(row, column) for column in columns] for row in rows]
    return said


def version(said: dict) -> str:
    """The mark of what a record says: another as soon as anything of it is other. Nobody can reckon back from it."""
    return salted_hmac("heritage.version", json.dumps(said, sort_keys=True), algorithm="sha256").hexdigest()


def _plain(value):
    if isinstance(value, float):
        return value + 0.0  # -0.0 would come back from PostgreSQL as 0.0, and the chain would seem broken
    return value if value is None or isinstance(value, bool | int | list | dict) else str(value)


def differences(before: dict, after: dict) -> dict:
    """The fields that differ, each with what it said and what it says now; what never said anything is left out."""
    return {name: [was, said] for name, said in after.items() if _said(was := before.get(name)) != _said(said)}


def _said(value):
    """A zero says something; an empty text or list says as little as nothing."""
    return None if value in ("", []) else value
