from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b

from csp.decorators import csp
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import catalogue
from ..catalogue import BadQuery, Query, Stamp, parse_query
from ..terms import Fault
from .overview import SIZES, drawn_overview
from .place import drawn_place
from .style import POLICY, STYLE

DAYS = ("on", "known")
SHAPE = 1  # to be raised when the same data are drawn in another way


@csp(POLICY)
@require_safe
def overview_map(request: HttpRequest) -> HttpResponse:
    """The sites of a filter on a map that needs no script; ``size=small`` is one for a phone. BadQuery."""
    query = parse_query(dict(request.GET.lists()), extras=("against", "size"))
    size = _size(request)
    asked = f"{size} {query.filters}"
    return _answer(request, asked, lambda revision: _overview(query, size, get_language(), revision))


def _size(request: HttpRequest) -> str:
    given = [text for text in request.GET.getlist("size") if text] or ["wide"]
    if len(given) > 1 or given[0] not in SIZES:
        raise BadQuery("size", Fault("Write it once, as one of: {known}.", known=", ".join(SIZES)))
    return given[0]


@lru_cache(maxsize=256)  # of thirty thousand bytes on average
def _overview(query: Query, size: str, _language: str, revision: Stamp) -> str:
    return drawn_overview(query, size, revision)


@csp(POLICY)
@require_safe
def site_place(request: HttpRequest, slug: str) -> HttpResponse:
    """A small map of one site: its point, or the square in which it lies, with its status as of two days."""
    for parameter in request.GET:
        if parameter not in DAYS:
            raise BadQuery(parameter[:40], Fault("This picture knows two parameters: on and known. Leave it out."))
    days = parse_query(dict(request.GET.lists()))
    query = Query(site=slug, on=days.on, known=days.known)
    return _answer(request, f"{slug} {query.filters}", lambda revision: _place(query, get_language(), revision))


@lru_cache(maxsize=512)
def _place(query: Query, _language: str, _revision: Stamp) -> str:
    try:
        (entry,) = catalogue.find(query, size=1).items
    except (BadQuery, ValueError) as fault:
        raise Http404(_("There is no site at this address.")) from fault
    if entry.latitude is None:
        raise Http404(_("This site has no public place."))
    return drawn_place(entry)


def _answer(request: HttpRequest, what: str, draw: Callable[[Stamp], str]) -> HttpResponse:
    """The revision is read before the sites: a picture may be newer than its ETag says, never older."""
    revision = catalogue.revision()
    asked = f"{SHAPE} {revision} {what} {get_language()} {STYLE}"
    etag = f'"{blake2b(asked.encode(), digest_size=12).hexdigest()}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(draw(revision), content_type="image/svg+xml")
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response
