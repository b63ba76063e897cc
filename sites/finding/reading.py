"""Records as they are stored, with the tokens by which they are found, some thousand at a time."""

from collections import defaultdict
from collections.abc import Iterator

from ..models import Site, SiteName
from .tokens import ANY, FIELDS, KINDS, TEXTS, link_words, named, value, words_of

TOLD = {"site": ("entry__level",), "report": ("site_id",), "photo": ("site_id",), "article": ("url", "origin_id")}
OWN = {"site": {"level"}, "article": {"origin"}}  # values that are no plain columns


def tokens_of(kind: str, numbers: range | list[int]) -> Iterator[tuple[int, set[str]]]:
    """(number, tokens) of the records that are there."""
    fields = [field for field in FIELDS[kind] if field not in OWN.get(kind, ())]
    columns = ["pk", *fields, *TEXTS[kind], *TOLD.get(kind, ())]
    rows = list(_among(KINDS[kind]._base_manager.order_by(), "pk", numbers).values(*columns))
    more = {"site": _of_sites, "report": _of_site, "photo": _of_site, "article": _of_articles}.get(kind)
    further = more(rows) if more else {}
    for row in rows:
        values = {value(field, row[field]) for field in fields}
        yield row["pk"], {ANY} | values | words_of(row[text] for text in TEXTS[kind]) | further.get(row["pk"], set())


def _among(rows, field: str, numbers):
    if isinstance(numbers, range):
        return rows.filter(**{f"{field}__gte": numbers.start, f"{field}__lt": numbers.stop})
    return rows.filter(**{f"{field}__in": numbers})


def names_of(sites: list[int]) -> dict[int, list[str]]:
    """All names of some sites, of each the main one first."""
    held = defaultdict(list)
    for model, number in ((Site, "pk"), (SiteName, "site_id")):
        text = "name" if model is Site else "text"
        for site, name in model._base_manager.filter(**{f"{number}__in": sites}).order_by().values_list(number, text):
            held[site].append(name)
    return held


def _of_sites(rows: list[dict]) -> dict[int, set[str]]:
    numbers = [row["pk"] for row in rows]
    names = names_of(numbers)
    told = {row["pk"]: named(names[row["pk"]]) for row in rows}
    for row in rows:
        if row["entry__level"]:
            told[row["pk"]].add(value("level", row["entry__level"]))
    return told


def _of_site(rows: list[dict]) -> dict[int, set[str]]:
    """A report and a photo are found by the names of their site too."""
    names = names_of(list({row["site_id"] for row in rows}))
    known = {site: named(texts) for site, texts in names.items()}
    return {row["pk"]: known.get(row["site_id"], set()) for row in rows}


def _of_articles(rows: list[dict]) -> dict[int, set[str]]:
    return {row["pk"]: {value("origin", bool(row["origin_id"]))} | link_words(row["url"]) for row in rows}
