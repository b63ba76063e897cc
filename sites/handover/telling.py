"""What would happen to a file: kept with it, and told to people in their language."""

import csv

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import review
from ..arrivals import Preview, fault_rows
from ..models import HandedIn
from .keeping import is_own
from .wording import field_words

COUNTS = {
    "new": gettext_lazy("New"),
    "changed": gettext_lazy("Changed"),
    "same": gettext_lazy("The same"),
    "faulty": gettext_lazy("Rows with faults"),
    "warned": gettext_lazy("Notes"),
    "suspects": gettext_lazy("Possible duplicates"),
    "sites": gettext_lazy("Sites made besides"),
    "articles": gettext_lazy("Articles made besides"),
    "origins": gettext_lazy("Shared origins made besides"),
    "waiting": gettext_lazy("Changes that wait for review"),
}
UNDONE = {
    "withdrawn sites": gettext_lazy("Sites withdrawn"),
    "withdrawn reports": gettext_lazy("Reports withdrawn"),
    "deleted sites": gettext_lazy("Drafts of sites deleted"),
    "deleted reports": gettext_lazy("Drafts of reports deleted"),
    "deleted articles": gettext_lazy("Articles deleted"),
    "kept sites": gettext_lazy("Sites that stay"),
    "kept reports": gettext_lazy("Reports that stay"),
    "kept articles": gettext_lazy("Articles that stay"),
    "kept changes": gettext_lazy("Changed records that stay changed"),
}
ALWAYS = ("new", "changed", "same", "faulty")
PLACE = review.WITHHELD | {"approximate"}
CELLS = PLACE | {"point"}  # as a file has them


def as_kept(told: Preview, user) -> dict:
    """A preview as JSON. ``places`` says whether it was made for somebody who sees exact places."""
    return {
        "counts": dict(told.counts),
        "places": review.sees_places(user),
        "faults": [
            {
                "row": one.row,
                "column": one.column,
                "cell": str(one.cell),
                "template": one.fault.template,
                "values": {name: _plain(value) for name, value in one.fault.values.items()},
                "warning": one.warning,
            }
            for one in told.of_rows
        ],
        "differences": [
            {"row": one.row, "record": one.record, "field": one.field}
            | {"was": one.was, "becomes": one.becomes, "stays": one.stays}
            for one in told.differences
        ],
        "suspects": [
            {"row": one.row, "name": one.name, "number": one.number, "known_as": one.known_as}
            | {"reasons": [str(reason) for reason in one.reasons]}
            for one in told.suspects
        ],
    }


def _plain(value):
    return value if isinstance(value, int | float | str) else str(value)


def counted(counts: dict) -> list[tuple[str, str, int]]:
    """(name, words, how many) of all that happened, and of what is asked for first even where nothing did."""
    words = COUNTS | UNDONE
    named = [(name, said, counts.get(name, 0)) for name, said in words.items() if counts.get(name) or name in ALWAYS]
    return named + [(name, name, count) for name, count in counts.items() if name not in words and count]


def happened(counts: dict) -> list[tuple[str, str, int]]:
    """The same, without what did not happen."""
    return [one for one in counted(counts) if one[2]]


def faults_of(handed: HandedIn, user) -> list[dict]:
    """Faults first, then what is only noted; in words. What a cell says of a place is shown to whoever handed the file
    in, and to who may see exact places."""
    withheld = () if is_own(handed, user) or review.sees_places(user) else _columns_of_places(handed.mapping)
    rows = []
    for one in handed.told.get("faults", ()):
        said = _(one["template"]).format(**one["values"])
        if one["column"] in withheld:
            one, said = one | {"cell": ""}, _("Shown only to who may see exact places.")
        rows.append(one | {"said": said})
    return rows


def _columns_of_places(mapping: dict) -> set[str]:
    """The headers and the fields that tell where a site lies."""
    pairs = [*mapping.get("columns", {}).items(), *((header, name) for name, header in mapping.get("also", {}).items())]
    headers = {header for header, name in pairs if name.removeprefix("site.").partition(".")[0] in CELLS}
    return CELLS | headers


def write_faults(out, handed: HandedIn, user) -> None:
    out.write("\ufeff")
    each = ((one["row"], one["column"], one["cell"], one["said"], one["warning"]) for one in faults_of(handed, user))
    csv.writer(out).writerows(fault_rows(each))


def differences_of(told: dict, kind: str, user) -> list[dict]:
    """Where a site lies is shown only to who may see it, whoever the preview was made for."""
    withheld = told.get("places") and not review.sees_places(user)
    rows = []
    for one in told.get("differences", ()):
        hidden = {"was": "", "becomes": "", "hidden": True} if withheld and one["field"] in PLACE else {}
        rows.append(one | {"label": field_words(kind, one["field"])} | hidden)
    return rows


def suspects_of(told: dict, user) -> list[dict]:
    """Each pair once, by the first name that sounds the same. How far apart they lie is the last of the reasons."""
    withheld = told.get("places") and not review.sees_places(user)
    pairs = {(one["row"], one["number"]): one for one in reversed(told.get("suspects", ()))}
    rows = sorted(pairs.values(), key=lambda one: one["row"])
    return [one | {"reasons": one["reasons"][: 1 if withheld else None]} for one in rows]
