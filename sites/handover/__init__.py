"""A file that an editor hands in comes in; pages on which its columns are confirmed, what would happen is seen, and the
file is carried out or undone, go out."""

from .addresses import ADDRESSES

__all__ = ["ADDRESSES"]
