"""Lists that are read on from a number: whoever follows them sees each record once, whatever is published meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from ..index import Picked, State, ordered
from ..models import Article as ArticleRow
from ..models import Citation
from ..terms import Fault
from .entries import entry_value
from .query import BadQuery, Query
from .reports import article_value, cited_in, public_reports, report_value
from .selection import agreed, listed, picked, rows

Days = tuple[date | None, date | None]
ALWAYS: Days = (None, None)
PUBLIC = Q(report__state="published", report__site__state="published")  # what makes a citation public
FEW = 2_000  # sites, of which a database finds the reports by its index
STRIDE = 2_000  # reports that are looked through at once where many sites are picked
COUNTED = 10_000  # what would have to be counted row by row is counted as far as this
SURVEYED = 100_000  # reports that are looked at one by one, for the first day or to count those of some days


@dataclass(frozen=True, slots=True)
class Slice:
    """Some items of a list. ``total`` is None where counting would take too long. ``later`` is the number from which
    the next slice is read, ``earlier`` that of the one before (0: the beginning); None where there is none."""

    items: tuple
    total: int | None
    earlier: int | None
    later: int | None


def sites_from(query: Query, after: int = 0, size: int = 50, *, in_order: bool = False) -> Slice:
    """Sites behind the number ``after``: by number or, ``in_order``, as the query sorts them. BadQuery where that site
    is no longer among them."""

    def read(state: State) -> Slice:
        found = picked(state, query)
        numbers = ordered(found, query.sort) if in_order else _numbers(found)
        ahead, behind = (_around if in_order else _about)(numbers, after, size + 1)
        wanted = ahead[:size]
        held = {row.pk: entry_value(row) for row in rows(query).order_by().filter(pk__in=wanted)}
        return _slice([held[number] for number in wanted], len(numbers), after, size, ahead, behind)

    return agreed(read)


def reports_from(query: Query, after: int = 0, size: int = 50, during: Days = ALWAYS) -> Slice:
    """Published reports of the sites that a query picks, by number, whose event may lie in the days ``during``."""

    def read(state: State) -> Slice:
        found = picked(state, query)
        numbers, total = _numbers(found), _reports(found)
        public = public_reports().filter(_meets("event", during)).prefetch_related(None).select_related(None)
        if FEW < len(numbers) < len(state):
            ahead, behind = _looked_through(public, np.sort(numbers), after, size + 1)
            total = total if during == ALWAYS else None
        else:
            public = public.filter(site__in=listed(numbers.tolist())) if len(numbers) < len(state) else public
            ahead, behind = _beside(public, "number", after, size + 1)
            total = total if during == ALWAYS else _counted(public, total)
        values = map(report_value, public_reports().filter(number__in=ahead[:size]).order_by("number"))
        return _slice(list(values), total, after, size, ahead, behind)

    return agreed(read)


def articles_from(query: Query, after: int = 0, size: int = 50, during: Days = ALWAYS) -> Slice:
    """(article, number of published reports that cite it) of the sites that a query picks, by number, which may have
    been published in the days ``during``."""

    def read(state: State) -> Slice:
        found = picked(state, query)
        numbers = _numbers(found)
        some = FEW < len(numbers) < len(state)
        dated = ArticleRow.objects.filter(_meets("published", during))
        if some:
            ahead, behind = _read_through(dated, np.sort(numbers), after, size + 1)
        else:
            cites = Citation.objects.filter(PUBLIC).order_by()
            among = cites.filter(report__site__in=listed(numbers.tolist())) if len(numbers) < len(state) else None
            cited = Exists(cites.filter(article=OuterRef("pk"))) if among is None else Q(pk__in=among.values("article"))
            public = dated.filter(cited)
            ahead, behind = _beside(public, "pk", after, size + 1)
        values = cited_in(state, query).filter(pk__in=ahead[:size]).order_by("pk")
        items = [(article_value(row), row.cited) for row in values]
        within = 0 if during == ALWAYS else _reports(found)
        total = None if some else _counted(public, within)
        return _slice(items, total, after, size, ahead, behind)

    return agreed(read)


def days_of_reports() -> Days:
    """The first and the last day that a published report may tell of. Where there are very many, the first is open."""

    def read(state: State) -> Days:
        few = _reports(picked(state, Query())) <= SURVEYED
        public = public_reports().prefetch_related(None)
        return _span(public, "event", few)

    return agreed(lambda state: state.remembered("days of reports", lambda: read(state)))


def days_of_articles() -> Days:
    """The same of the days on which public articles may have been published."""
    cites = Citation.objects.filter(PUBLIC, article=OuterRef("pk"))
    public = ArticleRow.objects.filter(Exists(cites.order_by()))
    return agreed(lambda state: state.remembered("days of articles", lambda: _span(public, "published", True)))


def _span(public: QuerySet, name: str, whole: bool) -> Days:
    """The first day is looked for in every row; the last is at the end of an index."""
    first = public.aggregate(first=Min(f"{name}_earliest"))["first"] if whole else None
    return first, public.aggregate(last=Max(f"{name}_latest"))["last"]


def _meets(name: str, during: Days) -> Q:
    """What may have been in the days, both included. An open end may be any day; what has no day at all is left out."""
    first, last = during
    met = ~Q(**{f"{name}_earliest": None, f"{name}_latest": None}) if first or last else Q()
    if last:
        met &= Q(**{f"{name}_earliest__isnull": True}) | Q(**{f"{name}_earliest__lte": last})
    if first:
        met &= Q(**{f"{name}_latest__isnull": True}) | Q(**{f"{name}_latest__gte": first})
    return met


def _numbers(found: list[Picked]) -> np.ndarray:
    return np.concatenate([one.column("number") for one in found])


def _reports(found: list[Picked]) -> int:
    """How many published reports there are on these sites."""
    return int(sum(one.column("reports").sum() for one in found))


def _about(numbers: np.ndarray, after: int, most: int) -> tuple[list[int], list[int]]:
    """Of numbers in any order, the next ones behind ``after``, and from it backward."""
    return _least(numbers[numbers > after], most), [-one for one in _least(-numbers[numbers <= after], most)]


def _least(numbers: np.ndarray, most: int) -> list[int]:
    return np.sort(np.partition(numbers, most)[:most] if len(numbers) > most else numbers).tolist()


def _around(numbers: np.ndarray, after: int, most: int) -> tuple[list[int], list[int]]:
    """The same of numbers in an order of their own."""
    at = np.flatnonzero(numbers == after)
    if after and not len(at):
        raise BadQuery("cursor", Fault("The site from which to read on is not in this list any more: begin again."))
    start = int(at[0]) + 1 if after else 0
    return numbers[start : start + most].tolist(), numbers[:start][::-1][:most].tolist()


def _beside(public: QuerySet, name: str, after: int, most: int) -> tuple[list[int], list[int]]:
    """The same, asked of the database."""
    numbers = public.order_by(name).values_list(name, flat=True)
    ahead = list(numbers.filter(**{f"{name}__gt": after})[:most])
    return ahead, list(numbers.filter(**{f"{name}__lte": after}).reverse()[:most]) if after else []


def _looked_through(public: QuerySet, sites: np.ndarray, after: int, most: int) -> tuple[list[int], list[int]]:
    """The same of reports on many of the sites (sorted): so many that a few strides through all reports find them."""
    told = public.order_by("number").values_list("number", "site_id")
    back = told.reverse()
    ahead = _first(_strides(lambda last: told.filter(number__gt=last), list, after), sites, most)
    return ahead, _first(
        _strides(lambda last: back.filter(number__lt=last), list, after + 1), sites, most
    ) if after else []


def _read_through(dated: QuerySet, sites: np.ndarray, after: int, most: int) -> tuple[list[int], list[int]]:
    """The same of articles that reports on these sites cite."""
    ahead, back = dated.order_by("pk").values_list("pk"), dated.order_by("-pk").values_list("pk")
    found = _first(_strides(lambda last: ahead.filter(pk__gt=last), _citing, after), sites, most)
    before = _strides(lambda last: back.filter(pk__lt=last), _citing, after + 1)
    return found, _first(before, sites, most) if after else []


def _citing(articles: list[tuple[int]]) -> list[tuple[int, int]]:
    """(article, site) in the order of these articles, for each public report that cites one."""
    place = {number: at for at, (number,) in enumerate(articles)}
    cites = Citation.objects.filter(PUBLIC, article__gte=min(place), article__lte=max(place)).order_by()
    pairs = [pair for pair in cites.values_list("article", "report__site").distinct() if pair[0] in place]
    return sorted(pairs, key=lambda pair: place[pair[0]])


def _strides(beyond: Callable[[int], QuerySet], told: Callable, last: int) -> Iterator[list[tuple[int, int]]]:
    """(number, site) of what lies ``beyond`` a number, more of them each time; ``told`` of the rows that are read."""
    stride = STRIDE
    while some := list(beyond(last)[:stride]):
        yield told(some)
        last, stride = some[-1][0], stride * 4


def _first(strides: Iterator[list[tuple[int, int]]], sites: np.ndarray, most: int) -> list[int]:
    found: dict[int, None] = {}
    for some in strides:
        numbers, about = np.array(some, np.int64).reshape(-1, 2).T
        at = np.minimum(np.searchsorted(sites, about), len(sites) - 1)
        found |= dict.fromkeys(numbers[sites[at] == about].tolist())
        if len(found) >= most:
            break
    return list(found)[:most]


def _counted(public: QuerySet, within: int) -> int | None:
    """How many rows there are, if they do not lie scattered ``within`` too many, and are not too many themselves."""
    if within > SURVEYED:
        return None
    counted = public.order_by()[: COUNTED + 1].count()
    return counted if counted <= COUNTED else None


def _slice(items: list, total: int | None, after: int, size: int, ahead: list[int], behind: list[int]) -> Slice:
    """``ahead`` and ``behind`` hold one more than a slice does, if there is one more."""
    later = ahead[size - 1] if len(ahead) > size else None
    earlier = (behind[size] if len(behind) > size else 0) if after else None
    return Slice(tuple(items), total, earlier, later)
