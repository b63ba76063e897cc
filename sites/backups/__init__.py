"""Backups: all that is kept goes out as one encrypted file of one instant, and comes in again from such a file."""

from .instant import SCHEMA
from .lately import check, last, last_of_the_database, overdue
from .lock import new_pair
from .making import Made, make
from .manifest import Manifest
from .opening import examine
from .placing import Restored
from .protection import hide_again, write_down
from .restoring import left_over, restore, resume

__all__ = [
    "SCHEMA",
    "Made",
    "Manifest",
    "Restored",
    "check",
    "examine",
    "hide_again",
    "last",
    "last_of_the_database",
    "left_over",
    "make",
    "new_pair",
    "overdue",
    "restore",
    "resume",
    "write_down",
]
