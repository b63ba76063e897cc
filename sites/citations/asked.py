"""What a filter asks, in the words of a person: for chips, titles of feeds and citations of a list; and its address."""

from django.utils.http import urlencode
from django.utils.translation import get_language, gettext, gettext_lazy
from django_countries import countries

from .. import catalogue
from ..catalogue import Query
from ..dates import words
from ..terms import CAUSES, KINDS, RECOVERIES, STATUSES, VERIFICATIONS

SAID = {
    "q": gettext_lazy("“{value}”"),
    "site": gettext_lazy("the site {value}"),
    "part_of": gettext_lazy("part of {value}"),
    "bbox": gettext_lazy("inside the box {value}"),
    "area": gettext_lazy("inside a drawn area"),
    "after": gettext_lazy("damage from {value} on"),
    "before": gettext_lazy("damage until {value}"),
    "on": gettext_lazy("what had happened by {value}"),
    "known": gettext_lazy("as known on {value}"),
    "against": gettext_lazy("compared with {value}"),
}
DAYS = ("after", "before", "on", "known", "against")
ANSWERS = {
    ("contested", "yes"): gettext_lazy("Contested"),
    ("contested", "no"): gettext_lazy("Not contested"),
    ("recovery", "none"): gettext_lazy("No recovery known"),
}
VOCABULARIES = {
    "level": STATUSES,
    "cause": CAUSES,
    "kind": KINDS,
    "verification": VERIFICATIONS,
    "recovery": RECOVERIES,
}


def asked(query: Query) -> list[str]:
    """Everything that a query asks, one phrase each."""
    return [asked_word(*pair) for pair in query.filters]


def asked_word(parameter: str, value: str) -> str:
    """What one parameter asks, as a person would say it."""
    if answer := ANSWERS.get((parameter, value)):
        return str(answer)
    if parameter == "country":
        return countries.name(value)
    if parameter in VOCABULARIES:
        return gettext(VOCABULARIES[parameter].label(value))
    return SAID[parameter].format(value=_said(parameter, value))


def _said(parameter: str, value: str) -> str:
    if parameter in DAYS:
        return words(value, get_language())
    if parameter in ("site", "part_of"):
        return catalogue.find(Query(site=value), size=1).items[0].named(get_language()).text
    if parameter == "bbox":
        return "{1}, {0} – {3}, {2}".format(*(f"{float(side):.4g}" for side in value.split(",")))
    return value


def with_filter(path: str, query: Query) -> str:
    """A path with the filter behind it, if there is one."""
    return f"{path}?{urlencode(query.pairs)}" if query.pairs else path
