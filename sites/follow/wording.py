"""What is followed and what is new, in words that may stand in a mail: no protected site is named, and nothing is
repeated that a stranger typed, or this would carry advertisements to anybody's mailbox."""

from dataclasses import replace
from urllib.parse import parse_qs

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries import countries

from .. import catalogue
from ..catalogue import Amended, Entry, Latest, Query, parse_query
from ..citations import asked_word
from ..models import Follower

NAMING = ("site", "part_of")


def filter_of(follower: Follower) -> Query:
    """Raises BadQuery if what it names is not there any more."""
    return parse_query(parse_qs(follower.query))


def said_of(query: Query) -> list[str]:
    """What a filter asks, a phrase each."""
    return [_said(*pair) for pair in query.filters]


def _said(parameter: str, value: str) -> str:
    if parameter == "q":
        return _("a search for words")
    if parameter in NAMING:
        entry = catalogue.find(Query(site=value), size=1).items[0]
        if entry.protected:
            return name_of(entry)
    return asked_word(parameter, value)


def name_of(entry: Entry) -> str:
    if entry.protected:
        return _("Protected site ({country})").format(country=countries.name(entry.country))
    return entry.named(get_language()).text


def unnamed(new: Latest | Amended) -> Latest | Amended:
    """The same, with the one name of its site that may stand in a mail, and none that it bears in any language."""
    told = {"name": name_of(new.entry), "names": ()}
    if isinstance(new, Amended):
        return replace(new, entry=replace(new.entry, **told))
    return replace(new, report=replace(new.report, site=replace(new.report.site, **told)))
