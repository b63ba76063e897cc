"""Identifiers in other registers."""

import re
from collections.abc import Iterable, Sequence

from ..terms import SCHEMES, Fault, bare_term, identifier_in
from .texts import Cell, Told, parts

PATTERNS = {scheme.value: re.compile(scheme.pattern, re.ASCII) for scheme in SCHEMES.values()}
Identifiers = tuple[tuple[str, str], ...]
NAMES = {bare_term(name): scheme.value for scheme in SCHEMES.values() for name in (scheme.value, scheme.label)}


def registered(scheme: str, cell: Cell, separator: str) -> Identifiers | Told:
    """The identifiers of one register in a cell, also as addresses of their pages. Told where one is none."""
    if isinstance(cell, str) and PATTERNS[scheme].fullmatch(cell):
        return ((scheme, cell),)
    return _sound((scheme, text) for text in parts(cell, separator))


def all_registered(scheme: str, cells: Sequence) -> list[Identifiers] | None:
    """A whole column at once; None unless every cell is one identifier as the register writes it."""
    try:
        plain = all(map(PATTERNS[scheme].fullmatch, cells))
    except TypeError:
        return None
    return [((scheme, cell),) for cell in cells] if plain else None


def identifiers_in(cell: Cell, separator: str) -> Identifiers | Told:
    """The identifiers of a cell, each written as register:identifier. Told where one is none."""
    return _sound(map(_taken_apart, parts(cell, separator)))


def _taken_apart(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    scheme = NAMES.get(bare_term(name), "")
    if not scheme or not colon:
        raise Fault(
            "“{text}” names no register that we know: write register:identifier with one of {known}.",
            text=text[:60],
            known=", ".join(SCHEMES),
        )
    return scheme, value


def _sound(found: Iterable[tuple[str, str]]) -> Identifiers | Told:
    """Those that have the form of their register; of the others the first is told, and they are left out."""
    sound, told = {}, None
    for scheme, text in found:
        try:
            sound[scheme, _identifier(scheme, text)] = None
        except Fault as fault:
            told = told or fault
    return Told(tuple(sound), told) if told else tuple(sound)


def _identifier(scheme: str, text: str) -> str:
    """The identifier of a text; a register without public pages may still be given as an address that ends with it."""
    if not SCHEMES[scheme].address and "//" in text:
        text = text.rstrip("/").rpartition("/")[2]
    return identifier_in(scheme, text)
