"""Decisions and accounts of records in plain words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_countries.fields import CountryField

from .. import dates, review, terms
from ..models import Article, Decision, Site
from ..neighbours import outline_words
from .differences import Difference, in_other_languages

LISTS = {
    "names": gettext_lazy("names"),
    "identifiers": gettext_lazy("identifiers"),
    "citations": gettext_lazy("citations"),
}
DATES = {"event", "published", "built", "taken"}
TERM_LISTS = {"causes": terms.CAUSES, "methods": terms.METHODS}
SHORT = 80
VERB_WORDS = {
    "created": gettext_lazy("%(who)s opened it"),
    "changed": gettext_lazy("%(who)s changed %(fields)s"),
    "kept": gettext_lazy("%(who)s kept a copy of it"),
    "submitted": gettext_lazy("%(who)s sent it to review"),
    "published": gettext_lazy("%(who)s published it"),
    "refused": gettext_lazy("%(who)s refused it"),
    "corrected": gettext_lazy("%(who)s published a correction of %(fields)s"),
    "withdrawn": gettext_lazy("%(who)s withdrew it"),
    "deleted": gettext_lazy("%(who)s deleted the draft"),
    "imported": gettext_lazy("%(who)s brought it in with import %(number)d, of the file %(file)s"),
    "undone": gettext_lazy("%(who)s undid import %(number)d, of the file %(file)s"),
    "restored": gettext_lazy("%(who)s restored %(fields)s as it was before"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A decision in words."""

    decision: Decision
    what: str
    differences: list[Difference]
    sentence: str


class Known:
    """The names of the records that others refer to by number, each kind asked for once."""

    def __init__(self):
        self.wanted, self.names, self.sites = defaultdict(set), {}, {}

    def want(self, model, number) -> None:
        if (model, str(number)) not in self.names:
            self.wanted[model].add(number)

    def name(self, model, number, otherwise: str) -> str:
        self.want(model, number)
        for asked, numbers in self.wanted.items():
            found = asked._base_manager.in_bulk(numbers)
            self.names |= {(asked, str(one)): str(found[one]) if one in found else "" for one in numbers}
        self.wanted.clear()
        return self.names[(model, str(number))] or otherwise

    def hidden(self, decision: Decision, user) -> set[str]:
        """The fields that a decision about a site does not tell this reader."""
        if decision.kind != "site" or (user is not None and review.sees_places(user)):
            return set()
        if decision.number not in self.sites:
            self.sites[decision.number] = Site.objects.filter(pk=decision.number).first()
        site = self.sites[decision.number]
        return withheld(site, user) if site else review.WITHHELD


def tell(decision: Decision, user=None, known: Known | None = None) -> Told:
    """``user`` is who reads it: without one, or without the right, exact places are not told."""
    known = known or Known()
    model = apps.get_model("heritage", decision.kind)
    changes, hidden = decision.changes, known.hidden(decision, user)
    if decision.verb == "deleted":
        changes = {name: [said, None] for name, said in changes.items() if said}
    told = [one for name, sides in changes.items() for one in _differences(model, name, *sides, known, name in hidden)]
    return Told(decision, _(terms.VERBS.label(decision.verb)), told, _sentence(decision, told))


def tell_all(decisions: Iterable[Decision], user=None) -> list[Told]:
    """Many decisions, with as many questions to the database as for one."""
    decisions, known = list(decisions), Known()
    for decision in decisions:
        for name, sides in decision.changes.items():
            for said in [sides] if decision.verb == "deleted" else sides:
                _want(known, apps.get_model("heritage", decision.kind), name, said)
    return [tell(decision, user, known) for decision in decisions]


def compare(record: models.Model, before: dict, after: dict, user=None) -> list[Difference]:
    """How two accounts of a record differ, in words. ``user`` as in ``tell``."""
    known, hidden = Known(), withheld(record, user)
    return [
        one
        for name, said in after.items()
        if (before.get(name) or "") != (said or "")
        for one in _differences(type(record), name, before.get(name), said, known, name in hidden)
    ]


