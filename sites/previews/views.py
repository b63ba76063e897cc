"""The pictures of pages; whoever shares a link is shown them by others, who ask for them without a cookie."""

from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import catalogue
from ..catalogue import BadQuery, Query, parse_query
from ..terms import Fault
from .card import Card, card_of_article, card_of_list, card_of_report, card_of_site
from .drawing import painted

DAYS = ("on", "known")
SHAPE = 1  # to be raised when the same words are set in another way


@require_safe
def site_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """One site with its status as of two days, and the place that everybody may know."""
    days = _days(request, *DAYS)
    query = Query(site=slug, on=days.on, known=days.known)
    return _answer(request, query, lambda: _site(query))


@require_safe
def report_preview(request: HttpRequest, number: int) -> HttpResponse:
    _days(request)
    return _answer(request, Query(), lambda: _report(number))


@require_safe
def article_preview(request: HttpRequest, number: int) -> HttpResponse:
    _days(request)
    return _answer(request, Query(), lambda: _article(number))


@require_safe
def list_preview(request: HttpRequest) -> HttpResponse:
    """The sites that a filter picks, in numbers."""
    query = parse_query(dict(request.GET.lists()), ("against",))
    return _answer(request, query, lambda: card_of_list(query, catalogue.summary(query)))


def _days(request: HttpRequest, *known: str) -> Query:
    """The days in an address that takes these parameters alone. BadQuery."""
    for parameter in request.GET:
        if parameter not in known:
            raise BadQuery(parameter[:40], Fault("This picture does not know this parameter: leave it out."))
    return parse_query(dict(request.GET.lists()))


def _site(query: Query) -> Card:
    try:
        (entry,) = catalogue.find(query, size=1).items
    except (BadQuery, ValueError) as fault:
        raise Http404(_("There is no site at this address.")) from fault
    return card_of_site(entry, query)


def _report(number: int) -> Card:
    record = catalogue.report(number)
    if record is None or record.report.state == "withdrawn":
        raise Http404(_("There is no report of this number."))
    return card_of_report(record.report)


def _article(number: int) -> Card:
    record = catalogue.article(number)
    if record is None:
        raise Http404(_("There is no source of this number."))
    return card_of_article(record)


def _answer(request: HttpRequest, query: Query, read: Callable[[], Card]) -> HttpResponse:
    """The revision is read before the record: a picture may be newer than its ETag says, never older."""
    asked = f"{SHAPE} {catalogue.revision()} {query.pairs} {get_language()} {settings.SITE_NAME}"
    etag = f'"{blake2b(f"{request.path} {asked}".encode(), digest_size=12).hexdigest()}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(painted(read()), content_type="image/png")
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response
