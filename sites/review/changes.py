"""What a record says, as plain values, and how two such accounts differ."""

from django.db import models

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
    "merged_into",
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
        said[name] = [list(row) for row in getattr(record, name).order_by("id").values_list(*columns)]
    return said


def _plain(value):
    return value if value is None or isinstance(value, bool | int | float | list) else str(value)


def differences(before: dict, after: dict) -> dict:
    """The fields that differ, each with what it said and what it says now; what never said anything is left out."""
    return {name: [before.get(name), said] for name, said in after.items() if (before.get(name) or "") != (said or "")}
