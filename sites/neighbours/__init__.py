"""A place, or a site, comes in; what lies near it, what may be the same, and one record made of two go out."""

from .addresses import ADDRESSES
from .around import around
from .family import family
from .outlines import OutlineField, outline_words
from .remarks import LANGUAGES, remarks

__all__ = ["ADDRESSES", "LANGUAGES", "OutlineField", "around", "family", "outline_words", "remarks"]
