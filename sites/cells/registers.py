"""Identifiers in other registers."""

import re

from ..terms import SCHEMES, Fault, bare_term, identifier_in
from .texts import Cell, parts

PATTERNS = {scheme.value: re.compile(scheme.pattern, re.ASCII) for scheme in SCHEMES.values()}
Identifiers = tuple[tuple[str, str], ...]
NAMES = {bare_term(name): scheme.value for scheme in SCHEMES.values() for name in (scheme.value, scheme.label)}


def registered(scheme: str, cell: Cell, separator: str) -> Identifiers:
    """The identifiers of one register in a cell, also as addresses of their pages."""
    if isinstance(cell, str) and PATTERNS[scheme].fullmatch(cell):
        return ((scheme, cell),)
    return tuple(dict.fromkeys((scheme, _identifier(scheme, text)) for text in parts(cell, separator)))


def identifiers_in(cell: Cell, separator: str) -> Identifiers:
    """The identifiers of a cell, each written as register:identifier."""
    found = []
    for text in parts(cell, separator):
        name, colon, value = text.partition(":")
        scheme = NAMES.get(bare_term(name), "")
        if not scheme or not colon:
            raise Fault(
                "“{text}” names no register that we know: write register:identifier with one of {known}.",
                text=text[:60],
                known=", ".join(SCHEMES),
            )
        found.append((scheme, _identifier(scheme, value)))
    return tuple(dict.fromkeys(found))


def _identifier(scheme: str, text: str) -> str:
    """The identifier of a text; a register without public pages may still be given as an address that ends with it."""
    if not SCHEMES[scheme].address and "//" in text:
        text = text.rstrip("/").rpartition("/")[2]
    return identifier_in(scheme, text)
