"""An address or a file comes in; an article with its copy, and proposals that rest on its sentences, go out."""

from .addresses import BadAddress
from .decisions import BY_HAND, accept, drop, made_with, missed, reading, settled, support, undo
from .failures import Unfetched
from .proposals import claims, propose
from .tasks import again, hand_in, take_in
from .web import door

__all__ = [
    "BY_HAND",
    "BadAddress",
    "Unfetched",
    "accept",
    "again",
    "claims",
    "door",
    "drop",
    "hand_in",
    "made_with",
    "missed",
    "propose",
    "reading",
    "settled",
    "support",
    "take_in",
    "undo",
]
