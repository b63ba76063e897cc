"""The three sides of a choice in words."""

from dataclasses import dataclass

from .forms import words
from .sides import Choice


@dataclass(frozen=True, slots=True)
class Side:
    """A field or a list, and what each side says of it as lines."""

    name: str
    label: str
    opened: list[str]
    theirs: list[str]
    mine: list[str]
    merged: list[str]
    chosen: str
    both: bool
    needed: bool


def sides(one: Choice, form, lists, chosen: str, needed: bool) -> Side:
    if one.is_list:
        formset = next(each for each in lists if each.prefix == one.name)
        label = str(formset.model._meta.verbose_name_plural)
        said = [_rows(formset, side) for side in (one.opened, one.theirs, one.mine, one.merged)]
    else:
        label = ", ".join(str(form.fields[name].label) for name in one.parts if name in form.fields)
        said = [_values(form, one.parts, side) for side in (one.opened, one.theirs, one.mine)] + [[]]
    return Side(one.name, label, *said, chosen, one.both, needed)


def _values(form, parts: list[str], side: list) -> list[str]:
    told = [
        (form.fields[name].label, words(form.fields[name], name, texts))
        for name, texts in zip(parts, side, strict=False)
        if name in form.fields
    ]
    if len(parts) == 1:
        return [text for _label, text in told if text]
    return [f"{label}: {text}" for label, text in told if text]


def _rows(formset, rows: list) -> list[str]:
    fields = formset.empty_form.fields
    return [
        ", ".join(words(fields[name], name, [text]) for name, text in columns.items() if name in fields)
        for _number, columns in rows
    ]
