"""The columns of summary.csv: the sites of a filter, counted by each of their values and by level."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from ..catalogue import Query, Summary, summary
from .columns import Column


@dataclass(frozen=True, slots=True)
class Sum:
    """How many sites have one value of a group and one level."""

    group: str
    value: str
    label: str
    level: str
    sites: int


def each_sum(query: Query) -> Iterator[Sum]:
    """All sums of a query. BadQuery for a query that cannot be asked."""
    return _sums(summary(query))


def _sums(seen: Summary) -> Iterator[Sum]:
    yield from (Sum("all", "", "", level, sites) for level, sites in seen.levels.items())
    groups = {"country": seen.countries, "cause": seen.causes, "kind": seen.kinds, "part_of": seen.parents}
    for group, tallies in groups.items():
        for tally in tallies:
            yield from (Sum(group, tally.value, tally.label, level, sites) for level, sites in tally.levels.items())
    for month in seen.months:
        yield from (Sum("month", f"{month.first:%Y-%m}", "", level, sites) for level, sites in month.levels.items())


SUM_COLUMNS = (
    Column(
        "group",
        "By what the sites are counted: all, country, cause, kind, part_of (all beneath a parent site) or month.",
        lambda one: one.group,
    ),
    Column(
        "value",
        "One value of it, as the filter takes it; of a month such as 2015-08, in which new damage began.",
        lambda one: one.value,
    ),
    Column("label", "The value in English; empty for all and for months.", lambda one: one.label),
    Column(
        "level", "Their level of damage; for a month, the worst that the new damage came to.", lambda one: one.level
    ),
    Column(
        "sites", "How many sites. One with several causes counts for each of them.", lambda one: one.sites, type=int
    ),
    Column("licence", "The licence of the data.", lambda _: settings.DATA_LICENCE),
)
