"""The outline of a site in words, and read as it is drawn or pasted."""

import json

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..areas import read_footprint
from ..places import Point, corners, parse_point, square_km
from ..terms import Fault


class OutlineInput(forms.Textarea):
    """GeoJSON as text, and the tools with which outline.js draws it on the map of the point."""

    class Media:
        css = {"all": ["admin_desk/sites.css"]}
        js = [forms.Script("admin_desk/outline.js", type="module")]

    def render(self, name, value, attrs=None, renderer=None):
        context = {"input": super().render(name, value, attrs, renderer)}
        return mark_safe(render_to_string("admin/heritage/outline.html", context))  # noqa: S308 – a template of ours


class OutlineField(forms.CharField):
    """GeoJSON of any kind as text. The form reads it when it knows the point."""

    widget = OutlineInput(attrs={"rows": 3, "dir": "ltr", "spellcheck": "false", "autocomplete": "off"})

    def prepare_value(self, value):
        return json.dumps(value) if isinstance(value, dict) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


def outline_words(outline: dict) -> str:
    """How many corners it has and how large it is; where it lies is nobody's business who reads of a change."""
    count, size = corners(outline), square_km(outline)
    said = {"count": count, "size": _size_words(size)}
    return (
        ngettext("an outline with %(count)d corner, %(size)s", "an outline with %(count)d corners, %(size)s", count)
        % said
    )


def _size_words(size: float) -> str:
    if size < 0.01:
        return _("about %(size)d m²") % {"size": max(1, round(size * 1_000_000))}
    return _("about %(size)s km²") % {"size": f"{size:.2g}" if size < 100 else f"{size:.0f}"}


@require_POST  # so that no exact place is written into a server's log of addresses
def outline(request):
    """GeoJSON in ``text`` and the site's point in ``point``; the outline as it will be kept, and words for it."""
    if not request.user.has_perm("heritage.change_site"):
        raise PermissionDenied
    try:
        read = read_footprint(request.POST.get("text", ""), _point(request.POST.get("point", "")))
    except Fault as fault:
        return JsonResponse({"message": _(fault.template).format(**fault.values)}, status=400)
    return JsonResponse({"outline": read, "words": outline_words(read)})


def _point(text: str) -> Point | None:
    """None while there is no point that could be read: its own field says so."""
    try:
        return parse_point(text)
    except Fault:
        return None
