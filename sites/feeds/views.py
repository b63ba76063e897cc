"""The feeds: the newest reports of a filter, what is new of one site, and what was corrected or taken back."""

from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import catalogue
from ..catalogue import BadQuery, Query, Withdrawn, parse_query
from ..citations import asked, with_filter
from ..terms import Fault
from .atom import atom
from .items import called, of_amended, of_report

SHAPE = 1  # to be raised when the same record is written in another way
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
GONE = 410


@require_safe
def reports_atom(request: HttpRequest) -> HttpResponse:
    """The newest published reports of the sites that a filter picks. BadQuery."""
    query = parse_query(dict(request.GET.lists()))
    unsorted = query.without("sort")
    return _answer(request, with_filter(request.path, unsorted), lambda origin: _of_reports(unsorted, origin))


@require_safe
def site_atom(request: HttpRequest, slug: str) -> HttpResponse:
    """The reports of one site and what was corrected in them, the newest first."""
    _refuse_parameters(request)
    try:
        found = catalogue.find(Query(site=slug), size=1).items[0]
    except (BadQuery, IndexError):
        return _missing(slug)
    if found.slug != slug:
        return HttpResponsePermanentRedirect(reverse("site_atom", args=[found.slug]))
    return _answer(request, request.path, lambda origin: _of_site(found, origin))


@require_safe
def corrections_atom(request: HttpRequest) -> HttpResponse:
    """Reports that were corrected, withdrawn or found to be wrong."""
    _refuse_parameters(request)
    return _answer(request, request.path, _of_corrections)


def _of_reports(query: Query, origin: str) -> dict:
    said = asked(query)
    title = _("New reports: {filter}").format(filter=_(", ").join(said)) if said else _("New reports")
    return {
        "title": _("{site}: {title}").format(site=settings.SITE_NAME, title=title),
        "subtitle": _("Reports about heritage sites, the last published first."),
        "page": origin + with_filter(reverse("sites"), query),
        "items": [of_report(one, origin) for one in catalogue.latest(query)],
    }


def _of_site(entry: catalogue.Entry, origin: str) -> dict:
    items = [of_report(one, origin) for one in catalogue.latest(Query(site=entry.slug))]
    items += [of_amended(one, origin) for one in catalogue.amended(entry.slug)]
    return {
        "title": _("{site}: {title}").format(site=settings.SITE_NAME, title=called(entry)),
        "subtitle": _("Reports about this site, and what was corrected in them."),
        "page": origin + reverse("site", args=[entry.slug]),
        "items": sorted(items, key=lambda item: item.updated, reverse=True),
    }


def _of_corrections(origin: str) -> dict:
    return {
        "title": _("{site}: {title}").format(site=settings.SITE_NAME, title=_("Corrections")),
        "subtitle": _("Reports that were corrected, withdrawn or found to be wrong, and why."),
        "page": origin + reverse("sites"),
        "items": [of_amended(one, origin) for one in catalogue.amended()],
    }


def _answer(request: HttpRequest, path: str, told: Callable[[str], dict]) -> HttpResponse:
    """The feed, made only if another one than the reader has. The revision is read before the reports: a feed may be
    newer than its ETag says, never older."""
    here, origin = request.build_absolute_uri(path), request.build_absolute_uri("/").rstrip("/")
    known = f"{SHAPE} {catalogue.revision()} {here} {settings.SITE_NAME} {settings.DATA_LICENCE}"
    etag = f'"{blake2b(known.encode(), digest_size=12).hexdigest()}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(atom(here=here, **told(origin)), content_type=MEDIA_TYPE)
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response


def _refuse_parameters(request: HttpRequest) -> None:
    for parameter in request.GET:
        raise BadQuery(parameter[:40], Fault("This feed takes no parameters: leave it out."))


def _missing(slug: str) -> HttpResponse:
    """Whoever follows a site that was withdrawn is told that nothing more will come."""
    if isinstance(catalogue.site(slug), Withdrawn):
        said = _("This site was withdrawn: nothing more will be told here.")
        return HttpResponse(f"{said}\n", content_type="text/plain; charset=utf-8", status=GONE)
    raise Http404(_("There is no site at this address."))
