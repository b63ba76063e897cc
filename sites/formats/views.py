from collections.abc import Iterator
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import catalogue
from ..catalogue import BadQuery, Moved, Query, Withdrawn, parse_query
from ..exports import DATASETS, file_name
from ..terms import Fault
from .geojson import dumped, feature
from .json_ld import article_graph, report_graph, site_graph
from .offers import FORMATS, Offer

GONE = 410
DAYS = ("on", "known")


@require_safe
def formatted(request: HttpRequest, offer: Offer) -> StreamingHttpResponse:
    """The file for the request's filter, sent while it is read. BadQuery for what cannot be asked or be written."""
    query = parse_query(dict(request.GET.lists()), extras=("against",))
    try:
        _check_rows(offer, query)
        pieces = offer.format.write(offer.dataset, offer.dataset.each(query), _origin(request))
    except Fault as fault:
        raise BadQuery(offer.format.extension, fault) from fault
    name = file_name(offer.dataset.name, query, offer.format.extension)
    return StreamingHttpResponse(
        pieces,
        content_type=offer.format.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _check_rows(offer: Offer, query: Query) -> None:
    """Of sites their number is known beforehand."""
    if offer.format.check_rows and offer.dataset.name == "sites":
        offer.format.check_rows(catalogue.count(query))


@require_safe
def site_geojson(request: HttpRequest, slug: str) -> HttpResponse:
    return _site(request, slug, "geojson", lambda record, origin: [_feature("sites", record.entry, origin)])


@require_safe
def site_jsonld(request: HttpRequest, slug: str) -> HttpResponse:
    return _site(request, slug, "jsonld", site_graph)


def _site(request: HttpRequest, slug: str, name: str, write) -> HttpResponse:
    """One site as of two days. What was merged leads on, what was withdrawn is gone, as with its page."""
    query = _read_only(request, *DAYS)
    record = catalogue.site(slug, query.on, query.known)
    if isinstance(record, Moved):
        days = urlencode([pair for pair in query.pairs if pair[0] in DAYS])
        address = reverse(f"site_{name}", args=[record.slug])
        return HttpResponsePermanentRedirect(f"{address}?{days}" if days else address)
    if isinstance(record, Withdrawn):
        return _gone(record.day)
    if record is None:
        raise Http404(_("There is no site at this address."))
    return _answer(name, write(record, _origin(request)))


@require_safe
def report_geojson(request: HttpRequest, number: int) -> HttpResponse:
    return _report(request, number, "geojson", lambda report, origin: [_feature("reports", report, origin)])


@require_safe
def report_jsonld(request: HttpRequest, number: int) -> HttpResponse:
    return _report(request, number, "jsonld", report_graph)


def _report(request: HttpRequest, number: int, name: str, write) -> HttpResponse:
    _read_only(request)
    record = catalogue.report(number)
    if record is None:
        raise Http404(_("There is no report of this number."))
    if record.report.state == "withdrawn":
        return _gone(None)
    return _answer(name, write(record.report, _origin(request)))


@require_safe
def article_jsonld(request: HttpRequest, number: int) -> HttpResponse:
    _read_only(request)
    record = catalogue.article(number)
    if record is None:
        raise Http404(_("There is no source of this number."))
    return _answer("jsonld", article_graph(record, _origin(request)))


def _origin(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _read_only(request: HttpRequest, *known: str) -> Query:
    """The filter of a file of one record, which takes these parameters alone. Raises BadQuery for any other."""
    for parameter in request.GET:
        if parameter not in known:
            raise BadQuery(parameter[:40], Fault("The file of one record has no such parameter: leave it out."))
    return parse_query(dict(request.GET.lists()))


def _feature(dataset: str, value, origin: str) -> bytes:
    return dumped(feature(DATASETS[dataset], value, origin))


def _gone(day: date | None) -> HttpResponse:
    said = (
        _("This was published here once, and withdrawn.") if day is None else _("Withdrawn on {day}.").format(day=day)
    )
    return HttpResponse(f"{said}\n", content_type="text/plain; charset=utf-8", status=GONE)


def _answer(name: str, pieces: Iterator[bytes] | list[bytes]) -> HttpResponse:
    return HttpResponse(b"".join(pieces), content_type=FORMATS[name].media_type)
