"""What a tile says: single sites where they are few or the zoom is deep, clusters on a fixed grid elsewhere."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from ..catalogue import Entry
from ..places import tile_key, tile_range
from ..status import SEVERITY
from ..terms import STATUSES
from .extent import join, place_bounds

FEW = 16  # sites that a tile names one by one
ALONE_FROM = 16  # the zoom from which it names all of them
GRID = 2  # zooms below the tile: 4 x 4 cells of 64 pixels
WORST_FIRST = sorted(STATUSES, key=lambda level: SEVERITY.get(level, SEVERITY[""]), reverse=True)


def contents(z: int, x: int, y: int, entries: Sequence[Entry]) -> dict:
    """A tile as it is sent. Every entry counts once: as one of ``sites`` or in the ``count`` of one of ``clusters``."""
    entries = sorted(entries, key=lambda entry: entry.number)
    cells = [[entry] for entry in entries] if z >= ALONE_FROM or len(entries) <= FEW else _by_cell(z, x, y, entries)
    return {
        "sites": [_site(entry) for cell in cells if len(cell) == 1 for entry in cell],
        "clusters": [_cluster(cell) for cell in cells if len(cell) > 1],
    }


def _by_cell(z: int, x: int, y: int, entries: Sequence[Entry]) -> list[list[Entry]]:
    first, last = tile_range(z, x, y)
    width = (last - first) >> 2 * GRID
    cells = defaultdict(list)
    for entry in entries:
        cells[(tile_key(entry.latitude, entry.longitude) - first) // width].append(entry)
    return [cells[number] for number in sorted(cells)]


def _site(entry: Entry) -> dict:
    status, native = entry.status, entry.native
    return {
        "number": entry.number,
        "slug": entry.slug,
        "name": entry.name,
        "native": native and {"text": native.text, "language": native.language},
        "at": [entry.latitude, entry.longitude],
        "cell": place_bounds(entry) if entry.cell else None,
        "approximate": entry.protected or entry.approximate,
        "level": status.level,
        "verification": status.verification,
        "contested": status.contested,
        "recovery": status.recovery,
        "confirmed": status.confirmed_level if status.shows_confirmed else "",
        "since": status.level_since and status.level_since.isoformat(),
        "reports": entry.reports,
        "sources": entry.articles,
    }


def _cluster(entries: Sequence[Entry]) -> dict:
    """``sites`` are given where all stand on one point, so that no zoom would part them, and a list can show them."""
    points = [(entry.latitude, entry.longitude) for entry in entries]
    found = Counter(entry.status.level for entry in entries)
    return {
        "count": len(entries),
        "worst": next(level for level in WORST_FIRST if found[level]),
        "levels": {level: found[level] for level in STATUSES if found[level]},
        "at": [round(sum(degrees) / len(entries), 6) for degrees in zip(*points, strict=True)],
        "bounds": join(map(place_bounds, entries)),
        "sites": [_site(entry) for entry in entries] if len(set(points)) == 1 and len(entries) <= FEW else [],
    }
