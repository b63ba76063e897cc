"""What the public sees of the places of many sites at once."""

from functools import partial

from django.contrib.admin.options import IS_POPUP_VAR
from django.utils.translation import gettext as _

from .. import review
from ..models import Site
from ..neighbours import Placed, all_few_words
from ..terms import VISIBILITIES, as_hidden_as


class Hiding:
    """For the admin of sites: everybody may hide the selected better; only a reviewer may show more of them."""

    def get_actions(self, request):
        actions = super().get_actions(request)
        if IS_POPUP_VAR in request.GET or not request.user.has_perm("heritage.change_site"):
            return actions
        return actions | {
            f"visibility_{place}": (partial(_hide, visibility=value), f"visibility_{place}", _label(value))
            for place, value in enumerate(VISIBILITIES)
        }


def _label(visibility: str) -> str:
    return _("Show of their place: %(visibility)s …") % {"visibility": _(VISIBILITIES.label(visibility))}


def _hide(admin, request, queryset, visibility: str):
    may_show = review.may_show_more(request.user)
    return admin.in_bulk(
        request,
        queryset,
        action=f"visibility_{list(VISIBILITIES).index(visibility)}",
        label=_label(visibility).removesuffix(" …"),
        forecast=lambda site: _against(site, visibility, may_show),
        warn=partial(_few, visibility=visibility),
        act=partial(_set, visibility=visibility),
    )


def _against(site: Site, visibility: str, may_show: bool) -> list[str]:
    if site.visibility == visibility:
        return [_("It is so already.")]
    if visibility not in as_hidden_as(site.visibility) and not may_show:
        return [_("Only a reviewer who may see the exact place shows more of it.")]
    return []


def _few(sites: list[Site], visibility: str) -> list[str]:
    """Of each what to know of the square in which readers will see it, once they see all of these so."""
    placed = [Placed.of(site, visibility=visibility) for site in sites]
    shown = [one for one, site in zip(placed, sites, strict=True) if site.state == "published"]
    return all_few_words(placed, shown)


def _set(site: Site, *, by, reason: str, visibility: str) -> None:
    if site.visibility == visibility:
        raise review.Refused(_("It is so already."))
    before = review.account(site)
    site.visibility = visibility
    site.save()
    review.record(site, by=by, reason=reason, before=before)
