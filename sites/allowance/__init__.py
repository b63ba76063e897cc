"""An account and the size of a file it hands in → nothing, or why no more is taken from it today."""

from .counted import MOST_BYTES, MOST_FILES, refuse_beyond

__all__ = ["MOST_BYTES", "MOST_FILES", "refuse_beyond"]
