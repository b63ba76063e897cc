"""The form of a site: its point as people write it, its outline, and what the public will see of both."""

import json

from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import terms
from ..accounts import SealedPlace
from ..answers import provider, public_words
from ..areas import read_footprint
from ..desk import DraftForm
from ..models import invalid
from ..neighbours import OutlineField
from ..places import Point, generalise, parse_point
from ..terms import Fault
from ..translations import Worded

BASEMAP = ("coarse", "fine", "water", "places")


class PointInput(forms.TextInput):
    """A text input for coordinates of any form, and room for the map that point.js draws beside it."""

    class Media:
        css = {"all": ["leaflet/leaflet.css", "admin_desk/point.css"]}
        js = ["leaflet/leaflet.js", forms.Script("admin_desk/point.js", type="module")]

    def render(self, name, value, attrs=None, renderer=None):
        context = {
            "input": super().render(name, value, attrs, renderer),
            "basemap": json.dumps({layer: static(f"basemap/{layer}.json") for layer in BASEMAP}),
            "tile_url": settings.TILE_URL,
            "tile_attribution": settings.TILE_ATTRIBUTION,
            "geocoder": provider(),
            "site": self.attrs.get("data-site", ""),
            "kept": self.attrs.get("data-kept", ""),
            "cell": self.attrs.get("data-cell", ""),
        }
        return mark_safe(render_to_string("admin/heritage/point.html", context))  # noqa: S308 – a template of ours


class SiteForm(SealedPlace, Worded, DraftForm):
    """A site; its point may be typed as coordinates of any form, or as two numbers."""

    joint = (("latitude", "longitude", "coordinates"),)

    coordinates = forms.CharField(
        label=gettext_lazy("Coordinates"),
        required=False,
        max_length=100,
        widget=PointInput(attrs={"class": "vTextField", "dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Type or paste decimal degrees or degrees, minutes and seconds, latitude first: 34.5535, 38.2701 or "
            "34°33′12.8″N 38°16′12.4″E. If filled in, it goes before the two numbers below."
        ),
    )

    footprint = OutlineField(
        label=gettext_lazy("Outline"),
        required=False,
        max_length=1_000_000,
        help_text=gettext_lazy(
            "Where the site lies on the ground: drawn on the map above, or pasted as GeoJSON with one polygon or more, "
            "longitude first. Readers see it only where the place is exact."
        ),
    )

    class Meta:
        error_messages = {
            "latitude": dict.fromkeys(
                ("min_value", "max_value"), gettext_lazy("The latitude lies between -90 and 90 degrees.")
            ),
            "longitude": dict.fromkeys(
                ("min_value", "max_value"), gettext_lazy("The longitude lies between -180 and 180 degrees.")
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.seal()
        if self.kept:
            self._show_kept()
        if "coordinates" in self.fields:
            self.fields["coordinates"].widget.attrs["data-site"] = self.instance.pk or ""
        if "visibility" in self.fields:
            self.fields["visibility"].choices = hinted(terms.VISIBILITIES, self.open_visibilities())

    def _show_kept(self) -> None:
        """What readers see of the place that is kept, in the stead of the place."""
        if "coordinates" not in self.fields or self.instance.latitude is None:
            return
        public = generalise(Point(self.instance.latitude, self.instance.longitude), self.instance.visibility)
        said = _("A place is kept that your account may not see. Readers see: %(public)s")
        self.fields["coordinates"].widget.attrs |= {
            "data-kept": said % {"public": public_words(public)},
            "data-cell": json.dumps(public.bounds) if public else "",
        }

    def open_visibilities(self) -> list[str]:
        """Anybody who edits may hide a place better; only a reviewer who sees it may show more of it."""
        if self.request.user.has_perm("heritage.review") and not self.sealed:
            return list(terms.VISIBILITIES)
        return list(terms.as_hidden_as(self.instance.visibility))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("coordinates"):
            self._read_coordinates(cleaned)
        else:
            self._want_both(cleaned)
        self._read_outline(cleaned)
        self.keep_sealed(cleaned)
        return cleaned

    def _read_outline(self, cleaned: dict) -> None:
        """Beside the point, since an outline that lies elsewhere is a mistake."""
        text, axes = cleaned.get("footprint"), ("latitude", "longitude")
        placed = not {*axes, "coordinates"} & set(self.errors) and cleaned.get("latitude") is not None
        try:
            point = Point(*(cleaned[axis] for axis in axes)) if placed else None
            cleaned["footprint"] = read_footprint(text, point) if text else None
        except Fault as fault:
            self.add_error("footprint", invalid(fault))

    def _read_coordinates(self, cleaned: dict) -> None:
        try:
            point = parse_point(cleaned["coordinates"])
        except Fault as fault:
            self.add_error("coordinates", invalid(fault))
            return
        for axis in ("latitude", "longitude"):
            self.errors.pop(axis, None)
            cleaned[axis] = getattr(point, axis)

    def _want_both(self, cleaned: dict) -> None:
        given = [axis for axis in ("latitude", "longitude") if cleaned.get(axis) is not None]
        if len(given) == 1 and not {"latitude", "longitude"} & set(self.errors):
            (missing,) = {"latitude", "longitude"} - set(given)
            self.add_error(missing, _("Give both latitude and longitude, or neither."))


def hinted(vocabulary: terms.Vocabulary, values=None) -> list[tuple[str, str]]:
    """(value, label) pairs with the test by which to choose standing beside each label."""
    return [
        (term.value, format_html('<b>{}</b> <span class="desk-hint">– {}</span>', _(term.label), _(term.hint)))
        for term in vocabulary.values()
        if values is None or term.value in values
    ]
