from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..catalogue import Slice
from . import documents
from .answers import answered, document, page, unless_known
from .asked import Asked, asked, nothing_but
from .holdings import HOLDINGS, Holding
from .links import GEOJSON, JSON, OPENAPI, Link, Links
from .openapi import definition as openapi
from .parameters import LIMIT, MOST, parameters

MOST_DIGITS = 15


@answered
def landing(request: HttpRequest, form: str) -> HttpResponse:
    """Where everything is found."""
    nothing_but(request)
    told = documents.landing(Links(request), form)
    return _told(request, form, "api/landing.html", told, {"collections": HOLDINGS.values()})


@answered
def conformance(request: HttpRequest, form: str) -> HttpResponse:
    """The classes of the standard that are kept."""
    nothing_but(request)
    return _told(request, form, "api/conformance.html", documents.conformance(Links(request), form))


@answered
def definition(request: HttpRequest, form: str) -> HttpResponse:
    """The interface for programs (OpenAPI 3.0), or for people."""
    nothing_but(request)
    links = Links(request)
    both = links.both(form, OPENAPI, "api_definition")
    if form == "json":
        return document(openapi(links.origin), both, OPENAPI)
    told = [(holding, parameters(holding.name)) for holding in HOLDINGS.values()]
    shared = [one for one in told[0][1] if all(one in known for _holding, known in told)]
    context = {
        "root": links.address("api"),
        "shared": shared,
        "own": [(holding, [one for one in known if one not in shared]) for holding, known in told],
        "limit": LIMIT,
        "most": MOST,
    }
    return page(request, "api/definition.html", context, both)


@answered
def collections(request: HttpRequest, form: str) -> HttpResponse:
    nothing_but(request)
    return _told(request, form, "api/collections.html", documents.collections(Links(request), form))


@answered
def collection(request: HttpRequest, form: str, name: str) -> HttpResponse:
    nothing_but(request)
    holding = _holding(name)
    told = documents.collection(Links(request), form, holding)
    return _told(request, form, "api/collection.html", told, {"holding": holding})


@answered
def items(request: HttpRequest, form: str, name: str) -> HttpResponse:
    """A page of a collection: what a filter picks, from a number on."""
    holding = _holding(name)
    wanted = asked(request, name)
    if not holding.steady:
        return _items(request, form, holding, wanted)
    today = timezone.localdate().isoformat()
    return unless_known(request, form, today, lambda: _items(request, form, holding, wanted))


def _items(request: HttpRequest, form: str, holding: Holding, wanted: Asked) -> HttpResponse:
    links, found = Links(request), holding.read(wanted)
    beside = _beside(links, form, holding, wanted, found)
    told = documents.items(holding, found.items, links.origin, beside, timezone.localdate(), found.total)
    if form == "json":
        return document(told, beside, GEOJSON)
    rows = list(zip(found.items, told["features"], strict=True))
    kept = [pair for pair in wanted.pairs if pair[0] != "limit"]
    context = {"holding": holding, "found": told, "rows": rows, "filters": kept, "total": found.total}
    return page(request, "api/items.html", context | _turns(beside), beside)


def _beside(links: Links, form: str, holding: Holding, wanted: Asked, found: Slice) -> list[Link]:
    """Links from a page: to itself, its other form, the pages beside it, and its collection."""
    media = "text/html" if form == "html" else GEOJSON
    here = [*wanted.pairs, *_cursor(wanted.after)]
    beside = links.both(form, GEOJSON, "api_items", holding.name, pairs=here)
    for rel, title, cursor in (("next", "The next page", found.later), ("prev", "The page before", found.earlier)):
        if cursor is not None:
            pairs = [*wanted.pairs, *_cursor(cursor)]
            beside.append(links.to(rel, media, title, "api_items", holding.name, pairs=pairs))
    title = f"The collection “{holding.name}”"
    return [*beside, links.to("collection", JSON, title, "api_collection", holding.name)]


def _cursor(number: int) -> list[tuple[str, str]]:
    return [("cursor", str(number))] if number else []


def _turns(links: list[Link]) -> dict[str, str]:
    """The addresses of the pages beside this one, and of this one as JSON."""
    by_rel = {one["rel"]: one["href"] for one in links}
    return {"earlier": by_rel.get("prev", ""), "later": by_rel.get("next", ""), "as_json": by_rel["alternate"]}


@answered
def item(request: HttpRequest, form: str, name: str, number: str) -> HttpResponse:
    """One site, report or article."""
    nothing_but(request)
    holding = _holding(name)
    plain = number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS and str(int(number)) == number
    values = holding.one(int(number)) if plain else []
    if not values:
        raise Http404(_("There is no item of this number in the collection, or it is not public any more."))
    told = documents.item(Links(request), form, holding, values[0])
    means = {column.name: column.meaning for column in holding.dataset.columns}
    properties = [(field, value, means[field]) for field, value in told["properties"].items()]
    context = {"holding": holding, "title": holding.title_of(values[0]), "properties": properties}
    return _told(request, form, "api/item.html", told, context, GEOJSON)


@answered
def missing(request: HttpRequest, form: str, rest: str) -> HttpResponse:
    """Whatever else is asked for beneath the interface's address."""
    raise Http404(_("There is nothing at this address. The interface begins at /api/, which leads to all it holds."))


def _holding(name: str) -> Holding:
    if name not in HOLDINGS:
        known = ", ".join(HOLDINGS)
        raise Http404(_("There is no such collection. There are: {known}.").format(known=known))
    return HOLDINGS[name]


def _told(
    request: HttpRequest, form: str, template: str, told: dict, more: dict | None = None, media: str = JSON
) -> HttpResponse:
    """A document in the form that was asked for."""
    if form == "json":
        return document(told, told["links"], media)
    alternate = next(link["href"] for link in told["links"] if link["rel"] == "alternate")
    return page(request, template, {"told": told, "as_json": alternate, **(more or {})}, told["links"])
