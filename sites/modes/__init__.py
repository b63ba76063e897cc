"""An operator's word comes in; whether the installation is open, only read or shut, and why, goes out to everybody;
and a step that must not stay half done keeps it shut meanwhile, on every server of its database."""

from .everywhere import SHUT
from .mode import MODES, NO_ACCESS, NORMAL, READ_ONLY, Mode, current, require_writing, switch
from .unfinished import begin, end, unfinished

__all__ = [
    "MODES",
    "NORMAL",
    "NO_ACCESS",
    "READ_ONLY",
    "SHUT",
    "Mode",
    "begin",
    "current",
    "end",
    "require_writing",
    "switch",
    "unfinished",
]
