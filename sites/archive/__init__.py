"""Keeping: bytes and decisions come in, immutable captures and a chain that shows any tampering go out."""

from .captures import keep
from .chain import append, broken, take_turn
from .check import faults, strays
from .pack import Pack
from .store import DIGEST, LONGEST_TEXT, MOST_BYTES, drop, intact, named, store, stored

__all__ = [
    "DIGEST",
    "LONGEST_TEXT",
    "MOST_BYTES",
    "Pack",
    "append",
    "broken",
    "drop",
    "faults",
    "intact",
    "keep",
    "named",
    "store",
    "stored",
    "strays",
    "take_turn",
]
