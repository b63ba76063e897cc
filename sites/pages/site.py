"""The page of one site."""

import json

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import catalogue
from ..catalogue import Entry, Moved, Query, Report, SiteRecord, Withdrawn
from ..drawings import draw_claims
from .answer import DAYS, GONE, address, days, public, read_only, render
from .cited import site_cited
from .files import site_files
from .home import ground
from .reason import reasons, standing


@public
def site(request: HttpRequest, slug: str) -> HttpResponse:
    """One site as of two days: its status and why, every claim about it, and where each rests."""
    query = read_only(request, *DAYS)
    record = catalogue.site(slug, query.on, query.known)
    if record is None:
        raise Http404(_("There is no site at this address."))
    if isinstance(record, Moved):
        return HttpResponsePermanentRedirect(address(reverse("site", args=[record.slug]), query.pairs))
    if isinstance(record, Withdrawn):
        return render(request, "pages/gone.html", {"section": "sites", "day": record.day}, status=GONE)
    return render(request, "pages/site.html", shown(request, query, record))


def shown(request: HttpRequest, query: Query, record: SiteRecord) -> dict:
    """Everything the page shows, the reports parted into those that count on the days asked for and the others."""
    entry, path = record.entry, request.path
    numbers = {report.number for report in record.heard}
    return {
        "section": "sites",
        "record": record,
        "site": entry,
        "status": entry.status,
        "counting": numbers,
        "later": [report for report in record.reports if report.number not in numbers],
        "standing": standing(entry.status, record.heard),
        "reasons": reasons(entry.status, record.heard),
        "drawing": draw_claims(record.reports, record.periods),
        "query": query,
        "days": days(query),
        "now": path,
        "map": spot(entry, record.footprint),
        "files": site_files(entry.slug, query),
        "recovered": recoveries(record.heard),
        "here": address(path, query.pairs),
        "preview": address(reverse("site_preview", args=[entry.slug]), query.pairs),
        **site_cited(request, query, record),
    }


def recoveries(reports: list[Report]) -> list[Report]:
    """The steps of recovery, in the order in which they were taken."""
    steps = [report for report in reports if report.recovery and report.verification != "refuted"]
    return sorted(steps, key=lambda report: (report.effective, report.number))


def spot(entry: Entry, footprint: dict | None = None) -> dict | None:
    """What the small map is told; None for a site without a public place."""
    if entry.latitude is None:
        return None
    return {
        "point": f"{entry.latitude},{entry.longitude}",
        "cell": entry.cell,
        "outline": footprint and json.dumps(footprint),
        **ground(),
    }
