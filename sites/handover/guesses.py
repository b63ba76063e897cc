"""Which mapping is proposed for a file: one that was asked for, that of an import with the same columns, or a guess."""

import json
from dataclasses import replace
from pathlib import Path

from django.utils.text import slugify

from ..imports import Mapping, guess, own_mapping
from ..models import HandedIn, Import
from ..tables import Table
from ..terms import Fault

RECENT = 100
LONGEST = 60


def proposed(kind: str, table: Table, named: Import | None, before) -> Mapping:
    """``before`` are the imports that the account may look at, the last first."""
    known = [named] if named and named.kind == kind else _alike(kind, table, before)
    if known and (mapping := _again(known[0], table)):
        return mapping
    return own_mapping(kind, table.headers) or guess(kind, table.headers, table.sample())


def _alike(kind: str, table: Table, before) -> list[Import]:
    recent = before.filter(kind=kind, undone_at=None)[:RECENT]
    return [one for one in recent if set(one.mapping.get("columns", ())) == set(table.headers)]


def _again(known: Import, table: Table) -> Mapping | None:
    """A mapping that was kept, for the columns that this file has; none if it cannot be used any more."""
    try:
        mapping = Mapping.from_json(json.dumps(known.mapping))
    except Fault:
        return None
    columns = {header: mapping.columns.get(header, "") for header in table.headers}
    also = {name: header for name, header in mapping.also.items() if header in columns}
    leave_out = {header: cells for header, cells in mapping.leave_out.items() if header in columns}
    identifier = mapping.identifier if mapping.identifier in columns else ""
    return replace(mapping, columns=columns, also=also, leave_out=leave_out, identifier=identifier)


def as_kept(mapping: Mapping) -> dict:
    return json.loads(mapping.as_json())


def mapping_of(handed: HandedIn) -> Mapping:
    """Fault if it cannot be used any more."""
    return Mapping.from_json(json.dumps(handed.mapping))


def dataset_of(file_name: str) -> str:
    """What a dataset is called if nobody says it: as its file, without days and numbers."""
    return slugify(Path(file_name).name.partition(".")[0])[:LONGEST]
