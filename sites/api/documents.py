"""The documents of the interface, as the standard has them: plain dictionaries, each with its links."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings

from ..formats import feature
from .holdings import CRS84, HOLDINGS, Holding
from .links import GEOJSON, HTML, JSON, OPENAPI, Link, Links, licence

CONFORMS_TO = [
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}" for part in ("core", "oas30", "geojson", "html")
]
ABOUT = (
    "Heritage sites, the dated reports about them and the sources each report rests on, by OGC API - Features. The "
    "filters are those of the map. Of a protected site nothing finer than its grid cell leaves."
)


def landing(links: Links, form: str) -> dict:
    return {
        "title": settings.SITE_NAME,
        "description": ABOUT,
        "links": [
            *links.both(form, JSON, "api"),
            links.to("service-desc", OPENAPI, "The definition of this interface (OpenAPI 3.0)", "api_definition"),
            links.to("service-doc", HTML, "How this interface is used", "api_definition"),
            links.to("conformance", JSON, "What it conforms to", "api_conformance"),
            links.to("data", JSON, "The collections", "api_collections"),
            licence(),
        ],
    }


def conformance(links: Links, form: str) -> dict:
    return {"conformsTo": CONFORMS_TO, "links": links.both(form, JSON, "api_conformance")}


def collections(links: Links, form: str) -> dict:
    return {
        "links": [*links.both(form, JSON, "api_collections"), licence()],
        "collections": [collection(links, "json", holding) for holding in HOLDINGS.values()],
    }


def collection(links: Links, form: str, holding: Holding) -> dict:
    return {
        "id": holding.name,
        "title": holding.title,
        "description": holding.about,
        "itemType": "feature",
        "crs": [CRS84],
        "extent": holding.extent,
        "links": [
            *links.both(form, JSON, "api_collection", holding.name),
            links.to("items", GEOJSON, f"{holding.title} as GeoJSON", "api_items", holding.name),
            links.to("items", HTML, f"{holding.title} as HTML", "api_items", holding.name),
            links.to("up", JSON, "All collections", "api_collections"),
            licence(),
        ],
    }


def items(
    holding: Holding, values: Iterable[Any], origin: str, found: list[Link], day: date, total: int | None
) -> dict:
    """A page of a collection. How many items match is told where that is known."""
    features = [feature(holding.dataset, value, origin) for value in values]
    counted = {} if total is None else {"numberMatched": total}
    return {
        "type": "FeatureCollection",
        **counted,
        "numberReturned": len(features),
        "timeStamp": f"{day.isoformat()}T00:00:00Z",
        "links": found,
        "features": features,
    }


def item(links: Links, form: str, holding: Holding, value: Any) -> dict:
    told = feature(holding.dataset, value, links.origin)
    found = [
        *links.both(form, GEOJSON, "api_item", holding.name, told["id"]),
        links.to("collection", JSON, f"The collection “{holding.name}”", "api_collection", holding.name),
        {"href": told["properties"]["url"], "rel": "describedby", "type": HTML, "title": "Its page"},
        licence(),
    ]
    return told | {"links": found}
