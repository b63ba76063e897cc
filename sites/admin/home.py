"""The way in: the desk's first page, the review queue, and the addresses of its own."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import accounts, confirm, dates, review, terms
from ..models import Decision, Photo, Report, Site
from .article import capture_file
from .evidence import evidence
from .live import date_words, geocode, point
from .photo import picture, picture_file
from .steps import open_steps
from .story import compare, tell

KINDS = {"site": Site, "report": Report, "photo": Photo}
AT_ONCE = 50
LATEST = 10
OF_OTHER_ROOMS = [*confirm.ADDRESSES, *accounts.ADDRESSES]
STEPS_OF_THE_QUEUE = ("publish", "refuse")


def open_desk() -> None:
    """Give the stock admin site the installation's name, the desk's first page and its own addresses."""
    site = admin.site
    site.site_header = site.site_title = settings.SITE_NAME
    site.index_title = gettext_lazy("The editors’ desk")
    site.enable_nav_sidebar = False  # the lists need the room; the header leads everywhere
    site.index_template = "admin/heritage/index.html"
    site.login_form = accounts.SignInForm
    stock = site.get_urls

    def desk_urls():
        own = {"desk/date/": date_words, "desk/point/": point, "desk/geocode/": geocode}
        return [
            path("", site.admin_view(first_page), name="index"),
            path("review/", site.admin_view(queue), name="desk_review"),
            path("desk/copies/<int:number>/", site.admin_view(capture_file), name="desk_capture"),
            path("desk/evidence/<slug:kind>/<int:number>/", site.admin_view(evidence), name="desk_evidence"),
            path("desk/pictures/<int:number>/", site.admin_view(picture_file), name="desk_picture"),
            *(path(where, site.admin_view(view), name=f"desk_{view.__name__}") for where, view in own.items()),
            *(path(where, site.admin_view(view), name=name) for where, view, name in OF_OTHER_ROOMS),
            *(path(where, view, name=name) for where, view, name in accounts.OPEN_ADDRESSES),
            *stock(),
        ]

    site.get_urls = desk_urls


def first_page(request):
    """What waits, and what was decided last, above the stock list of records."""
    latest = Decision.objects.order_by("-id")[:LATEST] if request.user.has_perm("heritage.view_decision") else []
    context = {
        "waiting": waiting_counts(request.user),
        "latest": [tell(decision) for decision in latest],
    }
    return admin.site.index(request, context)


def waiting_counts(user) -> list[dict]:
    """How many records of each kind wait for review, of those that the account may see."""
    return [
        {
            "name": model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural,
            "count": count,
            "url": f"{reverse(f'admin:heritage_{kind}_changelist')}?state__exact=in_review",
        }
        for kind, model in KINDS.items()
        if user.has_perm(f"heritage.view_{kind}")
        for count in [model.objects.waiting().count()]
    ]


def queue(request):
    """Everything that waits for review, oldest first: what it says, on what it rests, what it lacks."""
    kinds = [kind for kind in KINDS if request.user.has_perm(f"heritage.view_{kind}")]
    if not kinds:
        raise PermissionDenied
    waiting = [(since, kind, record) for kind in kinds for since, record in _oldest(kind)]
    waiting.sort(key=lambda one: (one[0] is not None, one[0]))
    counts = waiting_counts(request.user)
    context = admin.site.each_context(request) | {
        "title": _("Review queue"),
        "cases": [_case(request.user, *one) for one in waiting[:AT_ONCE]],
        "waiting": counts,
        "more": sum(row["count"] for row in counts) - min(len(waiting), AT_ONCE),
    }
    return TemplateResponse(request, "admin/heritage/queue.html", context)


def _oldest(kind: str) -> list:
    """(since when, record) of the first records of a kind that were sent to review."""
    records = KINDS[kind].objects.waiting()
    records = records.select_related("entry") if kind == "site" else records.select_related("site__entry")
    column = "number" if kind == "report" else "pk"
    sent = dict(
        Decision.objects.filter(kind=kind, verb="submitted", number__in=records.values(column))
        .order_by()
        .values_list("number")
        .annotate(Max("at"))
    )
    return sorted(
        ((sent.get(getattr(record, column)), record) for record in records.order_by("pk")[:AT_ONCE]),
        key=lambda one: one[1].pk,
    )


def _case(user, since, kind: str, record) -> dict:
    missing = review.unready(record)
    steps = [step for step in open_steps(user, record) if step.name in STEPS_OF_THE_QUEUE]
    steps = [step for step in steps if not (missing and step.needs_all)]
    site = record if kind == "site" else record.site
    return {
        "since": since,
        "kind": _("Correction of report") if getattr(record, "corrects", None) else record._meta.verbose_name,
        "record": record,
        "url": reverse(f"admin:heritage_{kind}_change", args=[record.pk]),
        "site": site,
        "status": _status_words(site),
        "missing": missing,
        "steps": [
            {"step": step, "url": reverse(f"admin:heritage_{kind}_step", args=[record.pk, step.name])} for step in steps
        ],
        **{"site": _facts, "report": _said, "photo": _shown}[kind](record, user),
    }


def _facts(site: Site, user) -> dict:
    """What a site's record says, as its history tells it."""
    return {"facts": compare(site, {}, review.account(site), sees=review.sees_place(user, site))}


def _shown(photo: Photo, _user) -> dict:
    return {"picture": picture(photo)}


def _said(report: Report, _user) -> dict:
    """What a report says and on what it rests; of a correction, how it differs from what it corrects."""
    old = report.corrects
    return {
        "level": _(terms.LEVELS.label(report.level)) if report.level else "",
        "recovery": _(terms.RECOVERIES.label(report.recovery)) if report.recovery else "",
        "verification": _(terms.VERIFICATIONS.label(report.verification)),
        "event": dates.words(report.event) if report.event else "",
        "causes": ", ".join(_(terms.CAUSES.label(one)) for one in report.causes),
        "citations": report.citations.select_related("article"),
        "differences": compare(report, review.account(old), review.account(report)) if old else [],
    }


def _status_words(site: Site) -> str:
    """What the public sees of the site now."""
    entry = getattr(site, "entry", None)
    if entry is None:
        return _("not public")
    said = [_(terms.STATUSES.label(entry.level))]
    said += [_(terms.VERIFICATIONS.label(entry.verification))] if entry.verification else []
    said += [_("contested")] if entry.contested else []
    return ", ".join(said).lower()
