"""Files come in; drafts that passed the gate go out."""

from .accounts import open_accounts, unchanged_passwords
from .demonstration import load
from .guessing import guess
from .mapping import Mapping
from .reading import Batch, Drafted, RowFault, read
from .run import Difference, Faulty, Preview, Suspect, Undone, carry_out, preview, undo

__all__ = [
    "Batch",
    "Difference",
    "Drafted",
    "Faulty",
    "Mapping",
    "Preview",
    "RowFault",
    "Suspect",
    "Undone",
    "carry_out",
    "guess",
    "load",
    "open_accounts",
    "preview",
    "read",
    "undo",
    "unchanged_passwords",
]
