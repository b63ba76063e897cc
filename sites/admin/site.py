from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from .. import review, terms
from ..accounts import is_sealed
from ..catalogue import spelled
from ..desk import FewNewRows, ReviewedAdmin, RowForm, RowFormSet, ValueFilter
from ..models import Identifier, Site, SiteName, invalid
from ..neighbours import LANGUAGES, Placed, family, few_words, remarks
from ..queue import a_year_ago
from ..terms import Fault
from ..together import Hiding
from .site_form import SiteForm
from .worded import WordedAdmin

MOST_SPELLED = 2_000  # sites found by spelling alone


def _without(hidden: set[str], fields) -> list:
    """The fields of a fieldset but the hidden ones; some stand together in a line."""
    lines = [[name for name in ([line] if isinstance(line, str) else line) if name not in hidden] for line in fields]
    return [tuple(line) for line in lines if line]


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


class NameInline(RowsMedia, FewNewRows, admin.TabularInline):
    model = SiteName
    form = RowForm
    formset = RowFormSet
    ordering = ["language", "id"]
    extra = 0
    verbose_name_plural = gettext_lazy("Names in other languages and scripts")


class IdentifierInline(RowsMedia, FewNewRows, admin.TabularInline):
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


class CountryFilter(ValueFilter):
    """By the countries that have a site: the world's others would fill the page."""

    title = gettext_lazy("country")
    parameter_name = "country"

    def named(self, value):
        return countries.name(value)


@admin.register(Site)
class SiteAdmin(Hiding, WordedAdmin, ReviewedAdmin):
    form = SiteForm
    dataset = "sites"
    list_display = ["name", "kind", "in_country", "state", "visibility", "level", "reports"]
    list_filter = ["state", LevelFilter, "kind", "visibility", SilentFilter, CountryFilter]
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
        for remark in remarks(form.instance, request.user, new=not change):
            self.message_user(request, remark, messages.WARNING)
        leads_to_it = {"_continue", "_submit"} & request.POST.keys()  # pages that say it themselves
        if not leads_to_it and (few := few_words(Placed.of(form.instance))):
            self.message_user(request, f"{_('Its square does not hide it.')} {few}", messages.WARNING)

    def get_fieldsets(self, request, obj=None):
        fieldsets = self.with_languages(request, obj, super().get_fieldsets(request, obj))
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        hidden = {"coordinates"} | (review.WITHHELD if is_sealed(request.user, obj) else set())
        return [(title, held | {"fields": _without(hidden, held["fields"])}) for title, held in fieldsets]

    def get_inlines(self, request, obj):
        """Identifiers lead to the place in other registers."""
        hidden = [IdentifierInline] if is_sealed(request.user, obj) else []
        return [inline for inline in self.inlines if inline not in hidden]

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
        """What may be chosen for another record is no site that was merged into another."""
        if request.path == reverse("admin:autocomplete"):
            queryset = queryset.filter(merged_into=None)
        return super().get_search_results(request, queryset, search_term)

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
