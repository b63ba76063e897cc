"""EDTF text in; the first and last day it may mean, and plain words for it in a reader's language, out."""

from .event import EventDate, parse
from .grammar import LONGEST
from .saying import TONGUES, words

__all__ = ["LONGEST", "TONGUES", "EventDate", "parse", "words"]
