"""The map with the list beside it, the list alone, and the map for the pages of others."""

import json

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt

from .. import catalogue, maps
from ..catalogue import BadQuery, Overview, Page, Query
from ..drawings import draw_months
from ..places import BBox, parse_bbox
from ..terms import LEVELS, Fault
from ..tongues import permanent
from .answer import DEEPEST, address, days, page_number, public, read, render
from .cited import list_cited
from .files import downloads
from .filters import Pairs, chips, groups, held, lost, orders

TIMES = ("after", "before", "on", "known", "against")
PIECES = {"list": False, "legend": True, "time": False}  # of the map for others, and whether they are usual
RAMP = ("none", "slight", "moderate", "severe", "destroyed")  # the levels that have an order
BASEMAP = ("coarse", "fine", "water", "places")


@public
def home(request: HttpRequest) -> HttpResponse:
    """The map and the list of what a filter picks."""
    query, seen = listing(request, opening=True)
    context = {"section": "map", "map": world(query, seen.bounds), "legend": list(LEVELS)}
    context["embed"] = request.build_absolute_uri(address(reverse("embed"), query.pairs))
    context |= {"opening": seen.opening, "ramp": RAMP}
    context |= strip(request.path, query, seen)
    return render(request, "pages/home.html", context | listed(request.path, query, seen, box(request)))


@public
def sites(request: HttpRequest) -> HttpResponse:
    """The list alone, with more about each site: the map for those who cannot see it."""
    query, seen = listing(request)
    context = listed(request.path, query, seen, box(request))
    return render(request, "pages/sites.html", {"section": "sites", "legend": list(LEVELS), **context})


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@public
def embed(request: HttpRequest) -> HttpResponse:
    """The map for the pages of others, who choose what stands beside it: the only page that may be framed."""
    query = read(request, ["page", "against", *PIECES])
    seen = catalogue.overview(query, page_number(request))
    shown = {piece: _shows(request, piece, usual) for piece, usual in PIECES.items()}
    asked = [(piece, "1" if shown[piece] else "0") for piece in PIECES if piece in request.GET]
    context = {"map": world(query, seen.bounds), "legend": list(LEVELS), "shown": shown}
    context |= listed(request.path, query, seen, extras=asked) | strip(request.path, query, seen, asked)
    full = address(reverse("home"), query.pairs)
    return render(request, "pages/embed.html", context | {"full": full, "here": full})


def listing(request: HttpRequest, opening: bool = False) -> tuple[Query, Overview]:
    """The filter in an address, and a page of its sites: of those in the box ``view``, where one is given. BadQuery."""
    query = read(request, ["page", "against", "view"])
    return query, catalogue.overview(query, page_number(request), view=box(request), opening=opening)


def box(request: HttpRequest) -> BBox | None:
    """The part of the map that the list keeps to. BadQuery."""
    text = _once(request, "view")
    try:
        return parse_bbox(text) if text else None
    except Fault as fault:
        raise BadQuery("view", fault) from fault


def _shows(request: HttpRequest, piece: str, usual: bool) -> bool:
    """Whether a piece of the map for others is wanted. BadQuery."""
    answer = _once(request, piece)
    if answer not in ("", "0", "1"):
        raise BadQuery(piece, Fault("Write 1 to show it or 0 to leave it out, not “{text}”.", text=answer[:60]))
    return answer == "1" if answer else usual


def _once(request: HttpRequest, parameter: str) -> str:
    """A parameter that may stand once; empty if it is not given. BadQuery."""
    given = [text for text in request.GET.getlist(parameter) if text]
    if len(given) > 1:
        raise BadQuery(parameter, Fault("Give it once, not {count} times.", count=len(given)))
    return given[0] if given else ""


def listed(path: str, query: Query, seen: Overview, view: BBox | None = None, extras: Pairs = ()) -> dict:
    """What the filter bar and the list are drawn from; links and form carry the ``extras`` of the page along."""
    extras = [*([("view", str(view))] if view else []), *extras]
    return {
        "query": query,
        "days": days(query),
        "seen": seen,
        "found": seen.found,
        "total": seen.all,
        "unplaced": seen.unplaced,
        "view": view,
        "whole": address(path, query.pairs),
        "anywhere": address(path, [*query.without("area").pairs, *extras]),
        "groups": groups(seen.choices),
        "chips": chips(path, query, extras),
        "orders": orders(path, query, extras),
        "held": held(query, extras),
        "downloads": downloads(query),
        "clear": path,
        "preview": address(reverse("list_preview"), query.pairs),
        **list_cited(query),
        **(lost(path, query, extras) if not seen.found.total else {}),
        **turns(path, query, seen.found, extras),
    }


def strip(path: str, query: Query, seen: Overview, extras: Pairs = ()) -> dict:
    """What the strip of time below the map is drawn from; its links carry the ``extras`` of the page along."""
    free = query
    for parameter in TIMES:
        free = free.without(parameter)
    return {
        "histogram": draw_months(path, query, seen.months, seen.whole, extras),
        "timed": free != query,
        "all_time": address(path, [*free.pairs, *extras]),
    }


def turns(path: str, query: Query, found: Page, extras: Pairs = ()) -> dict:
    """The address of this page of a list, and of the one before and after."""
    there = {"here": (found.number, ()), "earlier": (found.number - 1, extras), "later": (found.number + 1, extras)}
    return {
        name: address(path, [*query.pairs, *kept, *([("page", str(number))] if number > 1 else [])])
        for name, (number, kept) in there.items()
        if 1 <= number <= min(found.pages, DEEPEST)
    }


def world(query: Query, bounds: tuple | None) -> dict:
    """What the map's script is told: where its data stand, which filter holds, what to frame, which words to use."""
    return {
        "tiles": permanent("home") + "map/{z}/{x}/{y}.json",
        "query": address("", query.filters).removeprefix("?"),
        "site": reverse("site", args=["-slug-"]) + days(query),
        "bounds": ",".join(map(str, bounds or ())),
        "labels": json.dumps(maps.labels()),
        "overview": address(reverse("overview_map"), query.filters),
        "overview_small": address(reverse("overview_map"), [*query.filters, ("size", "small")]),
        **ground(),
    }


def ground() -> dict:
    """Where the base map's files stand, and the tile server that this installation names, if any."""
    return {
        "basemap": json.dumps({name: static(f"basemap/{name}.json") for name in BASEMAP}),
        "tile_url": settings.TILE_URL,
        "tile_attribution": settings.TILE_ATTRIBUTION,
    }
