"""Keeping: bytes and decisions come in, immutable captures and a chain that shows any tampering go out."""

from .captures import altered, keep
from .chain import append, broken

__all__ = ["altered", "append", "broken", "keep"]
