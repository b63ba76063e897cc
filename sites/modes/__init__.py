"""An operator's word comes in; whether the installation is open, only read or shut, and why, goes out to everybody."""

from .mode import MODES, NO_ACCESS, NORMAL, READ_ONLY, Mode, current, require_writing, switch

__all__ = ["MODES", "NORMAL", "NO_ACCESS", "READ_ONLY", "Mode", "current", "require_writing", "switch"]
