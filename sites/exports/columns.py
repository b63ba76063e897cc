"""What a file is made of: named columns, each with its meaning and the one way to read it from a value."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..catalogue import Query

Cell = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``read`` takes a value of the dataset; where ``ours`` is set it gives a path on this site.

    ``type`` is what the cells are made of where they are not empty, for formats that know more than text.
    """

    name: str
    meaning: str
    read: Callable[[Any], Cell]
    ours: bool = False
    type: type = str


@dataclass(frozen=True, slots=True)
class Dataset:
    """One file: what a row is, its columns in their order, and the values of a filter."""

    name: str
    about: str
    columns: tuple[Column, ...]
    each: Callable[[Query], Iterator]


def join(texts: Iterable[object]) -> str:
    """Several values in one cell, parted by semicolons; a semicolon inside a value becomes a comma."""
    return ";".join(str(text).replace(";", ",") for text in texts)


def join_addresses(addresses: Iterable[str]) -> str:
    """Web addresses in one cell; a semicolon inside one is percent-encoded, so that it still leads there."""
    return join(address.replace(";", "%3B") for address in addresses if address)
