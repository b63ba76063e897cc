"""The fields of a form in which the text of a record is said in the other languages of the pages."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy

from ..tongues import tongue
from ..wordings import is_stale, reworded
from .words import DIRECTIONS, text_of

SAYS = {tag: f"says_{tag}" for tag in DIRECTIONS}
FITS = {tag: f"fits_{tag}" for tag in DIRECTIONS}


def _says(tag: str) -> forms.Field:
    shape = {"rows": 5, "class": "vLargeTextField", "lang": tag, "dir": DIRECTIONS[tag]}
    return forms.CharField(required=False, widget=forms.Textarea(attrs=shape))


def _fits() -> forms.Field:
    label = gettext_lazy("It still fits")
    hint = gettext_lazy("The text was changed since this was written: mend it, or say that it still says the same.")
    return forms.BooleanField(required=False, label=label, help_text=hint)


Fields = type(
    "Fields",
    (forms.Form,),
    {SAYS[tag]: _says(tag) for tag in DIRECTIONS} | {FITS[tag]: _fits() for tag in DIRECTIONS},
)


class Worded(Fields):
    """For the form of a record: a field for each other language and, where the text is newer than what is said in it, a
    box by which somebody says that it still fits."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        longest = type(self.instance)._meta.get_field(text_of(type(self.instance))).max_length
        held = self.instance.wordings or {}
        for tag in [tag for tag in DIRECTIONS if SAYS[tag] in self.fields]:
            says = self.fields[SAYS[tag]]
            says.label = tongue(tag)
            says.widget.attrs["maxlength"] = longest
            says.validators.append(MaxLengthValidator(longest))
            self.initial.setdefault(SAYS[tag], held[tag]["text"] if tag in held else "")

    def clean(self):
        cleaned = super().clean()
        text = text_of(type(self.instance))
        typed = {tag: cleaned[name].replace("\r\n", "\n") for tag, name in SAYS.items() if name in cleaned}
        if typed and text not in self.errors:
            fitting = [tag for tag, name in FITS.items() if cleaned.get(name)]
            now = cleaned.get(text, getattr(self.instance, text))
            self.instance.wordings = reworded(self.instance.wordings, typed, fitting, now)
        return cleaned


def fields_for(record) -> list[str]:
    """The names of those fields for a record; None for a new one."""
    held = record.wordings or {} if record else {}
    text = getattr(record, text_of(type(record))) if record else ""
    older = {tag for tag, one in held.items() if is_stale(one, text)}
    return [name for tag in DIRECTIONS for name in [SAYS[tag], *([FITS[tag]] if tag in older else [])]]
