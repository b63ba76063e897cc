"""What the tests of arrivals share: a file written on the spot, its mapping, and what became of it."""

import csv
import hashlib

from factories import steward

from sites import arrivals
from sites.imports import Mapping
from sites.imports.own import own_mapping
from sites.tables import open_table

SITES = {"id": "", "name": "name", "country": "country", "lat": "latitude", "lon": "longitude", "kind": "kind"}
REPORTS = {
    "id": "",
    "site": "site.name",
    "country": "site.country",
    "level": "level",
    "when": "event",
    "link": "article.url",
    "title": "article.title",
    "publisher": "article.publisher",
    "verification": "verification",
}
WHY = "Taken over from a survey."


def written(path, rows):
    """A CSV file of these rows, which are dicts."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)
    return path


def mapped(kind="sites", **columns):
    own = {"sites": SITES, "reports": REPORTS}[kind]
    return Mapping(kind=kind, dataset="survey", columns=own | columns, identifier="id")


def survey(path, rows, mapping=None, **how):
    """Bring in a file of these rows, as a steward does who may publish."""
    mapping = mapping or mapped()
    table = open_table(written(path, rows), path.name)
    missing = {name: "" for name in table.headers if name not in mapping.columns}
    kept = {name: field for name, field in mapping.columns.items() if name in table.headers}
    mapping = Mapping(kind=mapping.kind, dataset=mapping.dataset, columns=kept | missing, identifier="id")
    return bring(path, mapping, **how)


def bring(path, mapping, *, dry=False, by=None, reason=WHY, **how):
    table = open_table(path, path.name)
    if dry:
        return arrivals.preview(table, mapping, by=by or steward(), **how)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return arrivals.carry_out(
        table, mapping, by=by or steward(), reason=reason, file_name=path.name, sha256=sha256, **how
    )


def own(path, kind, **how):
    """Bring in a file of ours."""
    table = open_table(path, path.name)
    return bring(path, own_mapping(kind, table.headers), **how)
