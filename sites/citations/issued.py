"""A date as somebody knew it (EDTF) comes in; the forms in which citations write dates go out."""

import re
from datetime import date

from ..dates import EventDate, parse

PLAIN = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?[?~%]?")
Parts = list[int]


def parts(edtf: str) -> list[Parts]:
    """The date as [[year, month, day]], as far as they are known; two of them for a span, none where a side is open."""
    if plain := PLAIN.fullmatch(edtf):
        return [[int(part) for part in plain.groups() if part]]
    begin, _, end = edtf.partition("/")
    if (first := PLAIN.fullmatch(begin)) and (last := PLAIN.fullmatch(end)):
        return [[int(part) for part in moment.groups() if part] for moment in (first, last)]
    known = parse(edtf)
    return [list(known.first), list(known.last)] if known.first and known.last else []


def year(edtf: str) -> str:
    """The year by which it is cited; of a span the last."""
    return str(parts(edtf)[-1][0]) if edtf and parts(edtf) else ""


def vague(edtf: str) -> bool:
    known: EventDate = parse(edtf)
    return known.approximate or known.uncertain


def slashed(edtf: str) -> str:
    """2015/08/23, 2015/08 or 2015; of a span its last day."""
    found = parts(edtf) if edtf else []
    return "/".join(f"{part:02}" for part in found[-1]) if found else ""


def interval(edtf: str) -> str:
    """EDTF without sets, which biblatex cannot read: a set becomes the span around it."""
    if not edtf.startswith("["):
        return edtf
    known = parse(edtf)
    return "/".join(written(day) if day else ".." for day in (known.first, known.last))


def written(day: tuple[int, int, int]) -> str:
    year, month, last = day
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{last:02}"


def of_day(day: date) -> Parts:
    return [day.year, day.month, day.day]
