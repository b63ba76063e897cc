"""Which field a column most likely fills: by its header, in many spellings and languages, or by its cells."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ..cells import as_text, country_code, read_day, read_degrees, read_link
from ..terms import SCALES, SCHEMES, Fault, bare_term, translate
from .fields import BY_POINT
from .mapping import Mapping
from .own import own_mapping

HEADERS = tomllib.loads((Path(__file__).parent / "headers.toml").read_text(encoding="utf-8"))
BY_NAME, BY_ENDING, BY_CELLS = 0.95, 0.7, 0.5
ENOUGH = 0.9  # share of the cells that must be what a column is taken for
PREFIXES = {"sites": ("",), "articles": ("",), "reports": ("", "site.", "article.")}
OF = {"": {"sites": "site", "articles": "article", "reports": "report"}, "site.": "site", "article.": "article"}
IDENTIFIERS = {"id", "identifier", "ref", "reference", "key", "uri", "code", "number", "no", "objectid", "fid", "uuid"}

Guess = tuple[str, float]


def guess(kind: str, headers: Sequence[str], sample: Sequence[Sequence]) -> Mapping:
    """A mapping to be confirmed, with how sure each guess is; our own files are recognised for certain."""
    if own := own_mapping(kind, headers):
        return own
    cells = {header: _filled(sample, place) for place, header in enumerate(headers)}
    guesses = {header: _by_header(kind, header) for header in headers}
    identifier = _identifier(headers, cells)
    unknown = [header for header in headers if not guesses[header][0] and header != identifier]
    guesses |= {header: _by_cells(kind, cells[header]) for header in unknown}
    columns, confidence = _each_once(guesses, cells)
    mapping = Mapping(
        kind=kind,
        columns=columns,
        constants=_by_point(kind, columns.values()),
        confidence=confidence,
        identifier=identifier,
        separator=_separator(columns, cells),
    )
    return replace(mapping, scale=_scale(columns, cells))


def _filled(sample: Sequence[Sequence], place: int) -> list:
    return [row[place] for row in sample if place < len(row) and row[place] not in (None, "", [])]


def _by_header(kind: str, header: str) -> Guess:
    """The field whose spellings hold the header, or its end: “site_name_en” ends with “name en”."""
    words = bare_term(re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", " ", header))
    known = _spellings(kind)
    if words in known:
        return known[words], BY_NAME
    pieces = words.split()
    for start in range(1, len(pieces)):
        if (end := " ".join(pieces[start:])) in known:
            return known[end], BY_ENDING
    return "", 0.0


def _spellings(kind: str) -> dict[str, str]:
    """Headers, bare, and the fields they mean for this kind of record; those of the record itself go first."""
    found: dict[str, str] = {}
    for front in PREFIXES[kind]:
        of = OF[front] if front else OF[""][kind]
        fields = {bare_term(one): f"{front}{name}" for name, ones in HEADERS[of].items() for one in ones}
        if of == "site":
            fields |= {bare_term(scheme): f"{front}identifiers.{scheme}" for scheme in SCHEMES}
            fields |= {bare_term(one.label): f"{front}identifiers.{one.value}" for one in SCHEMES.values()}
        found = fields | found
    return found


def _by_cells(kind: str, cells: list) -> Guess:
    """What nearly all cells of a column are, where the header tells nothing."""
    tests = {
        "sites": (("point", _is_point),),
        "articles": (("url", _is(read_link)), ("published", _is_date)),
        "reports": (
            ("article.url", _is(read_link)),
            ("site.point", _is_point),
            ("event", _is_date),
            ("site.country", _is(country_code)),
        ),
    }[kind]
    for name, test in tests:
        if len(cells) > 2 and sum(map(test, cells)) >= ENOUGH * len(cells):
            return name, BY_CELLS
    return "", 0.0


def _is(read):
    def sound(cell) -> bool:
        try:
            return bool(read(cell if not isinstance(cell, list) else as_text(tuple(cell))))
        except Fault:
            return False

    return sound


def _is_date(cell) -> bool:
    return isinstance(cell, str) and len(cell) > 5 and _is(lambda text: read_day(text, "dmy"))(cell)


def _is_point(cell) -> bool:
    halves = re.split(r"[,;\s]+", as_text(tuple(cell) if isinstance(cell, list) else cell))
    return len(halves) == 2 and all("." in half for half in halves) and _both(*halves)


def _both(latitude: str, longitude: str) -> bool:
    try:
        read_degrees("latitude", latitude)
        read_degrees("longitude", longitude)
    except Fault:
        return False
    return True


def _each_once(guesses: dict[str, Guess], cells: dict[str, list]) -> tuple[dict[str, str], dict[str, float]]:
    """A field goes to the surest column, the fullest of equals; names and identifiers may come from several."""
    columns, confidence, taken = dict.fromkeys(guesses, ""), {}, set()
    for header, (name, sure) in sorted(guesses.items(), key=lambda one: (-one[1][1], -len(cells[one[0]]))):
        several = name.endswith("names") or "identifiers" in name or name == "article.url"
        if name and (several or name not in taken):
            taken.add(name)
            columns[header], confidence[header] = name, sure
    return columns, confidence


def _by_point(kind: str, filled: Iterable[str]) -> dict[str, str]:
    """Points without a country lie where the borders have them."""
    front, filled = PREFIXES[kind][-2] if kind == "reports" else "", set(filled)
    placed = filled & {f"{front}latitude", f"{front}point"} and f"{front}country" not in filled
    return {f"{front}country": BY_POINT} if placed and kind != "articles" else {}


def _identifier(headers: Sequence[str], cells: dict[str, list]) -> str:
    """The first column that is called an identifier and has no cell twice."""
    for header in headers:
        texts = [str(cell) for cell in cells[header]]
        called = bare_term(header).split()[-1:]
        if called and called[0] in IDENTIFIERS and texts and len({*texts}) == len(texts):
            return header
    return ""


def _separator(columns: dict[str, str], cells: dict[str, list]) -> str:
    """What parts several names or identifiers in one cell."""
    several = [header for header, name in columns.items() if name.endswith("names") or "identifiers" in name]
    texts = [cell for header in several for cell in cells[header] if isinstance(cell, str)]
    return next((sign for sign in "|;" if any(sign in text for text in texts)), ";")


def _scale(columns: dict[str, str], cells: dict[str, list]) -> str:
    """The scale that knows most of the levels; free words, which need no scale, go first."""
    header = next((header for header, name in columns.items() if name == "level"), "")
    terms = {as_text(cell) for cell in cells.get(header, ()) if not isinstance(cell, list)}
    known = {scale: sum(translate(scale, term) is not None for term in terms) for scale in ("words", *SCALES)}
    best = max(known, key=lambda scale: (known[scale], scale == "words"))
    return "" if best == "words" or not known[best] else best
