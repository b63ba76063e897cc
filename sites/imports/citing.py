"""The fields of articles and reports, put together from the columns that tell parts of them."""

from collections.abc import Sequence
from itertools import zip_longest

from ..cells import as_text, domain, in_words
from ..terms import SCALES, Fault
from .columns import Slab
from .mapping import Mapping
from .placing import Columns, site_columns

LONGEST_TERM = 200
KNOWN_BY = ("number", "slug", "key", "identifiers", "name")


def article_columns(slab: Slab) -> Columns:
    """Where nobody knows the title or the publisher of a page, its address stands for them, and that is told."""
    columns = dict(slab.fields)
    for place, article in enumerate(_rows(columns, len(slab.numbers))):
        if not article.get("number") or not article.get("title"):
            for name, value in _completed(slab, place, article).items():
                if article.get(name) != value:
                    column = columns.setdefault(name, [""] * len(slab.numbers))
                    columns[name] = column if isinstance(column, list) else list(column)
                    columns[name][place] = value
    return columns


def _rows(columns: Columns, count: int) -> list[dict]:
    if not columns:
        return [{} for _ in range(count)]
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _completed(slab: Slab, place: int, article: dict) -> dict:
    """The article with a title and a publisher. A fault where it has no address either."""
    url = article.get("url")
    if article.get("title") and article.get("publisher"):
        return article
    if not url:
        missing = "title" if not article.get("title") else "publisher"
        slab.tell(place, missing, "", Fault("A source needs a title and a publisher, or at least a web address."))
        return article
    if not article.get("title"):
        slab.tell(place, "title", url, Fault("The title is not known: the address stands for it."), warning=True)
    return article | {
        "title": article.get("title") or in_words(url)[:500],
        "publisher": article.get("publisher") or domain(url)[:200],
    }


def report_columns(slab: Slab, mapping: Mapping) -> Columns:
    columns = {name: values for name, values in slab.fields.items() if "." not in name}
    columns |= _levels(slab, mapping)
    columns["site"] = _sites(slab, mapping)
    columns["citations"] = _citations(slab, mapping, columns)
    if not mapping.own:
        _check_said(slab, columns)
    return columns


def _levels(slab: Slab, mapping: Mapping) -> Columns:
    """The level, and what the scale says of verification; the source's own term is kept beside it."""
    given = slab.fields.get("level")
    if given is None:
        return {}
    columns: Columns = {"level": [reading.level if reading else "" for reading in given]}
    told = [reading.verification if reading else "" for reading in given]
    if any(told):
        typed = slab.fields.get("verification") or [""] * len(told)
        columns["verification"] = [one or other for one, other in zip(typed, told, strict=True)]
    if mapping.scale and "source_scale" not in slab.fields:
        columns["source_scale"] = [SCALES[mapping.scale].label if reading else "" for reading in given]
    return columns


def _sites(slab: Slab, mapping: Mapping) -> list[dict]:
    columns = site_columns(slab, "site.", own=mapping.own)
    sites = _rows(columns, len(slab.numbers))
    for place, site in enumerate(sites):
        if not any(site.get(name) for name in KNOWN_BY):
            slab.tell(place, "site", "", Fault("The row does not say which site it is about: give its name or number."))
    return sites


def _citations(slab: Slab, mapping: Mapping, columns: Columns) -> list[tuple[dict, ...]]:
    fields = {
        name.removeprefix("article."): values for name, values in slab.fields.items() if name.startswith("article.")
    }
    looked = [one == "confirmed" for one in columns.get("verification", ())] or [False] * len(slab.numbers)
    rows = _rows(fields, len(slab.numbers))
    return [_cited(slab, place, row, looked[place]) + mapping.citations for place, row in enumerate(rows)]


def _cited(slab: Slab, place: int, row: dict[str, tuple], looked: bool) -> tuple[dict, ...]:
    """One citation for each address, number or title of the row; a single publisher or role is that of all."""
    count = max((len(row.get(name) or ()) for name in ("number", "url", "title")), default=0)
    spread = {name: _spread(values or (), count) for name, values in row.items()}
    return tuple(_citation(slab, place, one, looked) for one in _rows(spread, count)) if count else ()


def _spread(values: Sequence, count: int) -> tuple:
    if len(values) == 1:
        return tuple(values) * count
    return tuple(value for value, _ in zip_longest(values[:count], range(count)))


def _citation(slab: Slab, place: int, article: dict, looked: bool) -> dict:
    role = article.pop("role", "") or ("looked" if looked else "says")
    said = {name: article.pop(name, "") or "" for name in ("quote", "locator")}
    article = {name: value for name, value in article.items() if value not in (None, "")}
    if not article.get("number"):
        article = _completed(slab, place, article)
    return {"article": article, "role": role, **said}


def _check_said(slab: Slab, columns: Columns) -> None:
    levels, steps = columns.get("level"), columns.get("recovery")
    for place in range(len(slab.numbers)):
        if not (levels and levels[place]) and not (steps and steps[place]) and place not in slab.bad:
            slab.tell(place, "level", "", Fault("The row tells neither a level of damage nor a step of recovery."))


def own_terms(slab: Slab, header: str, cells: Sequence) -> Columns:
    """The source's own terms, where a column of them is the level and no other is mapped for them."""
    if not header or "source_value" in slab.fields:
        return {}
    return {"source_value": [as_text(tuple(cell) if isinstance(cell, list) else cell)[:LONGEST_TERM] for cell in cells]}
