"""TopoJSON in, a topology of plain degrees inside; cut at the antimeridian, simplified and quantised on the way out.

Inside, an arc is a list of (longitude, latitude) in degrees; a ring is a list of arc numbers; ~n is arc n backwards.
"""

import itertools
import json
from dataclasses import dataclass, field
from pathlib import Path

Point = tuple[float, float]
Ring = list[int]
SOUTH_EDGE = [(180.0, -90.0), (90.0, -90.0), (0.0, -90.0), (-90.0, -90.0), (-180.0, -90.0)]


@dataclass
class Topology:
    """Arcs, the areas drawn with them (name -> polygons -> rings) and the lines (name -> arc lists)."""

    arcs: list[list[Point]]
    areas: dict[str, list[list[Ring]]] = field(default_factory=dict)
    lines: dict[str, list[Ring]] = field(default_factory=dict)


def read_arcs(document: dict) -> list[list[Point]]:
    """Undo TopoJSON's delta coding and quantisation."""
    (scale_x, scale_y), (left, bottom) = document["transform"]["scale"], document["transform"]["translate"]
    arcs = []
    for deltas in document["arcs"]:
        xs = itertools.accumulate(dx for dx, _ in deltas)
        ys = itertools.accumulate(dy for _, dy in deltas)
        arcs.append([(x * scale_x + left, y * scale_y + bottom) for x, y in zip(xs, ys, strict=True)])
    return arcs


def read_polygons(geometry: dict) -> list[list[Ring]]:
    """Return a Polygon's or MultiPolygon's rings; nothing for an empty geometry."""
    arcs = geometry.get("arcs", [])
    return [arcs] if geometry["type"] == "Polygon" else arcs


