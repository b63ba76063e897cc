"""Keeping: bytes and decisions come in, immutable captures and a chain that shows any tampering go out."""

from .captures import altered, keep, open_copy
from .chain import append, broken, take_turn

__all__ = ["altered", "append", "broken", "keep", "open_copy", "take_turn"]
