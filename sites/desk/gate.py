"""The stock ModelAdmin, with every way to change a record led through the write gate."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import models
from django.http import StreamingHttpResponse
from django.urls import reverse_lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import review
from ..catalogue import Query
from ..exports import DATASETS, csv_lines
from ..history import DATES, Storied
from ..models import is_number
from ..together import Once, Versioned
from .lists import Listing

HELD = "refused_by_the_gate"


class GatedForm(forms.ModelForm):
    """A form whose edit is a decision: it asks why, and shows what the gate said if it stayed shut."""

    request = None
    reason = forms.CharField(
        label=gettext_lazy("Reason for this change"),
        max_length=2000,
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto"}),
        help_text=gettext_lazy(
            "Kept with the change. Once something is published, readers see it: never name people at risk in it."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].initial = self.usual_reason()

    def usual_reason(self) -> str:
        """What is offered as the reason; nothing where the public sees the change."""
        return _("New record.") if self.instance._state.adding else ""

    def clean(self):
        cleaned = super().clean()
        for problem in getattr(self.request, HELD, ()):
            self.add_error(None, problem)
        return cleaned


class DraftForm(GatedForm):
    """The form of a record that has a workflow: while it is no more than a draft, a reason is offered."""

    def usual_reason(self) -> str:
        if self.instance._state.adding or self.instance.first_published:
            return super().usual_reason()
        return _("Work on the draft.")


class RowForm(forms.ModelForm):
    """A row of an inline. The stock form overlooks that such a row is stored already, as when a form is sent twice."""

    def validate_unique(self):
        super().validate_unique()
        if self.errors:
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as fault:
            self.add_error(None, fault)


class RowFormSet(forms.BaseInlineFormSet):
    """The rows of a table. Its heads stand far from the fields, which a screen reader names one by one."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs.setdefault("aria-label", capfirst(field.label))


class FewNewRows:
    """For inlines: so many new rows at once and no more, since each takes its time; more come in by a file."""

    MOST = 100

    def get_formset(self, request, obj=None, **kwargs):
        there = self.model._base_manager.filter(**{self.parent_model._meta.model_name: obj}).count() if obj else 0
        most = there + self.MOST
        return super().get_formset(request, obj, **{"absolute_max": most, "max_num": most} | kwargs)


class Picker(AutocompleteSelect):
    """The stock autocomplete, with a prompt that names it; a value that is no number no longer breaks the form."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        prompt = _("%(field)s: type to find it") % {"field": capfirst(self.field.verbose_name)}
        return super().build_attrs(base_attrs, extra_attrs) | {"data-placeholder": prompt}

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [one for one in value if is_number(one)], attr)


class Picking:
    """For admins and inlines: their autocompletes bear what is typed by hand."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Picker(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class GatedAdmin(Listing, Picking, Storied, Versioned, Once, admin.ModelAdmin):
    """An admin whose saves pass ``review.record`` in the transaction that saved. A refusal undoes all of it.

    Decisions are the one log: Django's own, which ties accounts to what they did, is not written.
    """

    form = GatedForm
    change_form_template = "admin/heritage/change_form.html"
    dataset = ""
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    actions = ["export_selected"]

    class Media:
        css = {"all": ["admin_desk/desk.css"]}
        js = [forms.Script(f"admin_desk/{name}.js", type="module") for name in ("dates", "pickers", "once")]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"request": request})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.CharField | models.TextField) and not db_field.choices:
            field.widget.attrs["dir"] = "auto"
        if isinstance(db_field, models.TextField):
            field.widget.attrs["rows"] = 5
        if db_field.name in DATES:
            field.widget.attrs |= {
                "dir": "ltr",
                "autocomplete": "off",
                "data-edtf": reverse_lazy("admin:desk_date_words"),
            }
        return field

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Where the gate refuses, everything is undone and the same form comes again, with what was typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except review.Refused as refused:
            setattr(request, HELD, refused.problems)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        form.before = review.account(held(obj)) if change else None
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.waits = review.record(
            form.instance,
            by=request.user,
            reason=form.cleaned_data["reason"],
            before=form.before,
            expected=getattr(request, "expected_version", None),
        )

    def view_on_site(self, obj):
        """The public page, where there is one."""
        return obj.get_absolute_url() if self.is_public(obj) else None

    def is_public(self, obj) -> bool:
        return False

    def log_addition(self, request, obj, message):
        """Nothing: the decision says it."""

    def log_change(self, request, obj, message):
        """Nothing: the decision says it."""

    def has_delete_permission(self, request, obj=None):
        return False

    def response_action(self, request, queryset):
        """A selection that no list of ours could have sent is told so; stock Django fails on it."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if all(map(is_number, chosen)):
            return super().response_action(request, queryset)
        self.message_user(request, _("Nothing was done: select records of this list."), messages.ERROR)
        return None

    @admin.action(description=gettext_lazy("Export selected as CSV"))
    def export_selected(self, request, queryset):
        """The columns of the public file, for those of the selected that the public may see."""
        dataset = DATASETS[self.dataset]
        chosen = self.exported_numbers(queryset)
        values = [*dataset.each(Query(), chosen)]
        if left_out := queryset.count() - len(values):
            self.message_user(request, left_out_words(left_out), messages.WARNING)
        if not values:
            return None
        name = f"{self.dataset}-{len(values)}-of-{len(values) + left_out}-selected.csv"
        return StreamingHttpResponse(
            csv_lines(dataset, values, request.build_absolute_uri("/").rstrip("/")),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def exported_numbers(self, queryset) -> set[int]:
        """The numbers under which the public files know these records."""
        return set(queryset.values_list("pk", flat=True))


def stored(obj):
    """The record as the database has it: the form has written into the one at hand already."""
    return type(obj)._base_manager.get(pk=obj.pk)


def held(obj):
    """The same, and nobody else changes it until the transaction ends."""
    return type(obj)._base_manager.select_for_update(no_key=True).get(pk=obj.pk)


def left_out_words(count: int) -> str:
    return ngettext(
        "%(count)d of the selected is not public and was left out of the file.",
        "%(count)d of the selected are not public and were left out of the file.",
        count,
    ) % {"count": count}