def read_document(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def trace(topology: Topology, ring: Ring) -> list[Point]:
    """Join the ring's arcs to one list of points; each joint stands once."""
    points: list[Point] = []
    for number in ring:
        points += directed(topology, number)[1 if points else 0 :]
    return points


def directed(topology: Topology, number: int) -> list[Point]:
    return topology.arcs[number] if number >= 0 else topology.arcs[~number][::-1]


def cut_antimeridian(topology: Topology) -> None:
    """Make every ring and line stay within -180..180; cut rings close along the meridian, Antarctica by the pole."""
    pieces: dict[int, list[int]] = {}
    for number, arc in enumerate(list(topology.arcs)):
        parts = cut_arc(arc)
        topology.arcs[number] = parts[0]
        pieces[number] = [number, *range(len(topology.arcs), len(topology.arcs) + len(parts) - 1)]
        topology.arcs += parts[1:]
    seams: dict[tuple, int] = {}
    for name, polygons in topology.areas.items():
        topology.areas[name] = [
            [part]
            for polygon in polygons
            if cuts(topology, polygon[0], pieces)
            for part in close_ring(topology, expand(polygon[0], pieces), seams)
        ] + [
            [expand(ring, pieces) for ring in polygon] for polygon in polygons if not cuts(topology, polygon[0], pieces)
        ]


def cuts(topology: Topology, ring: Ring, pieces: dict[int, list[int]]) -> bool:
    return bool(breaks(topology, expand(ring, pieces)))


def expand(ring: Ring, pieces: dict[int, list[int]]) -> Ring:
    """Walk other arcs in the place of those listed, in the direction in which the ring walks them."""
    whole = []
    for number in ring:
        walked = pieces.get(max(number, ~number), [max(number, ~number)])
        whole += walked if number >= 0 else [~piece for piece in reversed(walked)]
    return whole


def cut_arc(arc: list[Point]) -> list[list[Point]]:
    """Cut where the arc crosses the antimeridian; a jump of more than 180 degrees is read as a crossing."""
    flat = [arc[0]]
    for x, y in arc[1:]:
        flat.append((x + 360 * round((flat[-1][0] - x) / 360), y))
    parts: list[tuple[int, list[Point]]] = []
    for start, end in itertools.pairwise(insert_crossings(flat)):
        middle = (start[0] + end[0]) / 2
        side = 1 if middle > 180 else -1 if middle < -180 else 0
        if abs(middle) == 180 and parts:
            side = parts[-1][0]
        if not parts or parts[-1][0] != side:
            parts.append((side, [start]))
        parts[-1][1].append(end)
    return [[(x - 360 * side, y) for x, y in points] for side, points in parts]


def insert_crossings(points: list[Point]) -> list[Point]:
    """Add the point at which a segment passes 180 or -180."""
    out = [points[0]]
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        out += [
            (edge, ay + (by - ay) * (edge - ax) / (bx - ax))
            for edge in (-180.0, 180.0)
            if min(ax, bx) < edge < max(ax, bx)
        ]
        out.append((bx, by))
    return out


def breaks(topology: Topology, ring: Ring) -> list[int]:
    """Positions in the ring before which it jumps from one side of the map to the other."""
    return [
        place
        for place, number in enumerate(ring)
        if abs(directed(topology, ring[place - 1])[-1][0] - directed(topology, number)[0][0]) > 180
    ]


def close_ring(topology: Topology, ring: Ring, seams: dict[tuple, int]) -> list[Ring]:
    """Split the ring at its jumps and close each part with an arc along the edge of the map."""
    places = breaks(topology, ring)
    turned = ring[places[0] :] + ring[: places[0]]
    ends = [place - places[0] for place in places] + [len(ring)]
    parts = [turned[start:end] for start, end in itertools.pairwise(ends)]
    return [[*part, seam(topology, part, seams)] for part in parts]


def seam(topology: Topology, part: Ring, seams: dict[tuple, int]) -> int:
    """Return the number of the arc from the part's end back to its start."""
    end, start = directed(topology, part[-1])[-1], directed(topology, part[0])[0]
    if (end, start) not in seams:
        edge = SOUTH_EDGE if end[0] > start[0] else SOUTH_EDGE[::-1]
        topology.arcs.append([end, start] if end[0] == start[0] else [end, *edge, start])
        seams[end, start] = len(topology.arcs) - 1
    return seams[end, start]


def simplify(points: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker's thinning, in degrees."""
    if len(points) < 3:
        return points
    distances = [distance(point, points[0], points[-1]) for point in points[1:-1]]
    far = max(range(len(distances)), key=distances.__getitem__)
    if distances[far] <= tolerance:
        return [points[0], points[-1]]
    return simplify(points[: far + 2], tolerance)[:-1] + simplify(points[far + 1 :], tolerance)


def distance(point: Point, start: Point, end: Point) -> float:
    """Distance of a point from a segment, in degrees."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = 0 if not length else ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    along = min(1, max(0, along))
    return ((point[0] - start[0] - along * dx) ** 2 + (point[1] - start[1] - along * dy) ** 2) ** 0.5


def encode(topology: Topology, step: float) -> dict:
    """Return a TopoJSON document on a grid of `step` degrees: unused arcs and collapsed rings are left out."""
    grid = [quantise(arc, step) for arc in topology.arcs]
    areas = {name: drop_collapsed(polygons, grid) for name, polygons in topology.areas.items()}
    lines = {
        name: [line for line in groups if any(len(grid[max(n, ~n)]) > 1 for n in line)]
        for name, groups in topology.lines.items()
    }
    used = dict.fromkeys(max(n, ~n) for n in numbers([list(lines.values()), list(areas.values())]))
    place = {number: position for position, number in enumerate(used)}
    return {
        "type": "Topology",
        "transform": {"scale": [step, step], "translate": [-180, -90]},
        "objects": {
            **{name: area_object(name, renumber(polygons, place)) for name, polygons in areas.items() if polygons},
            **{name: {"type": "MultiLineString", "arcs": renumber(groups, place)} for name, groups in lines.items()},
        },
        "arcs": [deltas(grid[number]) for number in used],
    }


def area_object(name: str, polygons: list) -> dict:
    return {"type": "MultiPolygon", "id": name, "arcs": polygons}


def quantise(arc: list[Point], step: float) -> list[tuple[int, int]]:
    """Round to grid cells counted from (-180, -90) and drop repeated points."""
    cells = ((round((x + 180) / step), round((y + 90) / step)) for x, y in arc)
    return [cell for cell, _ in itertools.groupby(cells)]


def deltas(cells: list[tuple[int, int]]) -> list[list[int]]:
    whole = cells if len(cells) > 1 else cells * 2
    steps = ([bx - ax, by - ay] for (ax, ay), (bx, by) in itertools.pairwise(whole))
    return [list(whole[0]), *steps]


def drop_collapsed(polygons: list, grid: list) -> list:
    """Leave out rings that the grid has made a point or a line."""
    kept = [[ring for ring in polygon if sum(len(grid[max(n, ~n)]) - 1 for n in ring) > 2] for polygon in polygons]
    return [polygon for polygon in kept if polygon]


def numbers(nested: list | int):
    """Yield every arc number of nested lists, in order."""
    if isinstance(nested, int):
        yield nested
    else:
        for item in nested:
            yield from numbers(item)


def renumber(nested: list | int, place: dict[int, int]):
    if isinstance(nested, int):
        return place[nested] if nested >= 0 else ~place[~nested]
    return [renumber(item, place) for item in nested]
