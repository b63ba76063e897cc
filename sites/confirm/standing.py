"""Reports of a site that a claim may support: of a level that can mean the same, and of days that overlap."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Manager, Q, QuerySet
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from .. import dates, intake, terms
from ..models import Article, Report, Site, is_number
from ..terms import Fault

MOST = 5
DAMAGED = {"unspecified", *terms.SCALE} - {"none"}
OPEN = ("draft", "in_review", "refused")


def numbered(rows: Manager | QuerySet, number: str):
    """The record of that number, as a request names it; None if there is none, or if it is no number."""
    return rows.filter(pk=number).first() if is_number(number) else None


def reports_of(sites: Iterable[int]) -> QuerySet:
    """What is drafted or stands of these sites. A correction is left to the report that it corrects."""
    wanted = Q(state="published") | Q(state__in=OPEN, corrects=None)
    rows = Report.objects.filter(wanted, site__in=sites).select_related("site")
    return rows.prefetch_related("citations").order_by("-event_latest", "-id")


def supportable(reports: Iterable[Report], said: dict, article: Article | None) -> list[Report]:
    """Those of the reports that an article's claim (fields of ``intake.reading``) may support, the likeliest first."""
    days = _days(said["event"], article and article.published_latest)
    fitting = [one for one in reports if _compatible(one, said) and _overlap(days, one)]
    fitting.sort(key=lambda one: (one.level != said["level"], one.event != said["event"]))
    return fitting[:MOST]


def _compatible(report: Report, said: dict) -> bool:
    if said["recovery"]:
        return report.recovery == said["recovery"]
    levels = {said["level"], report.level}
    return len(levels) == 1 or ("unspecified" in levels and levels <= DAMAGED)


def _days(event: str, published: date | None) -> tuple[date | None, date | None]:
    """The days on which it may have happened: what bears no day happened before it was written of."""
    try:
        day = dates.parse(event) if event else None
    except Fault:
        day = None
    return (day.earliest, day.latest) if day else (None, published)


def _overlap(days: tuple[date | None, date | None], report: Report) -> bool:
    """Whether the event may be the same; a day that is not known may be any."""
    earliest, latest = days
    starts_in_time = not (latest and report.event_earliest and latest < report.event_earliest)
    return starts_in_time and not (earliest and report.event_latest and report.event_latest < earliest)


def in_words(report: Report) -> str:
    """What a report says, in a line: for who decides whether an article says the same."""
    said = [terms.LEVELS.label(report.level), terms.RECOVERIES.label(report.recovery)]
    said = [_(label) for label in said if label]
    said.append(dates.words(report.event, get_language()) if report.event else _("undated"))
    said.append(_(terms.STATES.label(report.state)).lower())
    return _("Report %(number)s of %(site)s: %(said)s") % {
        "number": report.number,
        "site": report.site,
        "said": ", ".join(said),
    }


def address(report: Report) -> str:
    return reverse("admin:heritage_report_change", args=[report.pk])


@require_GET
def offers(request):
    """The reports that a card may support, as it stands: ``site``, ``kind``, ``level``, ``recovery``, ``event``,
    ``article``."""
    if not request.user.has_perm("heritage.view_report"):
        raise PermissionDenied
    said = intake.settled({name: request.GET.get(name, "") for name in ("kind", "level", "recovery", "event")})
    site, article = (
        numbered(model.objects, request.GET.get(name, "")) for name, model in (("site", Site), ("article", Article))
    )
    fitting = supportable(reports_of([site.pk]), said, article) if site else []
    rows = [{"number": one.pk, "words": in_words(one), "address": address(one)} for one in fitting]
    return JsonResponse({"reports": rows})
