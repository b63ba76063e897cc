"""What the answers are made of, for the definition of the interface (OpenAPI 3.0): the exports' columns, explained."""

from datetime import date

from ..exports import Column, Dataset
from ..terms import ARTICLE_TYPES, KINDS, LEVELS, RECOVERIES, STATUSES, VERIFICATIONS

TYPES = {
    str: {"type": "string"},
    int: {"type": "integer", "format": "int64"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
}
ALWAYS = ("number", "url", "licence")
WORDS = {
    "sites": {
        "kind": KINDS,
        "level": STATUSES,
        "verification": VERIFICATIONS,
        "recovery": RECOVERIES,
        "confirmed_level": LEVELS,
        "level_before": STATUSES,
        "verification_before": VERIFICATIONS,
        "recovery_before": RECOVERIES,
    },
    "reports": {"level": LEVELS, "verification": VERIFICATIONS, "recovery": RECOVERIES},
    "articles": {"type": ARTICLE_TYPES},
}


def _object(required: list[str], **properties) -> dict:
    asked = {"required": required} if required else {}
    return {"type": "object", **asked, "properties": properties, "additionalProperties": False}


def _list(items: dict, **more) -> dict:
    return {"type": "array", "items": items, **more}


def ref(name: str, kind: str = "schemas") -> dict:
    return {"$ref": f"#/components/{kind}/{name}"}


TEXT = {"type": "string"}
ADDRESS = {"type": "string", "format": "uri"}
NUMBER = {"type": "integer", "format": "int64", "minimum": 0}
LINKS = _list(ref("link"))
POSITION = _list({"type": "number"}, minItems=2, maxItems=2)

COMMON = {
    "link": _object(["href", "rel", "type", "title"], href=ADDRESS, rel=TEXT, type=TEXT, title=TEXT),
    "exception": _object(
        ["code", "description"],
        code={"type": "string", "description": "What kind of fault it is."},
        description={"type": "string", "description": "What is wrong, where, and how to mend it."},
    ),
    "landingPage": _object(["title", "description", "links"], title=TEXT, description=TEXT, links=LINKS),
    "confClasses": _object(["conformsTo", "links"], conformsTo=_list(ADDRESS), links=LINKS),
    "extent": _object(
        [],
        spatial=_object(
            ["bbox", "crs"],
            bbox=_list(_list({"type": "number"}, minItems=4, maxItems=4), minItems=1),
            crs=ADDRESS,
        ),
        temporal=_object(
            ["interval", "trs"],
            interval=_list(
                _list({"type": "string", "format": "date-time", "nullable": True}, minItems=2, maxItems=2), minItems=1
            ),
            trs=ADDRESS,
        ),
    ),
    "collection": _object(
        ["id", "title", "description", "itemType", "crs", "extent", "links"],
        id=TEXT,
        title=TEXT,
        description=TEXT,
        itemType={"type": "string", "enum": ["feature"]},
        crs=_list(ADDRESS),
        extent=ref("extent"),
        links=LINKS,
    ),
    "collections": _object(["links", "collections"], links=LINKS, collections=_list(ref("collection"))),
    "point": _object(["type", "coordinates"], type={"type": "string", "enum": ["Point"]}, coordinates=POSITION),
    "cell": _object(
        ["type", "coordinates"],
        type={"type": "string", "enum": ["Polygon"]},
        coordinates=_list(_list(POSITION, minItems=5, maxItems=5), minItems=1, maxItems=1),
    )
    | {"description": "The grid cell in which a protected site lies."},
}


def of_dataset(dataset: Dataset) -> dict[str, dict]:
    """The schemas of one item of a dataset and of a page of them, by name."""
    properties = {column.name: _column(dataset.name, column) for column in dataset.columns}
    place = {"nullable": True, "description": "Always null: an article has no place.", "type": "object"}
    if dataset.name != "articles":
        place = {"nullable": True, "oneOf": [ref("point"), ref("cell")], "description": "Null without a public place."}
    parts = {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": NUMBER,
        "geometry": place,
        "properties": _object(list(properties), **properties),
    }
    return {
        f"{dataset.name}Feature": _object(list(parts), **parts) | {"description": dataset.about},
        f"{dataset.name}Item": _object([*parts, "links"], **parts, links=LINKS),
        f"{dataset.name}Items": _object(
            ["type", "numberReturned", "timeStamp", "links", "features"],
            type={"type": "string", "enum": ["FeatureCollection"]},
            numberMatched=NUMBER | {"description": "Left out where counting would take too long."},
            numberReturned=NUMBER,
            timeStamp={"type": "string", "format": "date-time", "description": "The day of the answer."},
            links=LINKS,
            features=_list(ref(f"{dataset.name}Feature")),
        ),
    }


def _column(dataset: str, column: Column) -> dict:
    told = {**TYPES[column.type], "description": column.meaning}
    if column.ours:
        told["format"] = "uri"
    if column.name not in ALWAYS:
        told["nullable"] = True
    if words := WORDS[dataset].get(column.name):
        told["enum"] = [*words, None]
    return told
