"""Files come in; drafts that passed the gate go out."""

from .accounts import open_accounts, unchanged_passwords
from .columns import RowFault
from .demonstration import load
from .guessing import guess
from .mapping import Mapping
from .own import OWN, own_mapping
from .points import points_in_doubt
from .reading import Batch, Drafted, read

__all__ = [
    "OWN",
    "Batch",
    "Drafted",
    "Mapping",
    "RowFault",
    "guess",
    "load",
    "open_accounts",
    "own_mapping",
    "points_in_doubt",
    "read",
    "unchanged_passwords",
]
