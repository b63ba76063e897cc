"""Files of pictures come in; drafts that passed the write gate, and the page on which they are described, go out."""

from .keeping import known_as, received
from .pages import upload
from .pictures import picture, picture_file, small_address, small_picture_file, thumbnail

__all__ = [
    "known_as",
    "picture",
    "picture_file",
    "received",
    "small_address",
    "small_picture_file",
    "thumbnail",
    "upload",
]
