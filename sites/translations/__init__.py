"""What a record says in other languages comes in; the fields in which that is typed, and words about it, go out."""

from .fields import Worded, fields_for
from .words import DIRECTIONS, lines_of, rows_between

__all__ = ["DIRECTIONS", "Worded", "fields_for", "lines_of", "rows_between"]
