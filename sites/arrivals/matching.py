"""Which record a row is: by its dataset's own key, by our own address, by an identifier, by a web address."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from django.db.models import Q, QuerySet

from .. import review
from ..imports import Drafted
from ..models import Article, Identifier, Imported, Report, Site
from ..terms import OF_MANY
from .making import link_of

CALLED = ("title", "publisher", "published")
AT_ONCE = 900  # values in one question, which every SQLite bears


class Held(NamedTuple):
    """The record that a row of this dataset is, what the row said, and whether the import that made it was undone."""

    number: int
    said: bytes
    undone: bool
    key: int


def parted(values: Iterable) -> Iterator[list]:
    values = list(values)
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


class Known:
    """The rows of a dataset that came in before."""

    def __init__(self, dataset: str, kind: str):
        self._rows = Imported.objects.filter(dataset=dataset, kind=kind)
        self.any = self._rows.exists()

    def of(self, keys: Collection[str]) -> dict[str, Held]:
        return {key: held for part in parted(keys if self.any else ()) for key, held in self._ask(part)}

    def _ask(self, keys: list[str]) -> Iterator[tuple[str, Held]]:
        columns = ("key", "number", "said", "made_by__undone_at", "pk")
        for key, number, said, undone, pk in self._rows.filter(key__in=keys).values_list(*columns):
            yield key, Held(number, bytes(said), bool(undone), pk)


def sites_met(rows: Iterable[Drafted], by, *, own: bool) -> dict[str, int]:
    """By the key of a row the site that it must be: of our own files the one of its address, else by identifiers."""
    rows = list(rows)
    return by_slug(rows) if own else by_identifier({row.key: row.values for row in rows}, by)


def by_slug(rows: Iterable[Drafted]) -> dict[str, int]:
    wanted = {row.values["slug"]: row.key for row in rows if row.values.get("slug")}
    return {wanted[slug]: number for slug, number in asked(Site.objects, "slug", wanted)}


def by_identifier(told: Mapping[str, Mapping], by) -> dict[str, int]:
    """Of what has identifiers, by its key, the one site that bears one of them. Registers of many sites tell nothing;
    nor do protected sites to whoever may not see their place, to which an identifier leads."""
    wanted: dict[tuple[str, str], list[str]] = {}
    for key, values in told.items() if Identifier.objects.exists() else ():
        for scheme, value in values.get("identifiers") or ():
            if scheme not in OF_MANY:
                wanted.setdefault((scheme, value), []).append(key)
    found: dict[str, set[int]] = {}
    seen = Q() if review.sees_places(by) else Q(site__visibility="exact")
    for part in parted({value for _, value in wanted}):
        rows = Identifier.objects.filter(seen, value__in=part, site__merged_into=None).exclude(site__state="refused")
        for scheme, value, site in rows.values_list("scheme", "value", "site_id"):
            for key in wanted.get((scheme, value), ()):
                found.setdefault(key, set()).add(site)
    return {key: min(sites) for key, sites in found.items() if len(sites) == 1}


def articles_met(rows: Iterable[Drafted], *, own: bool) -> dict[str, int]:
    """By its web address, in the canonical form; an article without one by what it is called."""
    rows = list(rows)
    links = {link: row.key for row in rows if (link := link_of(row.values))}
    met = {links[link]: number for link, number in asked(Article.objects, "url", links)}
    print_ = by_title(row.values for row in rows if not link_of(row.values))
    for row in rows:
        number = print_.get(title_of(row.values)) if not link_of(row.values) else None
        if number and (not own or row.values.get("number") == number):
            met[row.key] = number
    return met


def title_of(values: Mapping) -> tuple[str, ...]:
    return tuple(values.get(name) or "" for name in CALLED)


def by_title(told: Iterable[Mapping]) -> dict[tuple[str, ...], int]:
    """Sources without a web address, by what they are called."""
    wanted = {title[0] for values in told if (title := title_of(values))[0]}
    found = {}
    for part in parted(wanted):
        rows = Article.objects.filter(url=None, title__in=part).order_by("-pk").values_list(*CALLED, "pk")
        found |= {tuple(called): number for *called, number in rows}
    return found


def reports_met(rows: Iterable[Drafted], *, own: bool) -> dict[str, int]:
    """Reports are known by number, and of our own files alone: it is the same one if it tells of the same site."""
    wanted = {row.values["number"]: row for row in rows if own and row.values.get("number")}
    found = (
        Report.objects.exclude(state__in=("refused", "withdrawn")).filter(corrects=None) | Report.objects.published()
    )
    met = {}
    for part in parted(wanted):
        for number, slug in found.filter(number__in=part).values_list("number", "site__slug"):
            if (wanted[number].values.get("site") or {}).get("slug") == slug:
                met[wanted[number].key] = number
    return met


def asked(records, field: str, values: Iterable, only: Q | None = None) -> Iterator[tuple]:
    """(value, number) of the records that have one of these values."""
    for part in parted(values):
        rows: QuerySet = records.filter(only or Q(), **{f"{field}__in": part})
        yield from rows.order_by().values_list(field, "pk")


def taken(slugs: Iterable[str]) -> set[str]:
    """Those addresses that a site has, or has had."""
    return {slug for slug, _ in asked(Site.objects, "slug", slugs)}


def claimed(kind: str, dataset: str, numbers: Iterable[int]) -> set[int]:
    """Those that are another row of the dataset, which tells the two apart."""
    rows = Imported.objects.filter(dataset=dataset, kind=kind)
    return {one for part in parted({*numbers}) for one in rows.filter(number__in=part).values_list("number", flat=True)}


def unclaimed(kind: str, dataset: str) -> bool:
    """Whether numbers may be taken over: every record of the kind came with this dataset, or there is none."""
    model: Callable = {"site": Site, "article": Article, "report": Report}[kind]
    field = "number" if kind == "report" else "pk"
    ours = Imported.objects.filter(dataset=dataset, kind=kind).values("number")
    return not model.objects.exclude(**{f"{field}__in": ours}).exists()
