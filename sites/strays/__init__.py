"""The files that are kept come in; those that no row names, and that nobody is about to name, go out, to be cleared."""

from .files import cleared, missing, strays, told

__all__ = ["cleared", "missing", "strays", "told"]
