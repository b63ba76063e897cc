"""What a store tells of a file, and how it says that it cannot be reached."""

from typing import NamedTuple


class Kept(NamedTuple):
    """A file in a store. ``size`` in bytes; ``modified`` in seconds since 1970."""

    name: str
    size: int
    modified: float


class Away(OSError):
    """Where files are kept is on another machine, and that does not answer, or refuses."""
