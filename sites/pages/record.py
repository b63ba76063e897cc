"""The pages of one report, of the sources, and of one source."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import catalogue
from ..terms import METHODS
from .answer import GONE, address, page_number, public, read, read_only, render
from .cited import article_cited, report_cited
from .files import downloads
from .filters import chips
from .home import turns


@public
def report(request: HttpRequest, number: int) -> HttpResponse:
    """One claim, what it rests on, and what was decided about it. A withdrawn one says so, with status 410."""
    read_only(request)
    record = catalogue.report(number)
    if record is None:
        raise Http404(_("There is no report of this number."))
    context = {"section": "sites", "record": record, "report": record.report, "site": record.entry, "methods": METHODS}
    if record.report.state == "withdrawn":
        withdrawal = next((event for event in reversed(record.history) if event.verb == "withdrawn"), None)
        return render(request, "pages/withdrawn.html", context | {"withdrawal": withdrawal}, status=GONE)
    context["preview"] = reverse("report_preview", args=[number])
    return render(request, "pages/report.html", context | report_cited(request, record))


@public
def articles(request: HttpRequest) -> HttpResponse:
    """The sources of the reports about the sites that a filter picks."""
    query = read(request, ["page"])
    found = catalogue.articles(query, page_number(request))
    context = {"chips": chips(request.path, query), "clear": request.path, "files": downloads(query)[2][1]}
    context["preview"] = address(reverse("list_preview"), query.pairs)
    return render(
        request,
        "pages/articles.html",
        {"section": "sources", "found": found, **context, **turns(request.path, query, found)},
    )


@public
def article(request: HttpRequest, number: int) -> HttpResponse:
    """One source and every report that cites it."""
    read_only(request)
    record = catalogue.article(number)
    if record is None:
        raise Http404(_("There is no source of this number."))
    cited = [(report, cited_as(report, number)) for report in record.reports]
    context = {"section": "sources", "article": record.article, "reports": cited}
    context["preview"] = reverse("article_preview", args=[number])
    return render(request, "pages/article.html", context | article_cited(request, record))


def cited_as(report: catalogue.Report, number: int) -> list[catalogue.Source]:
    """How a report cites one source."""
    return [source for source in report.sources if source.article.number == number]
