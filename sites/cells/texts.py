"""Texts, numbers, yes and no: the plain cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..terms import Fault

LONGEST_NUMBER = 18
NOTHING = frozenset(["n/a", "#n/a", "na", "n.a.", "-", "–", "—", "null", "none", "nan", "unknown", "?"])
TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,120}")
INVISIBLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
THOUSANDS = re.compile(r"\d{1,3}([,  ]\d{3})+")
YES = {"yes", "y", "true", "1", "x", "oui", "vrai", "نعم", "так", "да", "si", "ja"}
NO = {"", "no", "n", "false", "0", "non", "faux", "لا", "ні", "нет", "nein"}

Cell = str | int | float | tuple | None


@dataclass(frozen=True, slots=True)
class Told:
    """A value with what a person should know of how it was read; ``wrong`` where there is none."""

    value: object
    fault: Fault
    wrong: bool = False


def as_text(cell: Cell) -> str:
    """A cell as text: 2015.0 is 2015, a list its texts parted by semicolons."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "; ".join(map(as_text, cell)) if isinstance(cell, tuple) else str(cell)


def said(cell: Cell) -> str:
    """A cell as text, empty where it says in words that it is."""
    text = as_text(cell)
    return "" if text.casefold() in NOTHING else text


def parts(cell: Cell, separator: str) -> list[str]:
    """The values of a cell that may hold several, without empty ones."""
    pieces = map(as_text, cell) if isinstance(cell, tuple) else as_text(cell).split(separator)
    return [text for piece in pieces if (text := piece.strip())]


def read_text(cell: Cell, longest: int) -> str:
    """One line of text. Fault if it is too long."""
    if isinstance(cell, str) and len(cell) <= longest and cell.isprintable() and "  " not in cell:
        return cell.strip()
    return _checked(" ".join(INVISIBLE.sub("", as_text(cell)).split()), longest)


def read_all_texts(cells: Sequence, longest: int) -> list[str] | None:
    """A whole column at once; None unless every cell is plain text, to be read one by one."""
    try:
        together = "".join(cells)
    except TypeError:
        return None
    if not together.isprintable() or "  " in together or max(map(len, cells), default=0) > longest:
        return None
    return list(map(str.strip, cells))


def read_lines(cell: Cell, longest: int) -> str:
    """Text that may have several lines."""
    return _checked(INVISIBLE.sub("", as_text(cell)), longest)


def _checked(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Fault(
            "It has {count} characters, and at most {longest} are kept: shorten it.", count=len(text), longest=longest
        )
    return text


def read_number(cell: Cell) -> int | None:
    """A whole number from 0; “1,200” is one."""
    text = said(cell)
    if THOUSANDS.fullmatch(text):
        text = re.sub(r"\D", "", text)
    if not text:
        return None
    if not text.isdecimal() or len(text) > LONGEST_NUMBER:
        raise Fault("“{text}” is not a whole number: write digits only, like 250.", text=text[:60])
    return int(text)


def yes_or_no(cell: Cell) -> bool:
    word = as_text(cell).casefold()
    if word in YES or word in NO:
        return word in YES
    raise Fault("“{text}” is neither yes nor no: write one of them.", text=word[:60])


def read_slug(cell: Cell) -> str:
    """The last part of a page's address here, also where the whole address is given."""
    text = as_text(cell).rstrip("/").rpartition("/")[2]
    if text and not SLUG.fullmatch(text):
        raise Fault("“{text}” is not the last part of a page's address, like temple-of-bel.", text=text[:60])
    return text


def read_language(cell: Cell) -> str:
    """A language tag, as AR, ar or sr_latn."""
    first, *others = as_text(cell).replace("_", "-").split("-")
    tag = "-".join([first.lower(), *(one.title() if len(one) == 4 else one.upper() for one in others)])
    if tag and not TAG.fullmatch(tag):
        raise Fault("“{text}” is not a language tag: write one such as ar, uk or sr-Latn.", text=tag[:60])
    return tag
