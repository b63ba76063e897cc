"""Citations of a site, a report, a source, and of what a filter picks; the day is read from the clock here."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import catalogue, tongues
from ..catalogue import BadQuery, Moved, Query, Withdrawn, parse_query
from ..terms import Fault
from .asked import asked, with_filter
from .forms import FORMS
from .reference import Reference
from .references import of_article_record, of_list, of_report, of_site, of_source

DAYS = ("on", "known")
GONE = 410


@require_safe
def site_citation(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """A site, as of the two days that its page takes."""
    query = _read(request, *DAYS)
    record = catalogue.site(slug, query.on, query.known)
    if record is None:
        raise Http404(_("There is no site at this address."))
    if isinstance(record, Moved):
        return HttpResponsePermanentRedirect(with_filter(tongues.permanent("site_citation", record.slug, form), query))
    if isinstance(record, Withdrawn):
        return _gone()
    there = request.build_absolute_uri(with_filter(tongues.permanent("site", slug), query))
    return _answer(form, of_site(record, there, timezone.localdate()), slug)


@require_safe
def report_citation(request: HttpRequest, number: int, form: str) -> HttpResponse:
    _read(request)
    record = catalogue.report(number)
    if record is None:
        raise Http404(_("There is no report of this number."))
    if record.report.state == "withdrawn":
        return _gone()
    there = request.build_absolute_uri(tongues.permanent("report", number))
    return _answer(form, of_report(record, there, timezone.localdate()), f"report-{number}")


@require_safe
def article_citation(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """A source itself; with ``record=1`` what is kept of it here."""
    _read(request, "record")
    record = catalogue.article(number)
    if record is None:
        raise Http404(_("There is no source of this number."))
    there = request.build_absolute_uri(tongues.permanent("article", number))
    if _of_record(request):
        return _answer(form, of_article_record(record, there, timezone.localdate()), f"source-record-{number}")
    return _answer(form, of_source(record.article, there, timezone.localdate()), f"source-{number}")


@require_safe
def list_citation(request: HttpRequest, form: str) -> HttpResponse:
    """The sites that a filter picks. Its version is the day of the last publication among them, and their number."""
    query = parse_query(dict(request.GET.lists()), extras=("against",))
    there = request.build_absolute_uri(with_filter(tongues.permanent("sites"), query))
    return _answer(form, of_list(asked(query), there, timezone.localdate(), _version(query)), "sites")


def _version(query: Query) -> str:
    last = [max(one.report.first_published, one.changed).isoformat() for one in catalogue.latest(query, 1)]
    return ".".join([*last, str(catalogue.count(query))])


def _read(request: HttpRequest, *known: str) -> Query:
    """The days in an address that takes these parameters alone. BadQuery."""
    for parameter in request.GET:
        if parameter not in known:
            raise BadQuery(parameter[:40], _no_such(known))
    return parse_query(dict(request.GET.lists()), extras=("record",))


def _no_such(known: tuple[str, ...]) -> Fault:
    if not known:
        return Fault("This address takes no parameters: leave it out.")
    return Fault("There is no such parameter. Known are: {known}.", known=", ".join(known))


def _of_record(request: HttpRequest) -> bool:
    answers = request.GET.getlist("record")
    if answers not in ([], ["1"]):
        raise BadQuery("record", Fault("Write record=1 to cite what is kept here of the source, or leave it out."))
    return bool(answers)


def _answer(name: str, reference: Reference, file: str) -> HttpResponse:
    form = FORMS[name]
    response = HttpResponse(form.write([reference]), content_type=form.media_type)
    kept = "attachment" if form.saved else "inline"
    response["Content-Disposition"] = f'{kept}; filename="{file}.{name}"'
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response


def _gone() -> HttpResponse:
    said = _("It was withdrawn: there is nothing left here to be cited.")
    return HttpResponse(f"{said}\n", content_type="text/plain; charset=utf-8", status=GONE)
