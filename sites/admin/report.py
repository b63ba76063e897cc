from django import forms
from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import dates, terms
from ..models import Citation, Report
from .gate import Picking, RowForm
from .site import hinted
from .steps import DraftForm, ReviewedAdmin


def in_order(chosen: list[str], before: list[str], vocabulary: terms.Vocabulary) -> list[str]:
    """The chosen values: those that stood there before in their order, then the new ones in the vocabulary's."""
    kept = [value for value in before if value in chosen]
    return kept + [value for value in vocabulary if value in chosen and value not in kept]


NOT_CHOSEN = "-"  # is no choice, so that no level is chosen by default


class ReportForm(DraftForm):
    """A report. Its causes are typed as the main one and the others; the main one is kept first."""

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


class CitationInline(Picking, admin.StackedInline):
    model = Citation
    form = RowForm
    extra = 0
    autocomplete_fields = ["article"]
    fields = ["article", "role", "quote", "locator"]
    verbose_name = gettext_lazy("Citation")
    verbose_name_plural = gettext_lazy("The articles it rests on")

    def get_min_num(self, request, obj=None, **kwargs):
        """A new report begins with one to be filled in: no status without a source."""
        return 0 if obj else 1

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "quote":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField", "dir": "auto"})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "role":
            field.help_text = format_html_join(
                "", "<span><b>{}</b>: {}</span> ", ((_(role.label), _(role.hint)) for role in terms.ROLES.values())
            )
        return field


@admin.register(Report)
class ReportAdmin(ReviewedAdmin):
    form = ReportForm
    dataset = "reports"
    list_display = ["label", "site", "says", "event_in_words", "verification", "state", "opened_by", "first_published"]
    list_filter = ["state", "level", "verification", "recovery"]
    list_select_related = ["site"]
    search_fields = ["=number", "site__name", "summary", "attributed_to"]
    ordering = ["-id"]
    autocomplete_fields = ["site"]
    radio_fields = {"level": admin.VERTICAL, "verification": admin.VERTICAL}
    inlines = [CitationInline]
    fieldsets = [
        (
            None,
            {"fields": ["site", "level", "event", "main_cause", "other_causes", "how_assessed", "verification"]},
        ),
        (
            gettext_lazy("What the sources say"),
            {"fields": ["summary", "attributed_to", ("source_value", "source_scale")]},
        ),
        (gettext_lazy("Recovery"), {"fields": ["recovery"]}),
    ]
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
        fieldsets[1],
    ]

    def get_fieldsets(self, request, obj=None):
        if obj and not self.has_change_permission(request, obj):
            return self.fieldsets_to_read
        return super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request, obj=None):
        if obj and not self.has_change_permission(request, obj):
            return ["event_in_words", "causes_in_words", "methods_in_words"]
        return []

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
            format_html('<bdi lang="en" dir="ltr" title="{}">{}</bdi>', report.event, dates.words(report.event))
            if report.event
            else "–"
        )

    @admin.display(description=gettext_lazy("causes"))
    def causes_in_words(self, report):
        return ", ".join(_(terms.CAUSES.label(one)) for one in report.causes) or "–"

    @admin.display(description=gettext_lazy("how assessed"))
    def methods_in_words(self, report):
        return ", ".join(_(terms.METHODS.label(one)) for one in report.methods) or "–"
