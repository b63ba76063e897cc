"""Files come in; drafts that passed the gate go out."""

from .accounts import open_accounts, unchanged_passwords
from .demonstration import load
from .guessing import guess
from .mapping import Mapping
from .reading import Batch, Drafted, RowFault, read

__all__ = [
    "Batch",
    "Drafted",
    "Mapping",
    "RowFault",
    "guess",
    "load",
    "open_accounts",
    "read",
    "unchanged_passwords",
]