def withheld(record: models.Model, user) -> set[str]:
    """The fields of a record that are not for this reader: those that tell where a protected site lies."""
    if not isinstance(record, Site) or record.visibility == "exact":
        return set()
    return set() if user is not None and review.sees_place(user, record) else review.WITHHELD


def title(model, name: str) -> str:
    if name in LISTS:
        return str(LISTS[name])
    try:
        return str(model._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name


def _differences(model, name: str, before, after, known: Known, hidden: bool) -> list[Difference]:
    """One for each field; of what is said in other languages, one for each of these."""
    if name == "wordings":
        return in_other_languages(model, before, after)
    return [_difference(model, name, before, after, known, hidden)]


def _difference(model, name: str, before, after, known: Known, hidden: bool) -> Difference:
    if hidden:
        return Difference(title(model, name), [], [_("An exact place: it is not shown to your account.")])
    old, new = _lines(model, name, before, known), _lines(model, name, after, known)
    if name in LISTS:  # of a list only the lines that differ
        old, new = [line for line in old if line not in new], [line for line in new if line not in old]
    return Difference(title(model, name), old, new)


def _lines(model, name: str, said, known: Known) -> list[str]:
    if said in (None, "", []):
        return []
    if name in LISTS:
        return [_row(name, row, known) for row in said]
    if name in TERM_LISTS:
        return [", ".join(_(TERM_LISTS[name].label(one)) for one in said)]
    return [_value(model, name, said, known)]


def _row(name: str, row: list, known: Known) -> str:
    if name == "names":
        text, language, kind = row
        return ", ".join(filter(None, [text, language, _(terms.NAME_KINDS.label(kind))]))
    if name == "identifiers":
        scheme, value = row
        return f"{terms.SCHEMES.label(scheme)} {value}"
    article, role, quote, locator = row
    source = known.name(Article, article, _("article %d") % article)
    return ", ".join(filter(None, [f"{_(terms.ROLES.label(role))}: {source}", quote and f"“{quote}”", locator]))


def _value(model, name: str, said, known: Known) -> str:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return str(said)
    if isinstance(field, models.ForeignKey):
        return known.name(field.related_model, said, str(said))
    if name == "footprint":
        return outline_words(said)
    if isinstance(said, bool):
        return _("yes") if said else _("no")
    if name in DATES:
        return f"{dates.words(said, get_language())} ({said})"
    if isinstance(field, CountryField):
        return dict(field.choices).get(said, said)
    return str(dict(field.flatchoices).get(said, said))


def _want(known: Known, model, name: str, said) -> None:
    """Note which other records a value names, so that all are looked up at once."""
    if name == "citations":
        for row in said or []:
            known.want(Article, row[0])
    elif said not in (None, "") and name in {field.name for field in model._meta.fields if field.many_to_one}:
        known.want(model._meta.get_field(name).related_model, said)


def _sentence(decision: Decision, told: list[Difference]) -> str:
    """Who did what, in a sentence without its end: “editor-1a2b changed the level from Severe to Destroyed”."""
    one = told[0] if len(told) == 1 else None
    if decision.verb == "changed" and one and _short(one):
        return _one_change(decision.who, one)
    words = VERB_WORDS.get(decision.verb)
    fields = _listed([_("the %(field)s") % {"field": difference.field} for difference in told]) or _("nothing")
    said = {"who": decision.who, "fields": fields, "number": decision.number, "file": decision.label}
    return words % said if words else f"{decision.who}: {_(terms.VERBS.label(decision.verb))}"


def _short(one: Difference) -> bool:
    sides = [one.before, one.after]
    return all(len(side) < 2 and all(len(line) <= SHORT for line in side) for side in sides)


def _one_change(who: str, one: Difference) -> str:
    said = {"who": who, "field": one.field, "before": "".join(one.before), "after": "".join(one.after)}
    if not one.before:
        return _("%(who)s set the %(field)s to %(after)s") % said
    if not one.after:
        return _("%(who)s took the %(field)s away: it was %(before)s") % said
    return _("%(who)s changed the %(field)s from %(before)s to %(after)s") % said


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(some)s and %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}
