"""A form of the desk → what it would send as it opens, and its values in words."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import dates
from ..history import DATES
from .sides import OWN, Sent, plain


def as_opened(form, formsets) -> Sent:
    """What a form and its lists would send if nobody touched them."""
    fields = {name: _texts(form[name]) for name in form.fields if _comes_back(form, name)}
    return Sent(fields, {formset.prefix: _stored_rows(formset) for formset in formsets})


def blank_rows(formsets) -> dict[str, dict[str, str]]:
    """Of each list all its columns, with what they say in a row that nobody filled in."""
    return {formset.prefix: _columns(formset, formset.empty_form) for formset in formsets}


def several(form) -> set[str]:
    """The fields of which a browser sends several texts, or nothing at all."""
    kinds = forms.MultipleChoiceField | forms.ModelMultipleChoiceField
    return {name for name, field in form.fields.items() if isinstance(field, kinds)}


def form_of(admin, request, obj):
    """The form of a record as it would open now."""
    names = [name for fieldset in admin.get_fieldsets(request, obj) for name in _flat(fieldset[1]["fields"])]
    return admin.get_form(request, obj, change=True, fields=names)(instance=obj)


def lists_of(admin, request, obj):
    """The lists below the form that this account may change."""
    for formset, inline in admin.get_formsets_with_inlines(request, obj):
        if inline.has_change_permission(request, obj):
            prefix = formset.get_default_prefix()
            yield formset(instance=obj, prefix=prefix, queryset=inline.get_queryset(request))


def _flat(fields):
    for name in fields:
        yield from name if isinstance(name, list | tuple) else [name]


def _comes_back(form, name: str) -> bool:
    return name not in OWN and not isinstance(form.fields[name], forms.FileField)


def _texts(bound) -> list[str]:
    """What the browser sends of a field that nobody touches."""
    value = bound.value()
    if isinstance(bound.field, forms.BooleanField):
        return ["on"] if value else []
    if isinstance(value, list | tuple | set):
        return plain([str(one) for one in value])
    return plain([] if value is None else [str(value)])


def _stored_rows(formset) -> list[tuple[str, dict[str, str]]]:
    rows = ((str(form.instance.pk), _columns(formset, form)) for form in formset.initial_forms)
    return [(number, {name: text for name, text in columns.items() if text}) for number, columns in rows]


def _columns(formset, form) -> dict[str, str]:
    own = {formset.fk.name, formset.model._meta.pk.name, "DELETE"}
    return {name: "".join(_texts(form[name])) for name in form.fields if name not in own}


def words(field: forms.Field, name: str, texts: list[str]) -> str:
    """What a field's texts mean, for reading."""
    if isinstance(field, forms.BooleanField):
        return _("yes") if texts else _("no")
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(_named(field, text) for text in texts)
    if isinstance(field, forms.ChoiceField):
        labels = {str(value): str(label) for value, label in _choices(field.choices)}
        return ", ".join(_bare(labels.get(text, text)) for text in texts)
    if name in DATES and texts:
        return _dated(texts[0])
    return "\n".join(texts)


def _named(field, text: str) -> str:
    try:
        return str(field.to_python(text))
    except ValidationError:
        return text


def _choices(offered):
    for value, label in offered:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def _bare(label: str) -> str:
    """A label without the hint that stands beside it in the form."""
    return label.split("</b>")[0].removeprefix("<b>")


def _dated(text: str) -> str:
    try:
        return f"{dates.words(text, get_language())} ({text})"
    except ValueError:
        return text
