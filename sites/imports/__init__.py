"""Files come in; drafts that passed the gate go out."""

from .accounts import open_accounts, unchanged_passwords
from .demonstration import load

__all__ = ["load", "open_accounts", "unchanged_passwords"]
