"""Records as they are stored, with the tokens by which they are found, some thousand at a time."""

from collections import defaultdict
from collections.abc import Iterator, Set

from ..models import Site, SiteName, within
from .tokens import FIELDS, KINDS, TEXTS, link_words, named, values_of, words_of

TOLD = {"site": ("entry__level",), "report": ("site_id",), "photo": ("site_id",), "article": ("url", "origin_id")}
OWN = {"site": {"level"}, "article": {"origin"}}  # values that are no plain columns
NOTHING = frozenset()


def tokens_of(kind: str, numbers: range | list[int]) -> Iterator[tuple[int, Set[str]]]:
    """(number, tokens) of the records that are there."""
    fields = tuple(field for field in FIELDS[kind] if field not in OWN.get(kind, ()))
    told = 1 + len(fields)
    columns = ["pk", *fields, *TEXTS[kind], *TOLD.get(kind, ())]
    rows = list(within(KINDS[kind]._base_manager.order_by(), "pk", numbers).values_list(*columns))
    more = {"site": _of_sites, "report": _of_site, "photo": _of_site, "article": _of_articles}.get(kind, _of_none)
    texts = slice(told, told if kind == "site" else told + len(TEXTS[kind]))  # a site's is one of its names
    for row, further in zip(rows, more(numbers, rows), strict=True):
        yield row[0], values_of(fields, row[1:told]).union(words_of(row[texts]), *further)


def names_of(sites: range | list[int]) -> dict[int, list[str]]:
    """All names of some sites, of each the main one first."""
    further = _further_names(sites)
    main = within(Site._base_manager.order_by(), "pk", sites).values_list("pk", "name")
    return defaultdict(list, {site: [name, *further.get(site, ())] for site, name in main})


def _further_names(sites: range | list[int]) -> dict[int, list[str]]:
    held = defaultdict(list)
    for site, name in within(SiteName._base_manager.order_by(), "site_id", sites).values_list("site_id", "text"):
        held[site].append(name)
    return held


def _of_sites(numbers: range | list[int], rows: list[tuple]) -> Iterator[tuple[Set[str], ...]]:
    further = _further_names(numbers)
    for row in rows:
        name, level = row[-2:]
        names = named([name, *further.get(row[0], ())])
        yield (names, values_of(("level",), (level,))) if level else (names,)


def _of_site(_: range | list[int], rows: list[tuple]) -> Iterator[tuple[Set[str]]]:
    """A report and a photo are found by the names of their site too."""
    names = names_of(sorted({row[-1] for row in rows}))
    known = {site: named(texts) for site, texts in names.items()}
    return ((known.get(row[-1], NOTHING),) for row in rows)


def _of_articles(_: range | list[int], rows: list[tuple]) -> Iterator[tuple[Set[str], ...]]:
    return ((values_of(("origin",), (bool(origin),)), link_words(url)) for *_, url, origin in rows)


def _of_none(_: range | list[int], rows: list[tuple]) -> Iterator[tuple]:
    return (() for _ in rows)
