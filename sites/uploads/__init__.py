"""Files of pictures come in; drafts that passed the write gate, and the page on which they are described, go out."""

from .keeping import known_as, received
from .pages import upload

__all__ = ["known_as", "received", "upload"]
