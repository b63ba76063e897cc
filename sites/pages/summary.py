"""The sites of a filter in numbers, each a link to the list that has as many."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from .. import catalogue
from ..catalogue import Month, Query, Summary, Tally
from ..dates import words
from ..drawings import Column, Piece, Plot, plot, stack
from ..terms import STATUSES
from .answer import address, public, read, render
from .filters import chips, groups, held, lost

FIRST = 15
MOST = 200  # rows of one table on the page; the file has all
CHAPTERS = {
    "country": (gettext_lazy("By country"), gettext_lazy("Country"), ""),
    "cause": (
        gettext_lazy("By cause"),
        gettext_lazy("Cause"),
        gettext_lazy(
            "A site with several causes counts for each of them; one for which no cause is reported, for none."
        ),
    ),
    "kind": (gettext_lazy("By kind"), gettext_lazy("Kind"), ""),
    "part_of": (
        gettext_lazy("By parent site"),
        gettext_lazy("Parent site"),
        gettext_lazy("Counts the parts of a site and the parts of these, not the site itself."),
    ),
}


@dataclass(frozen=True, slots=True)
class Number:
    """How many sites have a level, and the list that has as many: no address where no filter can ask for them."""

    level: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One value: its sites, their share of all in words, its bar, and a number for each level of the table's head."""

    label: str
    count: int
    address: str
    share: str
    pieces: tuple[Piece, ...]
    levels: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One table under a ``head`` of levels. ``more`` stands behind a disclosure, ``left`` rows in the file alone."""

    name: str
    heading: str
    what: str
    note: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    more: tuple[Row, ...]
    left: int


@public
def summary(request: HttpRequest) -> HttpResponse:
    """The sites of a filter by level, country, cause, kind, parent site and month."""
    query = read(request, ["against"])
    seen = catalogue.summary(query)
    context = filtered(request.path, query, seen) | summed(query, seen)
    return render(request, "pages/summary.html", context | (lost(request.path, query) if not seen.total else {}))


def filtered(path: str, query: Query, seen: Summary) -> dict:
    """What the filter bar is drawn from, and where else the same filter leads."""
    return {
        "section": "summary",
        "here": address(path, query.pairs),
        "query": query,
        "groups": groups(seen.choices),
        "chips": chips(path, query),
        "held": held(query),
        "clear": path,
        "preview": address(reverse("list_preview"), query.pairs),
        "map": address(reverse("home"), query.pairs),
        "list": address(reverse("sites"), query.pairs),
        "files": [address(reverse("summary_csv"), [*query.pairs, *extra]) for extra in ((), (("excel", "1"),))],
    }


def summed(query: Query, seen: Summary) -> dict:
    """The numbers and their drawings. The months leave the days of the query aside, and so do their links."""
    timeless, drawn = replace(query, on=None, against=None), plot(seen.months)
    return {
        "seen": {"picked": seen.total},
        "total": seen.total,
        "all": seen.all,
        "told": told(seen.levels),
        "whole": stack(seen.levels, seen.total),
        "levels": [by_level(query, level, seen) for level in seen.levels],
        "chapters": list(chapters(query, seen)),
        "plot": drawn,
        "columns": pillars(timeless, drawn),
        "months": through_time(timeless, seen.months),
        "days_aside": any((query.on, query.after, query.before, query.against)),
    }


def told(levels: Mapping[str, int]) -> str:
    """What is destroyed, damaged, whole and not known, as one phrase."""
    destroyed, whole = levels.get("destroyed", 0), levels.get("none", 0)
    silent = levels.get("unknown", 0) + levels.get("no_report", 0)
    damaged = sum(levels.values()) - destroyed - whole - silent
    parts = (
        (destroyed, ngettext("{n} is destroyed", "{n} are destroyed", destroyed)),
        (damaged, ngettext("{n} is damaged", "{n} are damaged", damaged)),
        (whole, ngettext("{n} has no known damage", "{n} have no known damage", whole)),
        (silent, gettext("nothing is known of {n}")),
    )
    said = [one.format(n=number_format(sites, force_grouping=True)) for sites, one in parts if sites]
    return get_text_list(said, gettext("and"))


def share(count: int, whole: int) -> str:
    """A part of the whole in percent, in words where rounding would make it nothing or everything."""
    percent = 100 * count / whole
    if 0 < percent < 1:
        return gettext("under 1%")
    return gettext("{n}%").format(n=min(round(percent), 99) if count < whole else 100)


def by_level(query: Query, level: str, seen: Summary) -> Row:
    count = seen.levels[level]
    there = listing(replace(query, level=(level,)))
    return Row(level, count, there, share(count, seen.total), (), ())


def chapters(query: Query, seen: Summary) -> Iterator[Chapter]:
    """The tables that have something to tell."""
    tallies = {"country": seen.countries, "cause": seen.causes, "kind": seen.kinds, "part_of": seen.parents}
    for parameter, found in tallies.items():
        if found:
            rows = tuple(by_value(query, parameter, tally, seen, found[0].count) for tally in found[:MOST])
            yield Chapter(
                parameter, *CHAPTERS[parameter], tuple(seen.levels), rows[:FIRST], rows[FIRST:], len(found) - len(rows)
            )


def by_value(query: Query, parameter: str, tally: Tally, seen: Summary, longest: int) -> Row:
    """One value of a parameter; its bar is drawn in a width that stands for the ``longest``."""
    asked = narrowed(query, parameter, tally.value)
    label = tally.label if parameter == "country" else gettext(tally.label)
    if tally.site:
        label = tally.site.named(get_language()).text
    return Row(
        label,
        tally.count,
        listing(asked),
        share(tally.count, seen.total),
        stack(tally.levels, longest),
        tuple(
            Number(level, tally.levels.get(level, 0), listing(asked and replace(asked, level=(level,))))
            for level in seen.levels
        ),
    )


def narrowed(query: Query, parameter: str, value: str) -> Query | None:
    """The query for those of its sites that have a value; None where none can ask for them.

    Of a value with one answer a site, one of those asked for is enough. Of causes a site has several, and a query that
    asks for one of them can not ask for another beside it.
    """
    if parameter == "part_of":
        return replace(query, part_of=value)
    if parameter == "cause" and query.cause and value not in query.cause:
        return None
    return replace(query, **{parameter: (value,)})


def through_time(query: Query, months: Sequence[Month]) -> Chapter:
    """The months as rows, all of them behind the disclosure."""
    head = tuple(level for level in STATUSES if any(level in month.levels for month in months))
    longest = max((month.count for month in months), default=0)
    rows = tuple(by_month(query, month, head, longest) for month in months)
    return Chapter("month", gettext("By month"), gettext("Month"), "", head, (), rows, 0)


def pillars(query: Query, drawn: Plot | None) -> list[tuple[Column, str, str]]:
    """The columns through time, each with its words and the list of its sites."""
    return [
        (
            column,
            gettext("{when}: {count}").format(
                when=named(column, drawn.step), count=number_format(column.count, force_grouping=True)
            ),
            listing(replace(query, after=column.first, before=column.last)),
        )
        for column in (drawn.columns if drawn else ())
    ]


def named(column: Column, step: str) -> str:
    """The time of a column: August 2015, 2015, 2010–2019."""
    if step == "month":
        return month_words(column.first)
    return str(column.first.year) if step == "year" else f"{column.first.year}–{column.last.year}"


def month_words(first: date) -> str:
    return words(first.isoformat()[:7], get_language())


def by_month(query: Query, month: Month, head: Sequence[str], longest: int) -> Row:
    last = month.first.replace(day=monthrange(month.first.year, month.first.month)[1])
    return Row(
        month_words(month.first),
        month.count,
        listing(replace(query, after=month.first, before=last)),
        "",
        stack(month.levels, longest),
        tuple(Number(level, month.levels.get(level, 0), "") for level in head),
    )


def listing(query: Query | None) -> str:
    """The list of a query; no address for no query."""
    return address(reverse("sites"), query.pairs) if query else ""
