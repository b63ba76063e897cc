"""`datapackage.json`: what a package and its tables are, in the words of Frictionless Data Package, version 2."""

import json
from collections.abc import Iterable

from .edition import Edition
from .schema import schema
from .sums import Sum
from .tables import TABLES

PROFILES = "https://datapackage.org/profiles/2.0"
DIALECT = {
    "$schema": f"{PROFILES}/tabledialect.json",
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
}


def descriptor(edition: Edition, sums: Iterable[Sum]) -> str:
    """``sums`` are those of the members that were written before."""
    held = {one.name: one for one in sums}
    licence = {"title": edition.licence, "path": edition.licence_url} | ({"name": edition.spdx} if edition.spdx else {})
    said = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": edition.slug,
        "id": edition.address,
        "title": edition.title,
        "description": (
            "Heritage sites, the dated reports of damage about them, and the sources each report rests on. "
            "README.md explains the tables."
        ),
        "homepage": f"{edition.origin}/",
        "version": edition.label,
        "created": f"{edition.day.isoformat()}T00:00:00Z",
        "licenses": [licence],
        "contributors": [{"title": edition.title, "path": f"{edition.origin}/about/", "roles": ["publisher"]}],
        "keywords": ["cultural heritage", "damage", "armed conflict", "disasters"],
        "resources": [_resource(name, held[f"{name}.csv"]) for name in TABLES],
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _resource(name: str, held: Sum) -> dict:
    dataset = TABLES[name]
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": name,
        "type": "table",
        "description": dataset.about,
        "path": held.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": held.size,
        "hash": f"sha256:{held.sha256}",
        "dialect": DIALECT,
        "schema": schema(dataset),
    }
