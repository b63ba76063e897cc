"""The filter as a reader meets it: what it offers, a chip for each thing it asks, and the links that change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy, pgettext_lazy

from .. import catalogue
from ..catalogue import Choice, Query
from ..citations import asked_word
from .answer import address

Pairs = Sequence[tuple[str, str]]

GROUPS = {
    "level": gettext_lazy("Level"),
    "cause": gettext_lazy("Cause"),
    "country": gettext_lazy("Country"),
    "kind": gettext_lazy("Kind"),
    "verification": gettext_lazy("Verification"),
    "recovery": gettext_lazy("Recovery"),
    "contested": gettext_lazy("Contested"),
}
TYPED = (*GROUPS, "q", "after", "before", "on", "known", "against")  # what the form itself sends
SORTS = {
    "name": pgettext_lazy("sorted", "by name"),
    "level": pgettext_lazy("sorted", "worst first"),
    "since": pgettext_lazy("sorted", "latest change first"),
    "reports": pgettext_lazy("sorted", "most reports first"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """One disclosure of the filter bar. ``single`` where one answer excludes the others."""

    parameter: str
    label: str
    choices: tuple[Choice, ...]
    single: bool

    @property
    def chosen(self) -> int:
        return sum(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that the filter asks, in words, and the address of the list without it."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Way:
    """A thing asked that may be taken out, in words; the address of the list without it, and how many sites it has."""

    words: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class Order:
    """One order of the list, and the address of the list in it."""

    words: str
    address: str
    chosen: bool


def groups(choices: Mapping[str, tuple[Choice, ...]]) -> list[Group]:
    """The disclosures that have something to offer."""
    return [
        Group(parameter, label, choices[parameter], single=parameter == "contested")
        for parameter, label in GROUPS.items()
        if choices[parameter]
    ]


def chips(path: str, query: Query, extras: Pairs = ()) -> list[Chip]:
    """``extras`` are the parameters that belong to the page and stay as they are."""
    return [Chip(asked_word(*pair), address(path, [*query.without(*pair).pairs, *extras])) for pair in query.filters]


def lost(path: str, query: Query, extras: Pairs = ()) -> dict:
    """Where nothing is found: what may be taken out so that something is, and what lies nearest to the place asked."""
    ways = [
        Way(asked_word(*pair), address(path, [*query.without(*pair).pairs, *extras]), count)
        for pair, count in catalogue.spared(query).items()
    ]
    return {"ways": ways, "nearest": catalogue.nearest(query)}


def orders(path: str, query: Query, extras: Pairs = ()) -> list[Order]:
    return [
        Order(said, address(path, [*replace(query, sort=sort).pairs, *extras]), sort == query.sort)
        for sort, said in SORTS.items()
    ]


def held(query: Query, extras: Pairs = ()) -> list[tuple[str, str]]:
    """What the form must carry along because it has no field for it."""
    return [*(pair for pair in query.pairs if pair[0] not in TYPED), *extras]
