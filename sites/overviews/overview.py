"""All sites that a filter picks, on the outline of the part of the world in which they lie."""

import math
from collections import Counter
from dataclasses import dataclass

from django.template.loader import render_to_string

from .. import catalogue
from ..catalogue import Query, Stamp
from .ground import paths, scale, written
from .groups import Group, groups
from .mercator import Frame, framed
from .style import STYLE

SIZES = {"wide": (960, 540), "small": (360, 400)}
WORLD = (-58.0, -180.0, 76.0, 180.0)  # where people live
ROOM = 44  # pixels between the marks and the edge
ZOOM = 6.5
BAND = 5.0  # pixels from the edge of a ring to the middle of its band
SCALED_FROM = 4  # a picture of half the world has no one scale
FOOT = 38
LETTER = 7  # pixels
SHORT = 10_000  # from here on a count is told in thousands


@dataclass(frozen=True, slots=True)
class Arc:
    """A level's share of a ring, as the dashes of its stroke."""

    level: str
    length: float
    rest: float
    start: float


def drawn_overview(query: Query, size: str, revision: Stamp) -> str:
    """The picture of a query's sites at a revision, or a newer one."""
    bounds = catalogue.bounds(query)
    frame = framed(bounds or WORLD, SIZES[size], ROOM, ZOOM)
    found = groups(query, frame, revision) if bounds else []
    levels = sum((one.levels for one in found), Counter())
    context = {
        "frame": frame,
        "style": STYLE,
        "paths": paths(frame),
        "marks": [_mark(one, frame) for one in found],
        "names": written(frame, [*map(_box, found), (0, frame.height - FOOT, frame.width, frame.height)], _own(found)),
        "scale": scale(frame) if frame.zoom >= SCALED_FROM else None,
        "total": levels.total(),
        "levels": Group(0, 0, levels).shares,
    }
    return render_to_string("overviews/overview.svg", context)


def _mark(one: Group, frame: Frame) -> dict:
    drawn = {"x": one.x, "y": one.y, "half": one.half, "group": one}
    if one.status is None:
        return drawn | {"count": _short(one.count), "worst": one.shares[0][0], "arcs": _arcs(one)}
    if one.cell:
        drawn["cell"] = _square(one, frame)
    return drawn


def _square(one: Group, frame: Frame) -> tuple[float, float, float, float]:
    """A protected site's cell, at least as large as the ground of its mark: x, y, width and height."""
    (west, south), (east, north) = frame.at(*one.cell[:2]), frame.at(*one.cell[2:])
    wide, high = max(east - west, 2 * one.half), max(south - north, 2 * one.half)
    return one.x - wide / 2, one.y - high / 2, wide, high


def _arcs(one: Group) -> list[Arc]:
    """A ring's shares, the worst from the top on, clockwise."""
    around, begun, found = math.tau * (one.half - BAND), 0.0, []
    for level, number in one.shares:
        length = around * number / one.count
        found.append(Arc(level, round(length, 2), round(around - length, 2), round(-begun, 2)))
        begun += length
    return found


def _short(count: int) -> str | int:
    return count if count < SHORT else f"{count // 1000}k"


def _box(one: Group) -> tuple[float, float, float, float]:
    return one.x - one.half, one.y - one.half, one.x + one.half, one.y + one.half


def _own(found: list[Group]) -> list[tuple[str, float, float, float]]:
    """The names of single sites with a point of their own, and how far each stands from its middle."""
    return [(one.name, one.x, one.y, one.half) for one in found if one.status and not one.cell]
