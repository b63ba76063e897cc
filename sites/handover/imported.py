"""What came in: the list of imports, each with its mapping, and the page that takes one back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from .. import review
from ..arrivals import Undone
from ..arrivals import undo as take_back
from ..models import Article, Import, Report, Site
from .keeping import kinds_of, page, seen_imports
from .mapping import as_file
from .telling import happened

A_PAGE = 50
LINKED = 50
MOST_AT_ONCE = 5_000  # records that are taken back while somebody waits for the page
MADE = {"site": (Site, "pk"), "article": (Article, "pk"), "report": (Report, "number")}


def _imports_of(request):
    if not kinds_of(request.user):
        raise PermissionDenied
    return seen_imports(request.user)


@require_GET
def imports(request):
    """Whoever brings files in sees their own; reviewers see all."""
    rows = Paginator(_imports_of(request), A_PAGE).get_page(request.GET.get("page"))
    told = [{"import": one, "counts": happened(one.counts)} for one in rows]
    return page(request, "imports.html", {"title": _("Imports"), "rows": rows, "told": told})


@require_GET
def imported(request, number):
    """What an import brought, and links to what it made."""
    one = get_object_or_404(_imports_of(request), pk=number)
    context = {
        "title": _("Import %d") % one.pk,
        "import": one,
        "counts": happened(one.counts),
    }
    return page(request, "import.html", context | {"made": list(_made(one)), "linked": LINKED})


def _made(one: Import):
    """The first records of each kind, with where they are at the desk."""
    totals = dict(one.made.order_by().values_list("kind").annotate(Count("pk")))
    for kind, (model, key) in MADE.items():
        numbers = one.made.filter(kind=kind).order_by("number").values_list("number", flat=True)[:LINKED]
        found = model.objects.filter(**{f"{key}__in": list(numbers)}).order_by(key)
        links = [{"record": row, "url": reverse(f"admin:heritage_{kind}_change", args=[row.pk])} for row in found]
        if totals.get(kind):
            yield {"name": model._meta.verbose_name_plural, "count": totals[kind], "links": links}


@require_GET
def kept_mapping(request, number):
    one = get_object_or_404(_imports_of(request), pk=number)
    return as_file(one.mapping, f"mapping-of-import-{one.pk}.json")


@require_http_methods(["GET", "POST"])
def undo(request, number):
    """Say exactly what will be taken back and what cannot be (GET), and take it back (POST)."""
    one = get_object_or_404(_imports_of(request), pk=number)
    if not request.user.has_perm("heritage.review"):
        raise PermissionDenied
    count, fault, reason = one.made.count(), "", ""
    if request.method == "POST" and not one.undone_at and count <= MOST_AT_ONCE:
        reason = request.POST.get("reason", "").replace("\0", "")
        try:
            take_back(one, by=request.user, reason=reason)
        except review.Refused as refused:
            fault = " ".join(refused.problems)
        else:
            messages.success(request, _("The import is taken back."))
            return HttpResponseRedirect(reverse("admin:desk_import", args=[number]))
    small = count <= MOST_AT_ONCE
    foreseen = _foreseen(one, request.user) if small and not one.undone_at else None
    context = {"title": _("Take an import back"), "import": one, "small": small, "made": count, "fault": fault}
    if foreseen:
        context |= {"counts": happened(foreseen.counts), "kept": foreseen.kept}
    return page(request, "undo.html", context | {"reason": reason})


def _foreseen(one: Import, user) -> Undone:
    """What would be taken back: it is done, and all of it is put back at once."""
    with transaction.atomic():
        undone = take_back(Import.objects.get(pk=one.pk), by=user, reason=_("Looked at what would be taken back."))
        transaction.set_rollback(True)
    return undone
