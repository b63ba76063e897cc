"""EDTF text in; the first and last day it may mean, and plain English words for it, out."""

from .english import words
from .event import EventDate, parse

__all__ = ["EventDate", "parse", "words"]
