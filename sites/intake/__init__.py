"""An address or a file comes in; an article with its copy, and proposals that rest on its sentences, go out."""

from .decisions import BY_HAND, accept, drop, made_with, missed, reading, settled, support, undo
from .proposals import claims, propose
from .web import door

__all__ = [
    "BY_HAND",
    "accept",
    "claims",
    "door",
    "drop",
    "made_with",
    "missed",
    "propose",
    "reading",
    "settled",
    "support",
    "undo",
]
