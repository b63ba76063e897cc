"""The fields that a column can fill, and how a cell of each is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from ..cells import (
    addresses,
    all_registered,
    as_text,
    chosen,
    country_code,
    each_chosen,
    identifiers_in,
    parts,
    read_all_degrees,
    read_all_texts,
    read_day,
    read_degrees,
    read_language,
    read_level,
    read_lines,
    read_link,
    read_number,
    read_outline,
    read_point,
    read_slug,
    read_text,
    registered,
    yes_or_no,
)
from ..dates import parse
from ..terms import (
    ARTICLE_TYPES,
    CAUSES,
    METHODS,
    NAME_KINDS,
    RECOVERIES,
    ROLES,
    SCHEMES,
    VERIFICATIONS,
    VISIBILITIES,
    Fault,
    cause_of,
    kind_of,
)
from ..terms import (
    KINDS as SITE_KINDS,
)

BY_POINT = "by point"  # a constant for the country: where the borders of the base map have the point


@dataclass(frozen=True, slots=True)
class How:
    """What a mapping says that matters for single cells."""

    separator: str = ";"
    order: str = ""
    scale: str = ""
    words: dict[str, str] | None = None  # their word → ours, of this field
    own: bool = False


Reader = Callable[[object, How], object]


@dataclass(frozen=True, slots=True)
class Exactly:
    """Text of our own files is taken as it is."""

    read: Callable[[object, int], str]
    longest: int

    def __call__(self, cell, how: How) -> str:
        return (cell or "") if how.own else self.read(cell, self.longest)


def _plain(read: Callable) -> Reader:
    return lambda cell, how: read(cell)


def _choice(vocabulary, synonyms=None) -> Reader:
    further = {"synonyms": synonyms} if synonyms else {}
    return lambda cell, how: chosen(cell, vocabulary, how.words or {}, **further)


def _choices(vocabulary, synonyms=None) -> Reader:
    further = {"synonyms": synonyms} if synonyms else {}
    return lambda cell, how: each_chosen(cell, how.separator, vocabulary, how.words or {}, **further)


def _each(read: Reader) -> Reader:
    """A cell with several values, each read by itself; empty ones keep their place in our own files."""
    return lambda cell, how: tuple(read(part, how) for part in _parts(cell, how))


def _parts(cell, how: How) -> list[str]:
    if how.own:
        return cell.split(how.separator) if cell else []
    return parts(cell, how.separator)


def _country(cell, how: How) -> str:
    text = as_text(cell)
    words = how.words or {}
    return words[text] if text in words else BY_POINT if text == BY_POINT else country_code(text)


def _day(cell, how: How) -> str:
    return read_day(cell, how.order)


def _calendar_day(cell, how: How) -> date | None:
    day = read_day(cell, how.order)
    return parse(day).earliest if day else None


SITE: dict[str, Reader] = {
    "number": _plain(read_number),
    "key": _plain(as_text),
    "slug": _plain(read_slug),
    "name": Exactly(read_text, 200),
    "native_name": Exactly(read_text, 200),
    "native_name_language": _plain(read_language),
    "names": _each(Exactly(read_text, 200)),
    "names_languages": _each(_plain(read_language)),
    "names_kinds": _each(_choice(NAME_KINDS)),
    "kind": _choice(SITE_KINDS, kind_of),
    "country": _country,
    "place": Exactly(read_text, 300),
    "part_of": _plain(read_slug),
    "summary": Exactly(read_lines, 4000),
    "latitude": _plain(partial(read_degrees, "latitude")),
    "longitude": _plain(partial(read_degrees, "longitude")),
    "point": _plain(read_point),
    "precision_m": _plain(read_number),
    "approximate": _plain(yes_or_no),
    "location_precision": _plain(as_text),
    "point_source": Exactly(read_text, 300),
    "visibility": _choice(VISIBILITIES),
    "built": _day,
    "identifiers": lambda cell, how: identifiers_in(cell, how.separator),
    "footprint": _plain(read_outline),
}
ARTICLE: dict[str, Reader] = {
    "number": _plain(read_number),
    "url": _plain(read_link),
    "archive_url": _plain(read_link),
    "title": Exactly(read_text, 500),
    "publisher": Exactly(read_text, 200),
    "authors": Exactly(read_text, 300),
    "type": _choice(ARTICLE_TYPES),
    "language": _plain(read_language),
    "published": _day,
    "origin": Exactly(read_text, 200),
}
CITED: dict[str, Reader] = {
    **ARTICLE,
    "role": _choice(ROLES),
    "quote": Exactly(read_text, 500),
    "locator": Exactly(read_text, 100),
}
REPORT: dict[str, Reader] = {
    "number": _plain(read_number),
    "level": lambda cell, how: read_level(cell, how.scale, how.words or {}),
    "event": _day,
    "causes": _choices(CAUSES, cause_of),
    "verification": _choice(VERIFICATIONS),
    "methods": _choices(METHODS),
    "attributed_to": Exactly(read_text, 300),
    "summary": Exactly(read_lines, 4000),
    "source_value": Exactly(read_text, 200),
    "source_scale": Exactly(read_text, 100),
    "recovery": _choice(RECOVERIES),
    "first_published": _calendar_day,
}
KINDS: dict[str, dict[str, Reader]] = {
    "sites": SITE,
    "articles": ARTICLE,
    "reports": {
        **REPORT,
        **{f"site.{name}": read for name, read in SITE.items()},
        **{f"article.{name}": _each(read) for name, read in CITED.items()},
        "article.url": lambda cell, how: tuple(map(read_link, addresses(cell))),
    },
}


def reader_of(kind: str, name: str) -> Reader:
    """How a cell of a field is read. A register or a language may follow its name: identifiers.wikidata, names.uk."""
    if read := KINDS[kind].get(name):
        return read
    front, _, last = name.rpartition(".")
    if front in _fronts(kind, "identifiers") and last in SCHEMES:
        return lambda cell, how: registered(last, cell, how.separator)
    if front in _fronts(kind, "names") and read_language(last) == last:
        return KINDS[kind][front]
    raise Fault("“{name}” is no field of {kind}.", name=name[:60], kind=kind)


def reader_of_all(kind: str, name: str) -> Callable[[Sequence], list | None] | None:
    """How a whole column of strangers is read at once where its cells are plain: else it tells None."""
    last = name.rpartition(".")[2]
    read = reader_of(kind, name)
    if last in ("latitude", "longitude"):
        return partial(read_all_degrees, last)
    if isinstance(read, Exactly) and read.read is read_text:
        return partial(read_all_texts, longest=read.longest)
    return partial(all_registered, last) if last in SCHEMES and name not in KINDS[kind] else None


def _fronts(kind: str, name: str) -> tuple[str, ...]:
    return {"sites": (name,), "reports": (f"site.{name}",)}.get(kind, ())


def check_field(kind: str, name: str) -> None:
    """Fault if records of the kind have no such field."""
    reader_of(kind, name)
