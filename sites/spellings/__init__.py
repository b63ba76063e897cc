"""The names of many sites in, as columns that processes share; out, the sites that answer a query in any spelling."""

from .answers import answering, best
from .words import Words

__all__ = ["Words", "answering", "best"]
