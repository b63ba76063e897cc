from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from .. import dates, terms
from ..answers import Said, alike, as_stored, as_typed, panels
from ..desk import DraftForm, ReviewedAdmin
from ..models import Report, is_number
from ..translations import Worded
from .citing import CitationInline, alone
from .site_form import hinted
from .worded import WordedAdmin


def in_order(chosen: list[str], before: list[str], vocabulary: terms.Vocabulary) -> list[str]:
    """The chosen values: those that stood there before in their order, then the new ones in the vocabulary's."""
    kept = [value for value in before if value in chosen]
    return kept + [value for value in vocabulary if value in chosen and value not in kept]


NOT_CHOSEN = "-"  # is no choice, so that no level is chosen by default


class ReportForm(Worded, DraftForm):
    """A report. Its causes are typed as the main one and the others; the main one is kept first."""

    joint = (("main_cause", "other_causes"),)

    main_cause = forms.ChoiceField(label=gettext_lazy("Main cause"), required=False)
    other_causes = forms.MultipleChoiceField(
        label=gettext_lazy("Further causes"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "desk-checks"}),
    )
    how_assessed = forms.MultipleChoiceField(
        label=gettext_lazy("How assessed"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "desk-checks"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        causes = [(value, _(label)) for value, label in terms.CAUSES.choices]
        self.fields["main_cause"].choices = [("", _("Not said")), *causes]
        self.fields["other_causes"].choices = causes
        self.fields["how_assessed"].choices = [(value, _(label)) for value, label in terms.METHODS.choices]
        main, *others = self.instance.causes or [""]
        given = {"main_cause": main, "other_causes": others, "how_assessed": self.instance.methods}
        self.initial = given | self.initial
        if self.instance._state.adding:
            self.initial["level"] = self.initial.get("level") or NOT_CHOSEN
        if "level" in self.fields:
            self.fields["level"].choices = [
                *hinted(terms.LEVELS),
                ("", _("Nothing about damage: a recovery step only")),
            ]
            self.fields["verification"].choices = hinted(terms.VERIFICATIONS)

    def clean(self):
        cleaned = super().clean()
        main, others = cleaned.get("main_cause"), cleaned.get("other_causes", [])
        if others and not main and "main_cause" not in self.errors:
            self.add_error("main_cause", _("Choose the main cause too: which of these counts most?"))
        before = self.instance.causes[1:]
        others = in_order([one for one in others if one != main], before, terms.CAUSES)
        self.instance.causes = [main, *others] if main else []
        self.instance.methods = in_order(cleaned.get("how_assessed", []), self.instance.methods, terms.METHODS)
        return cleaned


MORE = ("causes", "methods", "summary", "attributed_to", "source_value", "source_scale", "recovery")


def _said(request, report: Report | None) -> Said:
    """What the form says as it is shown: what was typed and came back, what is stored, what the address begins with."""
    if request.method == "POST":
        return as_typed(request.POST, report)
    return as_stored(report) if report else as_typed(request.GET, None)


@admin.register(Report)
class ReportAdmin(WordedAdmin, ReviewedAdmin):
    form = ReportForm
    dataset = "reports"
    list_display = ["label", "site", "says", "event_in_words", "verification", "state", "opened_by", "first_published"]
    list_filter = ["state", "level", "verification", "recovery"]
    list_select_related = ["site"]
    search_fields = ["=number", "site__name", "summary", "attributed_to"]
    sortable_by = ["label", "event_in_words"]
    ordering = ["-id"]
    autocomplete_fields = ["site"]
    radio_fields = {"level": admin.VERTICAL, "verification": admin.VERTICAL}
    inlines = [CitationInline]
    change_form_template = "admin/heritage/report/change_form.html"
    first_fields = {"fields": ["site", "level", "event", "verification"], "classes": ["desk-first"]}
    more_fields = {
        "fields": [
            "main_cause",
            "other_causes",
            "how_assessed",
            "summary",
            "attributed_to",
            ("source_value", "source_scale"),
            "recovery",
        ]
    }
    fieldsets_to_read = [
        (
            None,
            {
                "fields": [
                    "site",
                    "level",
                    "event_in_words",
                    "causes_in_words",
                    "methods_in_words",
                    "verification",
                    "recovery",
                ]
            },
        ),
        (
            gettext_lazy("What the sources say"),
            {"fields": ["summary", "attributed_to", ("source_value", "source_scale")]},
        ),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "site":
            alone(field.widget, add=True)
        return field

    def get_fieldsets(self, request, obj=None):
        """What every report needs comes first; the rest is folded away until something stands in it."""
        if obj and not self.has_change_permission(request, obj):
            return self.with_languages(request, obj, self.fieldsets_to_read)
        title = gettext_lazy("More: causes, how assessed, summary, attribution, recovery")
        folded = {} if obj and any(getattr(obj, name) for name in MORE) else {"classes": ["collapse"]}
        return self.with_languages(request, obj, [(None, self.first_fields), (title, self.more_fields | folded)])

    def get_changeform_initial_data(self, request):
        """From the address: the site of whoever comes from its page; the day, where the article stays the same."""
        given = {"site": request.GET.get("site", ""), "event": request.GET.get("event", "")[:200]}
        return given | {"site": given["site"] if is_number(given["site"]) else None}

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """The article that the address names stands in the first row."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        article = request.GET.get("article", "")
        if request.method == "GET" and not obj.pk and is_number(article):
            kwargs["initial"] = [{"article": article, "role": "says"}]
        return kwargs

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if add or self.has_change_permission(request, obj):
            context["panels"] = panels(_said(request, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "_continue" not in request.POST:  # else its page comes, which says so itself
            self.warn(request, form.instance)

    def warn(self, request, report):
        """Of reports that may say the same: for whoever saw no warning while typing."""
        links = [
            (reverse("admin:heritage_report_change", args=[one.pk]), one.number) for one in alike(as_stored(report))
        ]
        if links:
            listed = format_html_join(", ", '<a href="{}">{}</a>', links)
            said = _(
                "It may be reported already: compare report %(number)s with these of the same site, level and day:"
            )
            words = said % {"number": report.number}
            self.message_user(request, format_html("{} {}", words, listed), messages.WARNING)

    def _after_save(self, request, obj):
        """On to the next report of the same article and, mostly, the same day."""
        if "_next" not in request.POST:
            return super()._after_save(request, obj)
        cited = obj.citations.first()
        following = urlencode({"article": cited.article_id if cited else "", "event": obj.event})
        return HttpResponseRedirect(f"{reverse('admin:heritage_report_add')}?{following}")

    def get_readonly_fields(self, request, obj=None):
        if obj and not self.has_change_permission(request, obj):
            return ["event_in_words", "causes_in_words", "methods_in_words"]
        return []

    def also(self, text):
        """The versions of the report of that number."""
        number = text.strip()
        return list(Report.objects.filter(number=number).values_list("pk", flat=True)) if is_number(number) else []

    def is_public(self, obj):
        return obj.state in ("published", "withdrawn") and obj.site.state == "published"

    def exported_numbers(self, queryset):
        """Of the versions that stand: a draft of a correction carries the number of a published report."""
        return set(queryset.published().values_list("number", flat=True))

    @admin.display(description=gettext_lazy("number"), ordering="number")
    def label(self, report):
        correction = report.corrects_id and report.state in ("draft", "in_review", "refused")
        return _("%(number)s (correction)") % {"number": report.number} if correction else report.number

    @admin.display(description=gettext_lazy("says"), ordering="level")
    def says(self, report):
        said = terms.LEVELS.label(report.level), terms.RECOVERIES.label(report.recovery)
        return ", ".join(_(label) for label in said if label)

    @admin.display(description=gettext_lazy("when it happened"), ordering="event_latest")
    def event_in_words(self, report):
        return (
            format_html('<bdi title="{}">{}</bdi>', report.event, dates.words(report.event, get_language()))
            if report.event
            else "–"
        )

    @admin.display(description=gettext_lazy("causes"))
    def causes_in_words(self, report):
        return ", ".join(_(terms.CAUSES.label(one)) for one in report.causes) or "–"

    @admin.display(description=gettext_lazy("how assessed"))
    def methods_in_words(self, report):
        return ", ".join(_(terms.METHODS.label(one)) for one in report.methods) or "–"
