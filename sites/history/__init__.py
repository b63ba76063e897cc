"""Decisions about a record come in; its story in plain words, what it said then, and what says it again go out."""

from .pages import Storied
from .past import about, last_about
from .reason import ReasonField
from .words import DATES, Told, compare, tell, tell_all

__all__ = [
    "DATES",
    "ReasonField",
    "Storied",
    "Told",
    "about",
    "compare",
    "last_about",
    "tell",
    "tell_all",
]
