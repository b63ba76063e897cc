"""What lies in a picture beneath its marks: paths of land, water and borders, a few names, and the scale."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from .atlas import Name, atlas, names
from .mercator import Frame

FINE_FROM = 4  # the zoom from which the finer shapes are drawn
FINENESS = 1.0  # pixels
PARTS = 10  # of a pixel, in which paths are told
MOST_NAMES = 14
SHIFTS = (0, 14, -14, 28, -28)  # pixels that a country's name may move down or up to have room
LETTER, LINE = 6.8, 15  # pixels
MARGIN = 3
LONGEST_SCALE = 110  # pixels

Box = tuple[float, float, float, float]  # west, north, east, south in pixels
Own = tuple[str, float, float, float]  # a site's name, x and y of its mark, and half of that one's width


@dataclass(frozen=True, slots=True)
class Written:
    """A name where it is written. Those of towns begin or end beside ``x``, ``y``, where a dot stands."""

    text: str
    x: float
    y: float
    kind: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A bar of so many pixels that stands for so many kilometres."""

    pixels: float
    kilometres: float


@lru_cache(maxsize=64)
def paths(frame: Frame) -> dict[str, str]:
    """By kind, what to draw, in tenths of a pixel: outlines of ``land`` and ``lakes``, and lines."""
    held = atlas(frame.zoom >= FINE_FROM)
    drawn = {name: _path(getattr(held, name), frame) for name in ("land", "lakes", "coast", "rivers")}
    return drawn | {name: _path(getattr(held, name), frame) for name in ("borders", "disputed")}


def _path(shapes: np.ndarray, frame: Frame) -> str:
    return "".join(piece for copy in (-1, 0, 1) for piece in _copied(shapes, frame, copy))


def _copied(shapes: np.ndarray, frame: Frame, copy: int) -> Iterator[str]:
    """The world repeats sideways: what a picture shows of one copy of it."""
    west, east = max(frame.west - copy, 0.0), min(frame.east - copy, 1.0)
    if west >= east or not len(shapes):
        return
    edge = 2 / frame.world
    cut = shapely.clip_by_rect(shapes, west - edge, frame.north - edge, east + edge, frame.south + edge)
    cut = shapely.simplify(cut[~shapely.is_empty(cut)], FINENESS / frame.world, preserve_topology=False)
    for line in _lines(cut):
        told = _steps(line, frame, copy)
        if told:
            yield told


def _lines(shapes: np.ndarray) -> Iterator[np.ndarray]:
    for shape in shapely.get_parts(shapely.get_parts(shapes)):
        kind = shapely.get_type_id(shape)
        if kind == shapely.GeometryType.POLYGON:
            yield from map(shapely.get_coordinates, shapely.get_rings(shape))
        elif kind == shapely.GeometryType.LINESTRING:
            yield shapely.get_coordinates(shape)


def _steps(line: np.ndarray, frame: Frame, copy: int) -> str:
    """M and the first point, then l and the steps from each to the next; nothing of what has no extent."""
    pixels = np.rint((line + np.array([copy - frame.west, -frame.north])) * frame.world * PARTS).astype(int)
    steps = np.diff(pixels, axis=0)
    steps = steps[steps.any(axis=1)]
    if not len(steps):
        return ""
    told = " ".join(map(str, steps.ravel().tolist())).replace(" -", "-")
    return f"M{pixels[0][0]} {pixels[0][1]}l{told}"


def written(frame: Frame, taken: Iterable[Box], sites: Iterable[Own] = ()) -> list[Written]:
    """The names that have room beside what is ``taken`` already: first of the sites, then the most important ones."""
    held, found = list(taken), []
    for places in (*map(_beside, sites), *_due(frame)):
        place = next((one for one in places if _is_free(one[1], held, frame)), None)
        if place:
            found.append(place[0])
            held.append(place[1])
        if len(found) == MOST_NAMES:
            break
    return found


def _beside(site: Own) -> Iterator[tuple[Written, Box]]:
    """Where the name of a site may stand: beside its mark, before it or behind it."""
    text, x, y, half = site
    width, high = LETTER * len(text), (y - LINE / 2, y + LINE / 2)
    yield Written(text, x + half, y, "site", "start"), (x + half + 1, high[0], x + half + width, high[1])
    yield Written(text, x - half, y, "site", "end"), (x - half - width, high[0], x - half - 1, high[1])


def _due(frame: Frame) -> Iterator[Iterator[tuple[Written, Box]]]:
    for name in names():
        x, y = frame.pixels(name.x, name.y)
        if 0 < x < frame.width and 0 < y < frame.height and _is_due(name, frame):
            yield _places(name, x, y)


def _is_due(name: Name, frame: Frame) -> bool:
    """The same as on the map with a script, but for towns, of which a small picture can name smaller ones."""
    if not name.extent:
        return name.first <= frame.zoom + 1
    enough = 26 if name.kind == "territory" else min(60, 14 + 4.2 * len(name.text))
    return frame.zoom >= name.first or name.extent * frame.world >= enough


def _places(name: Name, x: float, y: float) -> Iterator[tuple[Written, Box]]:
    """Where a name may stand, with the box it takes: a country's about its middle, a town's beside its dot."""
    width = LETTER * len(name.text)
    if name.extent:
        half = 0.7 * width
        for down in SHIFTS:
            box = (x - half, y + down - LINE, x + half, y + down + LINE / 3)
            yield Written(name.text, x, y + down, name.kind, "middle"), box
        return
    high = (y - LINE / 2, y + LINE / 2)
    yield Written(name.text, x, y, name.kind, "start"), (x - MARGIN, high[0], x + 6 + width, high[1])
    yield Written(name.text, x, y, name.kind, "end"), (x - 6 - width, high[0], x + MARGIN, high[1])


def _is_free(box: Box, taken: Iterable[Box], frame: Frame) -> bool:
    west, north, east, south = box
    inside = west > MARGIN and north > MARGIN and east < frame.width - MARGIN and south < frame.height - MARGIN
    return inside and not any(west < e and w < east and north < s and n < south for w, n, e, s in taken)


def scale(frame: Frame) -> Scale:
    """A round number of kilometres, and how many pixels they are in the middle of the picture."""
    most = LONGEST_SCALE * frame.metres / 1000
    power = 10 ** math.floor(math.log10(most))
    kilometres = next(times * power for times in (5, 2, 1) if times * power <= most)
    return Scale(round(kilometres * 1000 / frame.metres, 1), kilometres)
