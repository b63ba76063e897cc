"""An address comes in; the same page in every language goes out, and the one address of a record in none of them."""

from .addresses import Version, in_language, language_of, permanent, versions, without_language
from .welcome import ASKED, DOOR, welcome

__all__ = [
    "ASKED",
    "DOOR",
    "Version",
    "in_language",
    "language_of",
    "permanent",
    "versions",
    "welcome",
    "without_language",
]
