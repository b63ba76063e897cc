"""Decisions about a record come in; its story in plain words, what it said then, and what says it again go out."""

from .pages import Storied
from .past import about, last_about
from .words import DATES, VERB_WORDS, Difference, Told, compare, tell, tell_all

__all__ = [
    "DATES",
    "VERB_WORDS",
    "Difference",
    "Storied",
    "Told",
    "about",
    "compare",
    "last_about",
    "tell",
    "tell_all",
]
