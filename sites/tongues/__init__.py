"""An address comes in; the same page in every language goes out, and the one address of a record in none of them."""

from .addresses import Version, in_language, language_of, permanent, versions, what_stands_at, without_language
from .naming import tongue
from .script import script_address, words_js
from .welcome import ASKED, DOOR, welcome

__all__ = [
    "ASKED",
    "DOOR",
    "Version",
    "in_language",
    "language_of",
    "permanent",
    "script_address",
    "tongue",
    "versions",
    "welcome",
    "what_stands_at",
    "without_language",
    "words_js",
]
