"""What the filters offer: each value with the number of sites that it would leave beside the rest of the query."""

from collections import Counter

from django.db.models import Count
from django_countries import countries

from ..terms import CAUSES, KINDS, RECOVERIES, STATUSES, VERIFICATIONS
from .query import Query
from .selection import select
from .values import Choice

COLUMNS = {
    "level": "status_level",
    "verification": "status_verification",
    "cause": "status_causes",
    "kind": "kind",
    "country": "country",
    "recovery": "status_recovery",
    "contested": "status_contested",
}
LABELS = {
    "level": {value: term.label for value, term in STATUSES.items()},
    "verification": {value: term.label for value, term in VERIFICATIONS.items()},
    "cause": {value: term.label for value, term in CAUSES.items()},
    "kind": {value: term.label for value, term in KINDS.items()},
    "recovery": {"none": "No recovery known", **{value: term.label for value, term in RECOVERIES.items()}},
    "contested": {"yes": "Contested", "no": "Not contested"},
}


def choices(query: Query) -> dict[str, tuple[Choice, ...]]:
    """By parameter, the values that would leave something, and those that are chosen, in the vocabulary's order."""
    return {parameter: _offered(parameter, query) for parameter in COLUMNS}


def _offered(parameter: str, query: Query) -> tuple[Choice, ...]:
    counts = _counts(parameter, query.without(parameter))
    chosen = {value for name, value in query.pairs if name == parameter}
    labels = LABELS.get(parameter) or {code: countries.name(code) for code in counts.keys() | chosen}
    ordered = labels if parameter in LABELS else sorted(labels, key=labels.get)
    return tuple(
        Choice(value, labels[value], counts[value], value in chosen)
        for value in ordered
        if counts[value] or value in chosen
    )


def _counts(parameter: str, query: Query) -> Counter:
    """How many sites of the query have each value; one that has several values counts for each."""
    column = COLUMNS[parameter]
    counts = Counter()
    for held, sites in select(query).order_by().values_list(column).annotate(Count("pk")):
        for value in _values(parameter, held):
            counts[value] += sites
    return counts


def _values(parameter: str, held) -> list[str]:
    if parameter == "cause":
        return [value for value in held.split(",") if value]
    if parameter == "recovery":
        return [held or "none"]
    if parameter == "contested":
        return ["yes" if held else "no"]
    return [held] if held else []
