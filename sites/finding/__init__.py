"""Records come in as the words and values they are looked for by; which a list asks for, and how many, goes out."""

from .keeping import follow, follow_many, forget, forget_many, rebuild
from .picking import Picked, bearing, pick, told, values
from .tokens import FIELDS, KINDS

__all__ = [
    "FIELDS",
    "KINDS",
    "Picked",
    "bearing",
    "follow",
    "follow_many",
    "forget",
    "forget_many",
    "pick",
    "rebuild",
    "told",
    "values",
]
