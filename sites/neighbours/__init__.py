"""A place, or a site, comes in; what lies near it, what may be the same, whether its square
hides it, and one record made of two go out."""

from .addresses import ADDRESSES
from .around import around
from .crowd import Placed, all_few_words, few_words
from .family import family
from .outlines import OutlineField, outline_words
from .remarks import LANGUAGES, remarks

__all__ = [
    "ADDRESSES",
    "LANGUAGES",
    "OutlineField",
    "Placed",
    "all_few_words",
    "around",
    "family",
    "few_words",
    "outline_words",
    "remarks",
]
