"""A text and a gazetteer come in; out, what its sentences claim of the places it names, each with its reasons."""

from .claim import Claim
from .claims import read

__all__ = ["Claim", "read"]
