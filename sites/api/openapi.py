"""The definition of the interface for programs: an OpenAPI 3.0 document."""

from django.conf import settings
from django.urls import reverse

from .documents import ABOUT
from .holdings import HOLDINGS, Holding
from .links import GEOJSON, HTML, JSON, OPENAPI
from .parameters import FORM, LARGEST, Parameter, parameters
from .schemas import COMMON, of_dataset, ref

VERSION = "1.0.0"
PAGE = {HTML: {"schema": {"type": "string"}}}
FAULTS = {
    "BadRequest": "A parameter is unknown or cannot be used; the description names it.",
    "NotFound": "There is nothing public at this address.",
}
FEATURE = {
    "name": "featureId",
    "in": "path",
    "required": True,
    "description": "The number of the item.",
    "schema": {"type": "integer", "format": "int64", "minimum": 1, "maximum": LARGEST},
}


def definition(origin: str) -> dict:
    """The whole document, for an installation at this origin."""
    root = reverse("api").rstrip("/")
    return {
        "openapi": "3.0.3",
        "info": {
            "title": settings.SITE_NAME,
            "description": ABOUT,
            "version": VERSION,
            "license": {"name": settings.DATA_LICENCE, "url": settings.DATA_LICENCE_URL},
        },
        "servers": [{"url": origin + root}],
        "tags": [
            {"name": "capabilities", "description": "What the interface is and holds."},
            *({"name": one.name, "description": one.about} for one in HOLDINGS.values()),
        ],
        "paths": _capabilities() | {path: told for one in HOLDINGS.values() for path, told in _paths(one).items()},
        "components": {
            "parameters": {key: _parameter(one) for key, one in _named().items()} | {"featureId": FEATURE},
            "responses": {name: _fault(said) for name, said in FAULTS.items()},
            "schemas": COMMON | {name: s for one in HOLDINGS.values() for name, s in of_dataset(one.dataset).items()},
        },
    }


def _capabilities() -> dict:
    return {
        "/": _get("landing", "The landing page", "capabilities", "landingPage"),
        "/conformance": _get("conformance", "What the interface conforms to", "capabilities", "confClasses"),
        "/api": _get("definition", "This document", "capabilities", "", OPENAPI),
        "/collections": _get("collections", "All collections", "capabilities", "collections"),
    }


def _paths(holding: Holding) -> dict:
    name, title = holding.name, holding.title
    root = f"/collections/{name}"
    asked = [ref(_key(one), "parameters") for one in parameters(name)]
    single = [ref("featureId", "parameters"), ref(_key(FORM), "parameters")]
    path, asked = _unmistakable(holding, asked)
    return {
        root: _get(f"{name}Collection", f"{title}: the collection", name, "collection"),
        path: _get(
            f"{name}Items", f"{title}: a page of them", name, f"{name}Items", GEOJSON, asked, missing="{" in path
        ),
        f"{root}/items/{{featureId}}": _get(
            f"{name}Item", f"{title}: one of them", name, f"{name}Item", GEOJSON, single, missing=True
        ),
    }


def _unmistakable(holding: Holding, asked: list) -> tuple[str, list]:
    """The path of a collection's items, and the parameters. Where a parameter is not the property of the same name, as
    a report's level is not the one that ``level`` asks for, which is its site's, the path has a variable of one value:
    GDAL and QGIS look for the plain path, and would let the server choose items by a property with such a parameter."""
    mistaken = {one.name for one in parameters(holding.name)} & {column.name for column in holding.dataset.columns}
    if holding.name == "sites" or not mistaken:
        return f"/collections/{holding.name}/items", asked
    one = {
        "name": "collection",
        "in": "path",
        "required": True,
        "description": f"{holding.about} Its parameters choose by the site, not by the property of the same name.",
        "schema": {"type": "string", "enum": [holding.name]},
    }
    return "/collections/{collection}/items", [one, *asked]


def _get(
    key: str, summary: str, tag: str, schema: str, media: str = JSON, asked: list | None = None, missing: bool = False
) -> dict:
    content = {media: {"schema": ref(schema) if schema else {"type": "object"}}, **PAGE}
    responses = {
        "200": {"description": summary, "headers": _headers(), "content": content},
        "400": ref("BadRequest", "responses"),
    }
    if missing:
        responses["404"] = ref("NotFound", "responses")
    asked = asked or [ref(_key(FORM), "parameters")]
    return {"get": {"operationId": key, "summary": summary, "tags": [tag], "parameters": asked, "responses": responses}}


def _headers() -> dict:
    return {
        "Link": {"description": "The links of the document (RFC 8288).", "schema": {"type": "string"}},
        "ETag": {"description": "To be sent back as If-None-Match.", "schema": {"type": "string"}},
    }


def _fault(said: str) -> dict:
    return {"description": said, "content": {JSON: {"schema": ref("exception")}, **PAGE}}


def _named() -> dict[str, Parameter]:
    return {_key(one): one for holding in HOLDINGS.values() for one in parameters(holding.name)}


def _key(parameter: Parameter) -> str:
    """Under what a parameter is kept: collections may mean different things by one name."""
    return f"{parameter.only}-{parameter.name}" if parameter.only else parameter.name


def _parameter(parameter: Parameter) -> dict:
    told = {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": parameter.meaning,
        "schema": parameter.schema,
    }
    if parameter.schema["type"] == "array":
        told |= {"style": "form", "explode": parameter.several}
    return told
