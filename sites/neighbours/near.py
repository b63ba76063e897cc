"""The page that lists the sites near a point."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import review
from ..models import Site, invalid, is_number
from ..places import Point, parse_point
from ..terms import Fault
from .around import around, place_of

DISTANCES = (("1", gettext_lazy("1 km")), ("5", gettext_lazy("5 km")), ("25", gettext_lazy("25 km")))
MOST = 100


class NearForm(forms.Form):
    """Asked by POST, so that no exact place is written into a server's log of addresses."""

    place = forms.CharField(
        label=gettext_lazy("Near"),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "ltr", "autocomplete": "off"}),
        help_text=gettext_lazy("Coordinates in any form: 34.5535, 38.2701 or 34°33′12.8″N 38°16′12.4″E."),
        error_messages={"required": gettext_lazy("Write a latitude and a longitude, like 34.5535, 38.2701.")},
    )
    km = forms.ChoiceField(label=gettext_lazy("Within"), choices=DISTANCES, initial="5")

    def clean_place(self) -> Point:
        try:
            return parse_point(self.cleaned_data["place"])
        except Fault as fault:
            raise invalid(fault) from fault


def near(request):
    """Coordinates as typed, or the number of a site; the sites within some kilometres, nearest first."""
    if not request.user.has_perm("heritage.view_site"):
        raise PermissionDenied
    site = _asked_for(request)
    place = place_of(site, request.user) if site else None
    form = NearForm(request.POST or None, initial={"place": _written(place)} if place else None)
    km = 5
    if form.is_bound:
        place, km = (form.cleaned_data["place"], int(form.cleaned_data["km"])) if form.is_valid() else (None, km)
    found = around(place, km * 1000, request.user, MOST, site.pk if site else 0) if place else []
    context = admin.site.each_context(request) | {
        "title": _("Sites near a point"),
        "form": form,
        "site": site,
        "place": place,
        "found": found,
        "km": km,
        "full": len(found) == MOST,
        "partial": not review.sees_places(request.user),
    }
    return TemplateResponse(request, "admin/heritage/near.html", context)


def _asked_for(request) -> Site | None:
    number = request.GET.get("site", "")
    return get_object_or_404(Site, pk=number) if is_number(number) else None


def _written(place: Point) -> str:
    return f"{place.latitude}, {place.longitude}"
