"""Dates as people write them in tables, as EDTF."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from ..dates import LONGEST, parse
from ..terms import Fault
from .texts import Cell, said

ORDERS = ("dmy", "mdy")
SERIAL_START = date(1899, 12, 30)  # day 0 of Excel, which counts a 29 February 1900 that never was
SERIALS = range(10_000, 60_000)  # 1927 to 2064
TIME = re.compile(r"(?<=\d)[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$")
NUMERIC = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
MONTH_OF_YEAR = re.compile(r"(\d{1,2})[/.](\d{4})")
SHORT_YEAR = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}")
ERA = re.compile(r"(?:ad|ce)?\s*(\d{1,4})\s*(ad|ce|bc|bce)?", re.IGNORECASE)
CENTURY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\s+c(?:entury|\.)?(?:\s+(?:ad|ce))?", re.IGNORECASE)
ABOUT = re.compile(r"(?:c(?:irca)?\.?|ca\.?|about|around)\s+", re.IGNORECASE)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november", "dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
DAY_MONTH = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]+)\.?,?\s+(\d{4})", re.IGNORECASE)
MONTH_DAY = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
BETWEEN = re.compile(r"\s+(?:to|until|till|–|—|-)\s+|\s*–\s*")


def read_day(cell: Cell, order: str = "") -> str:
    """EDTF of a cell: EDTF itself, 23/08/2015 in the column's order, 23 August 2015, a number of Excel, 130 AD."""
    if isinstance(cell, int | float) and cell in SERIALS:
        return (SERIAL_START + timedelta(days=int(cell))).isoformat()
    text = TIME.sub("", said(cell))
    if not text:
        return ""
    try:
        return parse(text).edtf
    except Fault as fault:
        written = _written(text, order) if len(text) <= LONGEST else ""
        if not written:
            raise fault
    return parse(written).edtf


def ambiguous(text: str) -> bool:
    """Whether a date may be read as day and month or as month and day."""
    found = NUMERIC.fullmatch(text)
    return bool(found) and found[2] != "." and max(int(found[1]), int(found[3])) <= 12 and found[1] != found[3]


def order_of(cells: Iterable[str]) -> str:
    """The order that a column's dates leave no doubt of: dmy or mdy; empty if none or both occur."""
    found = filter(None, map(NUMERIC.fullmatch, cells))
    seen = {"dmy" if int(one[1]) > 12 else "mdy" for one in found if max(int(one[1]), int(one[3])) > 12}
    return seen.pop() if len(seen) == 1 else ""


def _written(text: str, order: str) -> str:
    """EDTF of a date that is not; empty where it is none that we know."""
    if about := ABOUT.match(text):
        said = _written(text[about.end() :], order) or text[about.end() :]
        return f"{said}~" if re.fullmatch(r"[-\d]+", said) else ""
    if found := YEAR_FIRST.fullmatch(text):
        return _day(*found.groups())
    if found := NUMERIC.fullmatch(text):
        return _numeric(text, found, order)
    if found := MONTH_OF_YEAR.fullmatch(text):
        return _day(found[2], found[1])
    if SHORT_YEAR.fullmatch(text):
        raise Fault("“{text}” has a year of two digits: write four, like 2015-08-23.", text=text)
    return _in_words(text) or _old(text) or _between(text, order)


def _day(year: str, month: str | int, day: str | None = None) -> str:
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def _numeric(text: str, found: re.Match, order: str) -> str:
    first, _, second, year = found.groups()
    if ambiguous(text) and not order:
        raise Fault(
            "“{text}” may be the day and the month or the month and the day: choose the order of dates (dmy or mdy), "
            "or write 2015-08-23.",
            text=text,
        )
    month_first = order == "mdy" and found[2] != "."
    if max(int(first), int(second)) > 12:
        month_first = int(second) > 12
    return _day(year, first, second) if month_first else _day(year, second, first)


def _in_words(text: str) -> str:
    if found := DAY_MONTH.fullmatch(text):
        day, month, year = found.groups()
    elif found := MONTH_DAY.fullmatch(text):
        month, day, year = found.groups()
    else:
        return ""
    number = MONTHS.get(month.lower())
    return _day(year, number, day) if number else ""


def _old(text: str) -> str:
    if found := CENTURY.fullmatch(text):
        return f"{int(found[1]) - 1:02}XX" if int(found[1]) else ""
    found = ERA.fullmatch(text)
    if not found:
        return ""
    year = int(found[1])
    if (found[2] or "").lower().startswith("b"):
        return f"-{year - 1:04}" if year > 1 else "0000"
    return f"{year:04}" if year else ""


def _between(text: str, order: str) -> str:
    sides = BETWEEN.split(text)
    if len(sides) != 2 or not all(sides):
        return ""
    return "/".join(read_day(side, order) for side in sides)
