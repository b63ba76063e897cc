"""Public rows come in as columns that follow every revision of the database; what a filter picks, counts and draws of
them goes out, in milliseconds."""

from .codes import LEVEL
from .conditions import (
    Among,
    Began,
    Changed,
    Condition,
    Inside,
    Picked,
    Within,
    Words,
    answering,
    beneath,
    best,
    pick,
)
from .keeper import State, changed, current, in_line, stamp
from .store import Stamp
from .tallies import PARAMETERS, WORST_FIRST, by_level, choices, crossed, months, ordered
from .tiles import Cluster, Mark, Tile, tile

__all__ = [
    "LEVEL",
    "PARAMETERS",
    "WORST_FIRST",
    "Among",
    "Began",
    "Changed",
    "Cluster",
    "Condition",
    "Inside",
    "Mark",
    "Picked",
    "Stamp",
    "State",
    "Tile",
    "Within",
    "Words",
    "answering",
    "beneath",
    "best",
    "by_level",
    "changed",
    "choices",
    "crossed",
    "current",
    "in_line",
    "months",
    "ordered",
    "pick",
    "stamp",
    "tile",
]
