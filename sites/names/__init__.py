"""Names in any script in; the key under which a name is found, and the words to look for in it, out."""

from .folding import fold, search_words

__all__ = ["fold", "search_words"]
