"""The review queue: everything that waits, and every decision on it, without leaving the page."""

import re
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django_countries import countries

from .. import review
from ..models import Amendment, Decision, is_number, number_of
from ..terms import VERBS
from .cases import USUAL_REASON, cases
from .waiting import MODELS, Line, Waiting, line_up

PAGE = 20
RIGHTS = {"amendment": "site"}  # who sees sites sees the changes that are proposed of them
KEY = re.compile(r"(?:report|site|photo|amendment)-\d{1,18}")

DONE = {
    "publish": gettext_lazy("Published: %(record)s."),
    "accept": gettext_lazy("Accepted: %(record)s."),
    "reported": gettext_lazy("Published as “Reported”: %(record)s."),
    "return": gettext_lazy("Returned to its editor: %(record)s."),
    "refuse": gettext_lazy("Refused: %(record)s."),
    "take_back": gettext_lazy("Taken back: %(record)s."),
}
PHRASES = (
    USUAL_REASON,
    gettext_lazy("The quotation does not say this."),
    gettext_lazy("That is the day of the article, not of the event."),
    gettext_lazy("Only one independent source says so: cite another, or choose “Reported”."),
    gettext_lazy("Which part of the site is meant?"),
    gettext_lazy("This is logged already."),
)
RECORD = {"publish": review.publish, "return": review.give_back, "refuse": review.refuse}
REPORT = {"reported": partial(review.publish, as_reported=True)}
AMENDMENT = {
    "publish": review.accept,
    "return": review.give_back_amendment,
    "refuse": review.refuse_amendment,
    "take_back": review.take_back,
}


@dataclass(frozen=True, slots=True)
class Bound:
    """What somebody typed into a case, and why it was not done."""

    key: str
    reason: str
    problems: tuple[str, ...]


@require_http_methods(["GET", "POST"])
def queue(request):
    """Show what waits, contested first, then oldest first; a POST decides on one case and leads on to the next."""
    kinds = [kind for kind in MODELS if request.user.has_perm(f"heritage.view_{RIGHTS.get(kind, kind)}")]
    if not kinds:
        raise PermissionDenied
    if request.method == "POST":
        return _decide(request, kinds)
    return _show(request, kinds)


def _show(request, kinds: list[str], bound: Bound | None = None):
    line = line_up(kinds)
    picked = _picked(request, line.items)
    page = Paginator(picked, PAGE).get_page(request.GET.get("p"))
    shown = cases(request.user, page.object_list)
    for case, following in zip(shown, [*shown[1:], *shown[:-1][-1:]], strict=False):
        case.next_key = following.key
    for case in shown:
        if bound and case.key == bound.key:
            case.reason, case.problems = bound.reason, bound.problems
    context = admin.site.each_context(request) | {
        "title": _("Review queue"),
        "page": page,
        "cases": shown,
        "may": request.user.has_perm("heritage.review"),
        "phrases": PHRASES,
        "total": len(picked),
        "query": _query(request),
        "filters": _filters(request, line, kinds),
        "others_only": request.GET.get("mine") == "no",
    }
    return TemplateResponse(request, "admin/heritage/queue.html", context)


def _picked(request, items: list[Waiting]) -> list[Waiting]:
    kind, country = request.GET.get("kind"), request.GET.get("country")
    me = review.known_pseudonym(request.user) if request.GET.get("mine") == "no" else None
    return [
        one
        for one in items
        if (not kind or one.kind == kind) and (not country or one.country == country) and (not me or one.by != me)
    ]


def _filters(request, line: Line, kinds: list[str]) -> dict:
    """The kinds with how many of each wait, and the countries that something waits for."""
    counts = line.counts()
    codes = sorted({one.country for one in line.items}, key=countries.name)
    return {
        "kinds": [
            (kind, _called(kind, counts[kind]), f"{counts[kind]}{'+' if kind in line.capped else ''}") for kind in kinds
        ],
        "kind": request.GET.get("kind", ""),
        "countries": [(code, countries.name(code)) for code in codes],
        "country": request.GET.get("country", ""),
    }


def _called(kind: str, count: int) -> str:
    said = MODELS[kind]._meta
    return said.verbose_name if count == 1 else said.verbose_name_plural


def _query(request) -> str:
    """The filters as an address asks for them, without the page."""
    kept = {name: request.GET[name] for name in ("kind", "country", "mine") if request.GET.get(name)}
    return urlencode(kept)


def _decide(request, kinds: list[str]):
    """Do what was asked with one case. Whatever came of it, the reviewer is led on, or shown why it was not done."""
    kind, number, act = (request.POST.get(name, "") for name in ("kind", "number", "act"))
    if kind not in kinds or not (request.user.has_perm("heritage.review") or act == "take_back"):
        raise PermissionDenied
    record = MODELS[kind].objects.filter(pk=number).first() if is_number(number) else None
    if record is None:
        messages.warning(request, _("Nothing was done: it is not here any more."))
        return _onward(request)
    name, typed = str(record), request.POST.get("reason", "").strip()
    if act in ("return", "refuse") and typed == str(USUAL_REASON):
        typed = ""  # offered for approving: it is no comment
    try:
        _act(kind, act)(record, by=request.user, reason=typed, **_seen(request, kind))
    except review.Refused as refused:
        return _refused(request, kinds, Bound(f"{kind}-{number}", typed, refused.problems), record)
    done = "accept" if (kind, act) == ("amendment", "publish") else act
    messages.success(request, DONE[done] % {"record": name})
    return _onward(request)


def _act(kind: str, act: str):
    """What a button does, or Refused if this kind of case has no such button."""
    acts = AMENDMENT if kind == "amendment" else {**RECORD, **(REPORT if kind == "report" else {})}
    if act not in acts:
        raise review.Refused(_("Nothing was done: choose whether to approve, to return or to refuse it."))
    return acts[act]


def _seen(request, kind: str) -> dict:
    """The last decision that stood on the page: what changed since was not looked at. A change of place stays as it
    was proposed."""
    if kind == "amendment":
        return {}
    seen = request.POST.get("seen", "")
    return {"seen": int(seen) if is_number(seen) else 0}


def _refused(request, kinds: list[str], bound: Bound, record):
    """A case that still waits comes again with what was typed; of another is told what became of it."""
    held = type(record)._base_manager.filter(pk=record.pk).first()
    if held is not None and held.state in ("in_review", "waiting"):
        return _show(request, kinds, bound)
    messages.warning(request, _("Nothing was done: %(what)s") % {"what": _what_happened(held)})
    return _onward(request)


def _what_happened(record) -> str:
    if record is None:
        return _("it was deleted meanwhile.")
    if isinstance(record, Amendment):
        said = {"what": record.get_state_display(), "reason": record.comment}
        return _("somebody decided meanwhile: “%(what)s”. The reason: %(reason)s") % said
    number = number_of(record)
    last = Decision.objects.filter(kind=record._meta.model_name, number=number).order_by("-id").first()
    said = {"what": _(VERBS.label(last.verb)), "reason": last.reason, "who": last.who, "record": record}
    return _("%(who)s decided meanwhile on “%(record)s”: %(what)s. The reason: %(reason)s") % said


def _onward(request):
    """To the queue as it was asked for, at the case that comes next."""
    following = request.POST.get("next", "")
    at = f"#case-{following}" if KEY.fullmatch(following) else ""
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{request.path}{'?' if query else ''}{query}{at}")
