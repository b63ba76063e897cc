"""Names in any script in; their folded words, and what these may sound like in one alphabet for all scripts, out."""

from .folding import bare, fold, search_text, search_words, words
from .keys import LINKING, NameWord, forms, is_kind, key_of, name_key, name_word, name_words, notion_of, parts
from .sorting import sorting_key
from .sounds import UNVOWELLED, skeleton, slack, sounds, written_within

__all__ = [
    "LINKING",
    "UNVOWELLED",
    "NameWord",
    "bare",
    "fold",
    "forms",
    "is_kind",
    "key_of",
    "name_key",
    "name_word",
    "name_words",
    "notion_of",
    "parts",
    "search_text",
    "search_words",
    "skeleton",
    "slack",
    "sorting_key",
    "sounds",
    "words",
    "written_within",
]
