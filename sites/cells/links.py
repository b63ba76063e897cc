"""Web addresses."""

import re
from urllib.parse import unquote, urlsplit

from tld import get_fld

from ..terms import Fault
from .texts import Cell, as_text

LONGEST = 2000
BETWEEN = re.compile(r"\s+|[;,|](?=https?://)")
HOST = re.compile(r"[^\s.@]+(\.[^\s.@]+)+")


def read_link(cell: Cell) -> str:
    """The address, as it stands; one that begins with www. is completed."""
    text = as_text(cell)
    if not text:
        return ""
    text = f"https://{text}" if text.lower().startswith("www.") else text
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError as fault:
        raise _no_link(text) from fault
    if parts.scheme.lower() not in ("http", "https") or not HOST.fullmatch(host) or re.search(r"\s", text):
        raise _no_link(text)
    if len(text) > LONGEST:
        raise Fault("The address is longer than {longest} characters.", longest=LONGEST)
    return text


def addresses(cell: Cell) -> list[str]:
    """The addresses of a cell with several, however they are parted: an address holds no blank."""
    texts = map(as_text, cell if isinstance(cell, tuple) else (cell,))
    pieces = (piece.strip(";,|") for text in texts for piece in BETWEEN.split(text))
    return [piece for piece in pieces if piece]


def _no_link(text: str) -> Fault:
    return Fault("“{text}” is not a web address: it begins with https:// or http://.", text=text[:100])


def domain(link: str) -> str:
    """What somebody registered of the host: bbc.co.uk of www.bbc.co.uk."""
    return get_fld(link, fail_silently=True) or urlsplit(link).hostname or ""


def in_words(link: str) -> str:
    """A page's address, said as well as can be where nobody knows its title."""
    parts = urlsplit(link)
    return f"{parts.hostname}{unquote(parts.path).rstrip('/')}"
