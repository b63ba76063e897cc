"""What would happen to a file, or how far it has come; and the step that brings it in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from .. import review
from ..models import HandedIn
from ..terms import VISIBILITIES
from ..together import Twice, claim, new_token, token_of
from .gauge import done_of
from .keeping import drop, is_own, may_bring, own, page, seen
from .telling import counted, differences_of, faults_of, suspects_of, write_faults
from .working import again, bring_in, is_stuck

A_PAGE = 100
SOME = 50
KIND = "carried"
WORKING = ("checking", "carrying")


@require_GET
def watch(request, number):
    """Where the file stands."""
    handed = seen(request, number)
    if handed.state == "mapping" and is_own(handed, request.user):
        return HttpResponseRedirect(reverse("admin:desk_handed_columns", args=[number]))
    return show(request, handed)


def show(request, handed: HandedIn, fault: str = "", reason: str = "", status: int = 200):
    told, user = handed.told, request.user
    counts = told.get("counts", {})
    context = {
        "title": handed.get_state_display(),
        "handed": handed,
        "working": handed.state in WORKING,
        "done": round(done_of(handed) * 100),
        "stuck": is_stuck(handed),
        "counts": counted(counts),
        "faulty": counts.get("faulty", 0),
        "nothing": not counts.get("new") and not counts.get("changed"),
        "faults": Paginator(faults_of(handed, user), A_PAGE).get_page(request.GET.get("page")),
        "differences": differences_of(told, handed.kind, user)[:SOME],
        "suspects": suspects_of(told, user)[:SOME],
        "some": SOME,
        "visibility": _(VISIBILITIES.label(handed.wanted.get("visibility") or "0.1")),
        "publish": handed.wanted.get("publish"),
        "may_act": is_own(handed, user) and may_bring(user, handed.kind),
        "once": token_of(request.POST) or new_token(),
        "fault": fault,
        "reason": reason,
    }
    return page(request, "watch.html", context, status)


@require_GET
def state(request, number):
    """The state alone, for the page that asks again and again; ``tries`` is what else changes."""
    handed = seen(request, number)
    return JsonResponse({"state": handed.state, "tries": round(done_of(handed) * 100)})


@require_GET
def faults(request, number):
    """All that was told of rows, as a table for a spreadsheet."""
    handed = seen(request, number)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="faults-{handed.pk}.csv"'
    write_faults(answer, handed, request.user)
    return answer


@require_POST
def carry_out(request, number):
    """Bring it in, or take it up again if whoever worked on it was stopped. Sent twice, it is brought in once."""
    handed = own(request, number)
    if "again" in request.POST:
        again(handed)
        return _on(handed)
    try:
        with transaction.atomic():
            claim(token_of(request.POST) or new_token(), KIND)
            bring_in(handed, by=request.user, reason=request.POST.get("reason", "").replace("\0", ""))
    except Twice:
        messages.info(request, _("This form was sent before: nothing was brought in a second time."))
    except review.Refused as refused:
        return show(request, handed, " ".join(refused.problems), request.POST.get("reason", ""))
    return _on(handed)


def _on(handed: HandedIn):
    return HttpResponseRedirect(reverse("admin:desk_handed", args=[handed.pk]))


@require_POST
def remove(request, number):
    """Forget the file and what was told of it. What was brought in stays."""
    handed = own(request, number)
    with transaction.atomic():
        held = HandedIn.objects.select_for_update().filter(pk=handed.pk).exclude(state__in=WORKING).first()
        if held is None:
            messages.warning(request, _("It is being worked on: wait until that is done."))
            return _on(handed)
        held.delete()
        transaction.on_commit(lambda: drop(held))
    messages.success(request, _("Removed."))
    return HttpResponseRedirect(reverse("admin:desk_bring"))
