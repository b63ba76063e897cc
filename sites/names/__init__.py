"""Names in any script in; their folded words, and what these may sound like in one alphabet for all scripts, out."""

from .folding import bare, fold, search_text, search_words, words
from .sorting import sorting_key
from .sounds import UNVOWELLED, skeleton, slack, sounds, written_within

__all__ = [
    "UNVOWELLED",
    "bare",
    "fold",
    "search_text",
    "search_words",
    "skeleton",
    "slack",
    "sorting_key",
    "sounds",
    "words",
    "written_within",
]
