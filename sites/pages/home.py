"""The map with the list beside it, and the list alone."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse

from .. import catalogue, maps
from ..catalogue import Page, Query
from ..terms import LEVELS
from .answer import address, days, page_number, public, read, render
from .filters import chips, downloads, groups, held, orders

BASEMAP = ("coarse", "fine", "water", "places")
FRAMED = 2000  # more sites than these are not measured for the first view: the map opens on the world


@public
def home(request: HttpRequest) -> HttpResponse:
    """The map and the list of what a filter picks."""
    query = read(request, ["page"])
    found = catalogue.find(query, page_number(request))
    return render(
        request,
        "pages/home.html",
        {
            "section": "map",
            "map": world(query, maps.bounds(query) if found.total <= FRAMED else None),
            "unplaced": catalogue.unplaced(query),
            "legend": list(LEVELS),
            **listed(request.path, query, found),
        },
    )


@public
def sites(request: HttpRequest) -> HttpResponse:
    """The list alone, with more about each site: the map for those who cannot see it."""
    query = read(request, ["page"])
    found = catalogue.find(query, page_number(request))
    return render(request, "pages/sites.html", {"section": "sites", **listed(request.path, query, found)})


def listed(path: str, query: Query, found: Page) -> dict:
    """What the filter bar and the list are drawn from."""
    return {
        "query": query,
        "days": days(query),
        "found": found,
        "total": catalogue.count(Query(on=query.on, known=query.known)),
        "groups": groups(catalogue.choices(query)),
        "chips": chips(path, query),
        "orders": orders(path, query),
        "held": held(query),
        "downloads": downloads(query),
        "clear": path,
        **turns(path, query, found),
    }


def turns(path: str, query: Query, found: Page) -> dict:
    """The address of this page of a list, and of the one before and after."""
    there = {"here": found.number, "earlier": found.number - 1, "later": found.number + 1}
    return {
        name: address(path, [*query.pairs, *([("page", str(number))] if number > 1 else [])])
        for name, number in there.items()
        if 1 <= number <= found.pages
    }


def world(query: Query, bounds: tuple | None) -> dict:
    """What the map's script is told: where its data stand, which filter holds, what to frame, which words to use."""
    return {
        "tiles": reverse("home") + "map/{z}/{x}/{y}.json",
        "query": address("", query.filters).removeprefix("?"),
        "site": reverse("site", args=["-slug-"]) + days(query),
        "bounds": ",".join(map(str, bounds or ())),
        "labels": json.dumps(maps.labels()),
        **ground(),
    }


def ground() -> dict:
    """Where the base map's files stand, and the tile server that this installation names, if any."""
    return {
        "basemap": json.dumps({name: static(f"basemap/{name}.json") for name in BASEMAP}),
        "tile_url": settings.TILE_URL,
        "tile_attribution": settings.TILE_ATTRIBUTION,
    }
