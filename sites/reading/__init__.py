"""A text and the places named in it come in; out, what its sentences claim of those places, each with its reasons."""

from .claims import read
from .tables import languages, tables
from .text import words
from .values import Claim, Found, Known, Mention, Word

__all__ = ["Claim", "Found", "Known", "Mention", "Word", "languages", "read", "tables", "words"]
