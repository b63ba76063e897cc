"""Several people at one record, or a form sent twice, come in; nothing overwritten and nothing doubled goes out."""

from .bulk import InBulk
from .conflicts import Versioned, seen_before, told_since
from .hiding import Hiding
from .once import Once, Twice, claim, made_by, new_token, token_of

__all__ = [
    "Hiding",
    "InBulk",
    "Once",
    "Twice",
    "Versioned",
    "claim",
    "made_by",
    "new_token",
    "seen_before",
    "token_of",
    "told_since",
]
