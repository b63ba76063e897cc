"""Pages of the sites that may be there twice: for one of them, and for all, the latest first."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import review
from ..models import Site, is_number
from .twins import LIVE, Twin, twins_of

AT_ONCE = 100  # sites whose twins are looked for on one page


def duplicates_of(request, number: int):
    """The sites that may be the same as one."""
    _require(request, "view_site")
    site = get_object_or_404(Site, pk=number)
    pairs = [pair(site, twin) for twin in twins_of([site], request.user)[site.pk]]
    return _page(request, _("Possible duplicates of %s") % site, pairs, site=site)


def duplicates(request):
    """Of some sites after each other, the latest first, all that may be there twice."""
    _require(request, "view_site")
    sites, before = Site.objects.filter(state__in=LIVE).order_by("-pk"), request.GET.get("before", "")
    looked_at = list((sites.filter(pk__lt=before) if is_number(before) else sites)[: AT_ONCE + 1])
    shown, older = looked_at[:AT_ONCE], looked_at[AT_ONCE:]
    twins, met = twins_of(shown, request.user), {}
    for site in shown:
        for twin in (twin for twin in twins[site.pk] if twin.site.pk <= shown[0].pk):  # the page before told of others
            met.setdefault(frozenset((site.pk, twin.site.pk)), pair(site, twin))
    context = {"looked_at": shown, "older": shown[-1].pk if older else None}
    return _page(request, _("Possible duplicates"), list(met.values()), **context)


@require_POST
def apart(request, one: int, other: int):
    """These are two sites: it is remembered, and not asked again."""
    _require(request, "review")
    first, second = (get_object_or_404(Site, pk=number) for number in (one, other))
    try:
        review.keep_apart(first, second, by=request.user)
    except review.Refused as refused:
        messages.error(request, " ".join(refused.problems))
    else:
        said = {"one": first, "other": second}
        messages.success(request, _("“%(one)s” and “%(other)s” are two sites: you are not asked again.") % said)
    here = (
        reverse("admin:desk_duplicates") if "all" in request.POST else reverse("admin:desk_duplicates_of", args=[one])
    )
    return HttpResponseRedirect(here)


def pair(site: Site, twin: Twin) -> dict:
    """The two, and where they are merged: what readers know stays, or what is longer here."""
    stays, goes = sorted((site, twin.site), key=lambda one: (one.first_published is None, one.state, one.pk))
    return {"site": site, "twin": twin, "merge": reverse("admin:desk_merge", args=[stays.pk, goes.pk])}


def _page(request, title: str, pairs: list[dict], **said):
    context = admin.site.each_context(request) | {"title": title, "pairs": pairs, **said}
    return TemplateResponse(request, "admin/heritage/duplicates.html", context)


def _require(request, right: str) -> None:
    if not request.user.has_perm(f"heritage.{right}"):
        raise PermissionDenied
