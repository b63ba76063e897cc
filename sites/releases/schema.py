"""What the cells of a column hold, as Frictionless Table Schema says it. A column that is not named here is text."""

from ..exports import Dataset
from ..terms import ARTICLE_TYPES, KINDS, LEVELS, RECOVERIES, ROLES, STATUSES, VERIFICATIONS

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
NUMBER = {"type": "integer", "constraints": {"required": True, "minimum": 1}}
KEY = {"type": "integer", "constraints": {"required": True, "unique": True, "minimum": 1}}
COUNT = {"type": "integer", "constraints": {"required": True, "minimum": 0}}
DAY = {"type": "date", "format": "%Y-%m-%d"}
ADDRESS = {"type": "string", "format": "uri"}
YES_NO = {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
REQUIRED = {"type": "string", "constraints": {"required": True}}
NUMBERS = {"type": "list", "itemType": "integer", "delimiter": ";"}
TEXTS = {"type": "list", "itemType": "string", "delimiter": ";"}


def degrees(most: int) -> dict:
    return {"type": "number", "constraints": {"minimum": -most, "maximum": most}}


def one_of(*values: str, required: bool = False) -> dict:
    return {"type": "string", "constraints": {**({"required": True} if required else {}), "enum": list(values)}}


STANDING = ("reported", "corroborated", "confirmed")
TYPES = {
    "sites": {
        "number": KEY,
        "url": ADDRESS,
        "slug": {"type": "string", "constraints": {"required": True, "unique": True}},
        "name": REQUIRED,
        "other_names": TEXTS,
        "kind": one_of(*KINDS),
        "country_code": {"type": "string", "constraints": {"pattern": "[A-Z]{2}"}},
        "level": one_of(*STATUSES, required=True),
        "verification": one_of(*STANDING),
        "contested": YES_NO,
        "since": DAY,
        "recovery": one_of(*RECOVERIES),
        "confirmed_level": one_of(*LEVELS),
        "causes": TEXTS,
        "supporting_reports": NUMBERS,
        "dissenting_reports": NUMBERS,
        "reports": COUNT,
        "articles": COUNT,
        "origins": COUNT,
        "latitude": degrees(90),
        "longitude": degrees(180),
        "location_precision": one_of("point", "approximate", "cell", "none", required=True),
        "coordinate_cell_degrees": {"type": "number", "constraints": {"minimum": 0}},
        "coordinate_uncertainty_m": {"type": "integer", "constraints": {"minimum": 0}},
        "identifiers": TEXTS,
        "level_before": one_of(*STATUSES),
        "verification_before": one_of(*STANDING),
        "contested_before": YES_NO,
        "recovery_before": one_of(*RECOVERIES),
    },
    "reports": {
        "number": KEY,
        "url": ADDRESS,
        "site_number": NUMBER,
        "site_slug": REQUIRED,
        "site_name": REQUIRED,
        "level": one_of(*LEVELS),
        "event_earliest": DAY,
        "event_latest": DAY,
        "effective": DAY,
        "verification": one_of(*VERIFICATIONS, required=True),
        "causes": TEXTS,
        "methods": TEXTS,
        "recovery": one_of(*RECOVERIES),
        "article_numbers": NUMBERS,
        "article_roles": TEXTS,
        "article_urls": TEXTS,
        "first_published": DAY,
    },
    "articles": {
        "number": KEY,
        "url": ADDRESS,
        "type": one_of(*ARTICLE_TYPES),
        "published_earliest": DAY,
        "published_latest": DAY,
        "copies_sha256": TEXTS,
        "reports": COUNT,
    },
    "citations": {
        "report_number": NUMBER,
        "position": NUMBER,
        "article_number": NUMBER,
        "role": one_of(*ROLES, required=True),
    },
}


def foreign(field: str, resource: str, key: str) -> dict:
    reference = {"resource": resource, "fields": [key]} if resource else {"fields": [key]}
    return {"fields": [field], "reference": reference}


KEYS = {
    "sites": {"primaryKey": ["number"], "foreignKeys": [foreign("part_of", "", "slug")]},
    "reports": {"primaryKey": ["number"], "foreignKeys": [foreign("site_number", "sites", "number")]},
    "articles": {"primaryKey": ["number"]},
    "citations": {
        "primaryKey": ["report_number", "position"],
        "foreignKeys": [
            foreign("report_number", "reports", "number"),
            foreign("article_number", "articles", "number"),
        ],
    },
}


def schema(dataset: Dataset) -> dict:
    """The schema of one table, from its columns."""
    types = TYPES[dataset.name]
    fields = [
        {"name": column.name, "description": column.meaning, **types.get(column.name, {"type": "string"})}
        for column in dataset.columns
    ]
    return {"$schema": PROFILE, "fields": fields, "missingValues": [""], **KEYS[dataset.name]}
