"""What stands in the tiles under a picture → marks that do not cover each other. Each site counts once."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import orjson

from ..catalogue import Cluster, Mark, Query, Stamp, tile
from ..status import SEVERITY
from ..terms import STATUSES
from .mercator import TILE, Frame

WORST_FIRST = sorted(STATUSES, key=lambda level: SEVERITY.get(level, SEVERITY[""]), reverse=True)
HALVES = ((1, 13), (9, 18), (99, 22), (999, 26))  # half a mark's width in pixels, by the sites it stands for
LARGEST = 30


@dataclass(frozen=True, slots=True)
class Standing:
    """The status that a mark is drawn from."""

    level: str
    verification: str
    contested: bool
    recovery: str


@dataclass(frozen=True, slots=True)
class Group:
    """One mark at x and y. Of one site it tells its name, its status, its cell (south, west, north, east) or None, and
    its status on the day it is compared with, or None."""

    x: float
    y: float
    levels: Counter
    name: str = ""
    status: Standing | None = None
    before: Standing | None = None
    cell: tuple[float, float, float, float] | None = None

    @property
    def count(self) -> int:
        return self.levels.total()

    @property
    def half(self) -> int:
        return next((half for most, half in HALVES if self.count <= most), LARGEST)

    @property
    def shares(self) -> list[tuple[str, int]]:
        """The levels with their numbers, the worst first."""
        return [(level, self.levels[level]) for level in WORST_FIRST if self.levels[level]]


def groups(query: Query, frame: Frame, revision: Stamp) -> list[Group]:
    """The marks of a query in a picture, from north to south."""
    found = [one for place in _tiles(frame) for one in _items(place, query, frame, revision)]
    seen = [one for one in found if 0 <= one.x <= frame.width and 0 <= one.y <= frame.height]
    return sorted(_parted(seen), key=lambda one: (one.y, one.x))


def _tiles(frame: Frame) -> Iterator[tuple[int, int, int]]:
    """Those under the picture, at the zoom at which the cells of a tile are about as wide as marks should be apart."""
    zoom = max(0, round(math.log2(frame.world / TILE)))
    across = 1 << zoom
    west, east = max(0, int(frame.west * across)), min(across - 1, int(frame.east * across))
    north, south = max(0, int(frame.north * across)), min(across - 1, int(frame.south * across))
    return ((zoom, x, y) for x in range(west, east + 1) for y in range(north, south + 1))


def _items(place: tuple[int, int, int], query: Query, frame: Frame, revision: Stamp) -> Iterator[Group]:
    held = tile(*place, query, revision)
    yield from (_single(mark, frame) for mark in held.marks)
    yield from (_several(cluster, frame) for cluster in held.clusters)


def _single(mark: Mark, frame: Frame) -> Group:
    card = orjson.loads(mark.card)
    status = Standing(mark.level, mark.verification, mark.contested, mark.recovery)
    before = mark.earlier and Standing(*mark.earlier)
    return Group(*frame.at(*card["at"]), Counter([mark.level]), card["name"], status, before, card["cell"])


def _several(cluster: Cluster, frame: Frame) -> Group:
    return Group(*frame.at(*cluster.at), Counter(cluster.levels))


def _parted(items: Iterable[Group]) -> list[Group]:
    """Items that would cover each other become one, at the place of the heaviest; as often as that makes new ones."""
    found: list[Group] = []
    for item in sorted(items, key=lambda one: (-one.count, one.y, one.x, one.name)):
        near = next((place for place, other in enumerate(found) if _touch(item, other)), None)
        if near is None:
            found.append(item)
        else:
            held = found[near]
            found[near] = replace(held, levels=held.levels + item.levels, name="", status=None, before=None, cell=None)
    return found if len(found) == len(items) else _parted(found)


def _touch(one: Group, other: Group) -> bool:
    return math.hypot(one.x - other.x, one.y - other.y) < one.half + other.half
