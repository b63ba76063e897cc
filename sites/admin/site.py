import json

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Q
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from .. import gazetteer, review, terms
from ..areas import read_footprint
from ..catalogue import answering
from ..models import Identifier, Site, SiteName, invalid
from ..neighbours import LANGUAGES, OutlineField, family, remarks
from ..places import Point, parse_point
from ..terms import Fault
from ..together import Hiding
from .gate import DraftForm, RowForm, RowFormSet
from .live import provider
from .reviewed import ReviewedAdmin
from .work import a_year_ago

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
        }
        return mark_safe(render_to_string("admin/heritage/point.html", context))  # noqa: S308 – a template of ours


class SiteForm(DraftForm):
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
        if "coordinates" in self.fields:
            self.fields["coordinates"].widget.attrs["data-site"] = self.instance.pk or ""
        if "visibility" in self.fields:
            self.fields["visibility"].choices = hinted(terms.VISIBILITIES, self.open_visibilities())

    def open_visibilities(self) -> list[str]:
        """Anybody who edits may hide a place better; only a reviewer may show more of it."""
        if self.request.user.has_perm("heritage.review"):
            return list(terms.VISIBILITIES)
        return terms.as_hidden_as(self.instance.visibility)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("coordinates"):
            self._read_coordinates(cleaned)
        else:
            self._want_both(cleaned)
        self._read_outline(cleaned)
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


class IdentifierForm(RowForm):
    """An identifier, or the address of its page in that register."""

    def clean_value(self):
        scheme, text = self.cleaned_data.get("scheme"), self.cleaned_data["value"]
        try:
            return terms.identifier_in(scheme, text) if scheme else text
        except Fault as fault:
            raise invalid(fault) from fault


class RowsMedia:
    """For inlines: rows.js says beside each row what an editor should know of it."""

    class Media:
        css = {"all": ["admin_desk/sites.css"]}
        js = [forms.Script("admin_desk/rows.js", type="module")]


class NameInline(RowsMedia, admin.TabularInline):
    model = SiteName
    form = RowForm
    formset = RowFormSet
    ordering = ["language", "id"]
    extra = 0
    verbose_name_plural = gettext_lazy("Names in other languages and scripts")


class IdentifierInline(RowsMedia, admin.TabularInline):
    model = Identifier
    form = IdentifierForm
    formset = RowFormSet
    extra = 0
    verbose_name_plural = gettext_lazy("Identifiers in other registers")


class LevelFilter(admin.SimpleListFilter):
    """By the status that the public sees."""

    title = gettext_lazy("damage level")
    parameter_name = "level"

    def lookups(self, request, model_admin):
        return [(term.value, _(term.label)) for term in terms.STATUSES.values()]

    def queryset(self, request, queryset):
        return queryset.filter(entry__level=self.value()) if self.value() in terms.STATUSES else queryset


class SilentFilter(admin.SimpleListFilter):
    """By whether anything is reported of the last year."""

    title = gettext_lazy("last report")
    parameter_name = "silent"

    def lookups(self, request, model_admin):
        return [("year", _("None for a year"))]

    def queryset(self, request, queryset):
        return queryset.filter(entry__last_report__lt=a_year_ago()) if self.value() == "year" else queryset


class CountryFilter(admin.SimpleListFilter):
    """By the countries that have a site: the world's others would fill the page."""

    title = gettext_lazy("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        codes = Site.objects.order_by("country").values_list("country", flat=True).distinct()
        return sorted(((code, countries.name(code)) for code in codes), key=lambda pair: pair[1])

    def queryset(self, request, queryset):
        return queryset.filter(country=self.value()) if self.value() else queryset


@admin.register(Site)
class SiteAdmin(Hiding, ReviewedAdmin):
    form = SiteForm
    dataset = "sites"
    list_display = ["name", "kind", "country", "state", "visibility", "level", "reports"]
    list_filter = ["state", LevelFilter, "kind", "visibility", SilentFilter, CountryFilter]
    list_select_related = ["entry"]
    search_fields = ["name", "slug", "names__text"]
    ordering = ["name"]
    autocomplete_fields = ["part_of"]
    radio_fields = {"visibility": admin.VERTICAL}
    inlines = [NameInline, IdentifierInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "country", "part_of", "summary", "built"]}),
        (
            gettext_lazy("Place"),
            {
                "fields": [
                    "coordinates",
                    ("latitude", "longitude", "precision_m"),
                    "approximate",
                    "footprint",
                    "point_source",
                    "place",
                    "visibility",
                ],
                "classes": ["desk-place"],
            },
        ),
    ]

    change_form_template = "admin/heritage/site/change_form.html"

    def editable(self, obj):
        """A site lives on: also what is published of it may be mended, with a reason. A merged one leads elsewhere."""
        return obj.merged_into_id is None

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.waits:
            said = _("The place waits for review; the rest is saved. Until somebody else accepts it, nothing moves.")
            self.message_user(request, said, messages.WARNING)
        for remark in remarks(form.instance):
            self.message_user(request, remark, messages.WARNING)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        may = obj is None or self.has_change_permission(request, obj)
        hidden = [] if may else ["coordinates"]
        hidden += [] if obj is None or (may and review.sees_place(request.user, obj)) else ["footprint"]
        return [
            (title, held | {"fields": [field for field in held["fields"] if field not in hidden]})
            for title, held in fieldsets
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"languages": LANGUAGES, "schemes": terms.SCHEMES.values(), "family": family(obj) if obj else {}}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def is_public(self, obj):
        return obj.state == "published"

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj and obj.first_published else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj and obj.first_published else {"slug": ["name"]}

    def get_search_results(self, request, queryset, search_term):
        """Also by names in any spelling, any script: the catalogue's, and of drafts the gazetteer's."""
        if request.path == reverse("admin:autocomplete"):
            queryset = queryset.filter(merged_into=None)
        found, doubled = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return found, doubled
        wanted = Q(pk__in=found.order_by().values("pk")) | Q(pk__in=answering(search_term))
        wanted |= Q(pk__in=gazetteer.bearing(search_term))
        return queryset.filter(wanted), False

    @admin.display(description=gettext_lazy("level"), ordering="entry__level")
    def level(self, site):
        return _(terms.STATUSES.label(site.entry.level)) if hasattr(site, "entry") else "–"

    @admin.display(description=gettext_lazy("reports"), ordering="entry__reports")
    def reports(self, site):
        return site.entry.reports if hasattr(site, "entry") else "–"
