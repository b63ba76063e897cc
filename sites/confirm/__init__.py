"""What an editor hands in comes in; pages to watch it being read, and to decide on what was read, go out."""

from .addresses import ADDRESSES
from .lessons import feedback

__all__ = ["ADDRESSES", "feedback"]
