import json

from django import forms
from django.conf import settings
from django.contrib import admin
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from .. import terms
from ..catalogue import spelled
from ..models import Identifier, Site, SiteName, invalid
from ..places import parse_point
from ..terms import Fault
from .gate import RowForm
from .lists import ValueFilter
from .live import provider
from .steps import DraftForm, ReviewedAdmin

MOST_SPELLED = 2_000  # sites found by spelling alone
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
        return cleaned

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


class NameInline(admin.TabularInline):
    model = SiteName
    form = RowForm
    extra = 0
    verbose_name_plural = gettext_lazy("Names in other languages and scripts")


class IdentifierInline(admin.TabularInline):
    model = Identifier
    form = RowForm
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


class CountryFilter(ValueFilter):
    """By the countries that have a site: the world's others would fill the page."""

    title = gettext_lazy("country")
    parameter_name = "country"

    def named(self, value):
        return countries.name(value)


@admin.register(Site)
class SiteAdmin(ReviewedAdmin):
    form = SiteForm
    dataset = "sites"
    list_display = ["name", "kind", "in_country", "state", "visibility", "level", "reports"]
    list_filter = ["state", LevelFilter, "kind", "visibility", CountryFilter]
    list_select_related = ["entry"]
    search_fields = ["name", "slug", "names__text"]
    sortable_by = ["name"]
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
                    "point_source",
                    "place",
                    "visibility",
                ],
                "classes": ["desk-place"],
            },
        ),
    ]

    def editable(self, obj):
        """A site lives on: also what is published of it may be mended, with a reason."""
        return True

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [
            (title, held | {"fields": [field for field in held["fields"] if field != "coordinates"]})
            for title, held in fieldsets
        ]

    def is_public(self, obj):
        return obj.state == "published"

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj and obj.first_published else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj and obj.first_published else {"slug": ["name"]}

    def also(self, text):
        """Also by the names of the catalogue, forgiving wrong letters; and by its address."""
        return [*spelled(text, MOST_SPELLED), *Site.objects.filter(slug=text.strip()).values_list("pk", flat=True)]

    @admin.display(description=gettext_lazy("country"))
    def in_country(self, site):
        """The field itself would put all countries of the world in order for every row."""
        return countries.name(site.country.code)

    @admin.display(description=gettext_lazy("level"))
    def level(self, site):
        return _(terms.STATUSES.label(site.entry.level)) if hasattr(site, "entry") else "–"

    @admin.display(description=gettext_lazy("reports"))
    def reports(self, site):
        return site.entry.reports if hasattr(site, "entry") else "–"
