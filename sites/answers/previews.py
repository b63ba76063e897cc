"""While a report is typed: what readers will see of it, which reports may say the same, what is at an address."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import dates, review, terms
from ..models import Report
from ..status import Period, shows_confirmed
from .typed import Said, article_at, as_typed, numbered

MOST = 5


def foreseen(said: Said) -> dict:
    """For templates: what readers will see of the report, and of the site before and after."""
    if not said.says_something:
        return {}
    replaces = said.own.corrects if said.own else None
    claim = {name: getattr(said, name) for name in ("level", "recovery", "verification", "event", "causes", "cited")}
    made = review.outcome(said.site, replaces=replaces, **claim)
    public = said.site.state == "published"
    return {
        "site": said.site,
        "public": public,
        "level": said.level or said.recovery,
        "sentence": sentence(said),
        "causes": ", ".join(_(terms.CAUSES.label(one)) for one in said.causes),
        "before": status_words(made.before) if public else _("Nothing: the site is not published."),
        "after": status_words(made.after),
        "outcome": made,
    }


def sentence(said: Said) -> str:
    """The head of a report on its public page."""
    label = _(terms.LEVELS.label(said.level)) if said.level else _(terms.RECOVERIES.label(said.recovery))
    parts = [label, _(terms.VERIFICATIONS.label(said.verification)).lower()]
    parts += [dates.words(dates.parse(said.event), get_language())] if said.event else []
    parts += [_(terms.RECOVERIES.label(said.recovery)).lower()] if said.level and said.recovery else []
    return " · ".join(parts)


def status_words(period: Period | None) -> str:
    """The public status of a site, as its page says it."""
    if period is None:
        return _(terms.NO_REPORT.label)
    words = [_(terms.STATUSES.label(period.level))]
    words += [_(terms.VERIFICATIONS.label(period.verification)).lower()] if period.verification else []
    words += [_("contested")] if period.contested else []
    words += [_(terms.RECOVERIES.label(period.recovery)).lower()] if period.recovery else []
    if shows_confirmed(period.level, period.verification, period.confirmed_level):
        words.append(_("confirmed: %(level)s") % {"level": _(terms.STATUSES.label(period.confirmed_level)).lower()})
    return ", ".join(words)


def alike(said: Said) -> list[Report]:
    """The reports of the same site and level whose days overlap: whoever logs another may want to support one of them.

    A correction is left to the report that it corrects."""
    if not said.says_something:
        return []
    same = {"level": said.level} if said.level else {"level": "", "recovery": said.recovery}
    rows = Report.objects.filter(_overlapping(said.event), site=said.site, **same)
    rows = rows.exclude(state__in=("draft", "in_review", "refused"), corrects__isnull=False)
    if said.own:
        rows = rows.exclude(number=said.own.number)
    return list(rows.select_related("site").order_by("-id")[: MOST + 1])


def _overlapping(event: str) -> Q:
    """What bears no day is like what bears none."""
    if not event:
        return Q(event="")
    day = dates.parse(event)
    starts = Q(event_earliest=None) | Q(event_earliest__lte=day.latest) if day.latest else Q()
    ends = Q(event_latest=None) | Q(event_latest__gte=day.earliest) if day.earliest else Q()
    return ~Q(event="") & starts & ends


def alike_rows(reports: list[Report]) -> dict:
    """For templates: those reports in words, and whether there are more."""
    rows = [
        {
            "address": reverse("admin:heritage_report_change", args=[one.pk]),
            "number": one.number,
            "says": sentence(Said(one.site, one.level, one.recovery, one.verification, one.event)),
            "state": _(terms.STATES.label(one.state)),
            "open": one.is_open,
        }
        for one in reports[:MOST]
    ]
    return {"alike": rows, "more": len(reports) > MOST}


def panels(said: Said) -> dict[str, str]:
    """Both answers, as they stand beside the form."""
    told = {"alike": alike_rows(alike(said)), "foreseen": foreseen(said)}
    rendered = {name: render_to_string(f"admin/heritage/report/_{name}.html", rows) for name, rows in told.items()}
    return {name: mark_safe(html.strip()) for name, html in rendered.items()}  # noqa: S308 – templates of ours


@require_POST  # a form may be long, and what is typed is in no log of addresses
def preview(request):
    """The report's form as it stands, and ``report``, its record if it has one; both panels."""
    if not (request.user.has_perm("heritage.view_report") and request.user.has_perm("heritage.view_site")):
        raise PermissionDenied
    own = numbered(Report.objects.select_related("corrects"), request.POST.get("report", ""))
    return JsonResponse(panels(as_typed(request.POST, own)))


@require_POST
def known(request):
    """The article at ``url``, if one is logged."""
    if not request.user.has_perm("heritage.view_article"):
        raise PermissionDenied
    found = article_at(request.POST.get("url", ""))
    if found is None:
        return JsonResponse({})
    address = reverse("admin:heritage_article_change", args=[found.pk])
    return JsonResponse({"number": found.pk, "words": str(found), "address": address})
