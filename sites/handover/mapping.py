"""The page on which an editor confirms which column is what, and what becomes of the rows."""

import json
from contextlib import ExitStack
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ..imports import Mapping
from ..models import HandedIn
from ..tables import Table
from ..terms import VISIBILITIES, Fault, as_hidden_as
from .guesses import as_kept, dataset_of, mapping_of
from .keeping import own, page, seen, table_of, words_of
from .unknown import Word, words_to_explain
from .watching import show
from .wording import field_choices, field_words, scale_choices, values_of
from .working import check

MOST_COLUMNS = 200  # that are shown; further ones stay as they are proposed
SAMPLES = 3
LONGEST = 60
USUAL = "0.1"
UNSAID = "?"
ANEW = ("mapping", "checked", "failed")


@dataclass(frozen=True, slots=True)
class Column:
    place: int
    header: str
    cells: list[str]
    field: str
    sure: bool


@require_http_methods(["GET", "POST"])
def columns(request, number):
    """Confirm the columns (GET), and have the file looked through by them (POST)."""
    handed = own(request, number)
    if handed.state not in ANEW:
        return _on(handed)
    with ExitStack() as stack:
        try:
            table, mapping = stack.enter_context(table_of(handed)), mapping_of(handed)
        except Fault as fault:
            return show(request, handed, words_of(fault))
        return _confirmed(request, handed, table, mapping)


def _confirmed(request, handed: HandedIn, table: Table, mapping: Mapping):
    if request.method == "GET":
        return _page(request, handed, table, mapping)
    try:
        mapping = _mapped(request.POST, mapping, table)
        words = words_to_explain(table, mapping)
    except Fault as fault:
        return _page(request, handed, table, mapping, words_of(fault))
    wanted = _wanted(request, handed)
    HandedIn.objects.filter(pk=handed.pk).update(mapping=as_kept(mapping), wanted=wanted)
    handed.refresh_from_db()
    asked = set(zip(request.POST.getlist("word-field"), request.POST.getlist("word"), strict=False))
    if any((one.field, one.text) not in asked for one in words):
        messages.warning(request, _("Some words of the file are not known: say what they mean, or leave them so."))
        return _page(request, handed, table, mapping)
    check(handed, by=request.user)
    return _on(handed)


def _on(handed: HandedIn):
    return HttpResponseRedirect(reverse("admin:desk_handed", args=[handed.pk]))


def _mapped(post, before: Mapping, table: Table) -> Mapping:
    """The mapping as the form says it. Fault if it names what we do not know."""
    said = {"dataset": post.get("dataset", "").strip().replace("\0", "")[:LONGEST]}
    if before.own:
        return replace(before, **said)
    chosen = {}
    for place, header in enumerate(table.headers):
        chosen[header] = post.get(f"column-{place}", before.columns.get(header, "")).replace("\0", "")
    identifier = post.get("identifier", before.identifier)
    order, scale = post.get("date_order", ""), post.get("scale", "")
    said |= {"columns": chosen, "identifier": identifier if identifier in table.headers else ""}
    said |= {"constants": _constants(post, before), "values": _values(post, before), "confidence": {}}
    said |= {"separator": post.get("separator", "").strip()[:3] or ";", "date_order": order, "scale": scale}
    return replace(before, **said)


def _constants(post, before: Mapping) -> dict:
    said = dict(before.constants)
    for name in _constant_fields(before.kind):
        value = post.get(f"constant-{name}", said.get(name, ""))
        said.pop(name, None)
        if value:
            said[name] = value.replace("\0", "")[:LONGEST]
    return said


def _values(post, before: Mapping) -> dict[str, dict[str, str]]:
    values = {field: dict(words) for field, words in before.values.items()}
    rows = zip(post.getlist("word-field"), post.getlist("word"), post.getlist("means"), strict=False)
    for field, text, means in rows:
        values.setdefault(field, {}).pop(text, None)
        if means != UNSAID and (means == "" or means in dict(values_of(field))):
            values[field][text] = means
    return {field: words for field, words in values.items() if words}


def _wanted(request, handed: HandedIn) -> dict:
    visibility = request.POST.get("visibility", "")
    return {
        "publish": request.POST.get("publish") == "yes" and request.user.has_perm("heritage.review"),
        "visibility": visibility if visibility in dict(_visibilities(request.user)) else "",
        "language": get_language() or "en",
    }


def _constant_fields(kind: str) -> list[str]:
    front = "site." if kind == "reports" else ""
    return {"articles": ["type", "language"]}.get(kind, [f"{front}country", f"{front}kind"])


def _visibilities(user) -> list[tuple[str, str]]:
    """What readers may see of new sites, as far as the account may say so."""
    most = "exact" if user.has_perm("heritage.review") else USUAL
    return [(value, _(VISIBILITIES.label(value))) for value in as_hidden_as(most)]


def _page(request, handed: HandedIn, table: Table, mapping: Mapping, fault: str = ""):
    shown = list(table.headers[:MOST_COLUMNS])
    context = {
        "title": _("Which column is what"),
        "handed": handed,
        "told": table.told,
        "mapping": mapping,
        "columns": _columns(table, mapping),
        "more": len(table.headers) - len(shown),
        "headers": shown,
        "fields": field_choices(handed.kind, mapping.columns.values()),
        "constants": _constant_rows(mapping),
        "words": _word_rows(_explained(table, mapping)),
        "unsaid": UNSAID,
        "scales": scale_choices() if handed.kind == "reports" else [],
        "orders": [("", _("As the file tells")), ("dmy", _("Day, month, year")), ("mdy", _("Month, day, year"))],
        "dataset": mapping.dataset or ("" if mapping.own else dataset_of(handed.file_name)),
        "visibilities": _visibilities(request.user),
        "visibility": handed.wanted.get("visibility") or "",
        "fault": fault,
        "may_publish": request.user.has_perm("heritage.review"),
    }
    return page(request, "columns.html", context, 200)


def _columns(table: Table, mapping: Mapping) -> list[Column]:
    sample = table.sample()
    rows = []
    for place, header in enumerate(table.headers[:MOST_COLUMNS]):
        cells = [_shown(row[place]) for row in sample if row[place] not in (None, "", [])][:SAMPLES]
        sure = mapping.confidence.get(header, 1) >= 0.7
        rows.append(Column(place, header, cells, mapping.columns.get(header, ""), sure))
    return rows


def _shown(cell) -> str:
    text = "; ".join(map(str, cell)) if isinstance(cell, list) else str(cell)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _constant_rows(mapping: Mapping) -> list[dict]:
    """Fields that may be the same for all rows: with the listed values, or free."""
    by_point = [("by point", _("Where its point lies"))]
    return [
        {
            "name": name,
            "label": field_words(mapping.kind, name),
            "value": mapping.constants.get(name, ""),
            "choices": (by_point if name.endswith("country") else []) + values_of(name),
        }
        for name in _constant_fields(mapping.kind)
    ]


def _explained(table: Table, mapping: Mapping) -> list[Word]:
    try:
        return words_to_explain(table, mapping)
    except Fault:  # it cannot be used yet, and the page is there to mend that
        return []


def _word_rows(words: list[Word]) -> list[dict]:
    return [{"word": one, "choices": values_of(one.field)} for one in words]


@require_GET
def own_mapping(request, number):
    """The mapping as it was confirmed, as the commands of the shell read it."""
    return as_file(seen(request, number).mapping, f"mapping-{number}.json")


def as_file(mapping: dict, name: str) -> HttpResponse:
    answer = HttpResponse(json.dumps(mapping, ensure_ascii=False, indent=2) + "\n", content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
