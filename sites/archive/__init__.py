"""Keeping: bytes and decisions come in, immutable captures and a chain that shows any tampering go out."""

from .captures import keep
from .chain import append, broken, take_turn
from .check import faults, strays, torn
from .heads import head, keep_head, read_heads, set_heads_aside
from .lately import Check, last_check, note_check
from .pack import Pack
from .store import DIGEST, LONGEST_TEXT, MOST_BYTES, drop, intact, link, name_of, store, stored

__all__ = [
    "DIGEST",
    "LONGEST_TEXT",
    "MOST_BYTES",
    "Check",
    "Pack",
    "append",
    "broken",
    "drop",
    "faults",
    "head",
    "intact",
    "keep",
    "keep_head",
    "last_check",
    "link",
    "name_of",
    "note_check",
    "read_heads",
    "set_heads_aside",
    "store",
    "stored",
    "strays",
    "take_turn",
    "torn",
]
