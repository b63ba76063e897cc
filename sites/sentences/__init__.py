"""A text and the places named in it come in; its sentences go out as rows of units, with events and days.

What is known of a language stands in tables of words.
"""

from .days import Calendar, Day, old
from .events import Event, events, follows, has
from .tables import Phrase, Phrases, Rule, Tables, languages, tables
from .text import Sentence, sentences, words
from .units import Unit, units
from .unknown import with_unknown
from .values import Found, Known, Mention, Word

__all__ = [
    "Calendar",
    "Day",
    "Event",
    "Found",
    "Known",
    "Mention",
    "Phrase",
    "Phrases",
    "Rule",
    "Sentence",
    "Tables",
    "Unit",
    "Word",
    "events",
    "follows",
    "has",
    "languages",
    "old",
    "sentences",
    "tables",
    "units",
    "with_unknown",
    "words",
]
