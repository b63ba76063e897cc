"""Rows that could be read come in; which records they are, what would happen, and then records that passed the gate go
out; all of a file or nothing, and it can be undone."""

from ..wholesale import Undone
from .faults import fault_rows
from .run import Faulty, carry_out, preview, undo
from .working import Difference, Preview, Suspect

__all__ = ["Difference", "Faulty", "Preview", "Suspect", "Undone", "carry_out", "fault_rows", "preview", "undo"]
