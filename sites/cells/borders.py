"""In which country a point lies, by the borders of the base map: good to a few kilometres, and told as such."""

import json
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import numpy as np
import shapely
from django_countries import countries
from shapely import STRtree

MAP = Path(__file__).resolve().parents[2] / "static" / "basemap" / "fine.json"
NEAR = 0.5  # degrees from a coast at which a point still belongs to it: islands and harbours that the map leaves out


def country_at(latitude: float, longitude: float) -> str:
    """The ISO code of the country in which a point lies, or the nearest one to a point at sea; empty far from any."""
    codes, tree = _borders()
    point = shapely.points(longitude, latitude)
    found = tree.query(point, predicate="intersects")
    if not len(found):
        found = tree.query_nearest(point, max_distance=NEAR, all_matches=False)
    return codes[min(found)] if len(found) else ""


@lru_cache(maxsize=1)
def _borders() -> tuple[list[str], STRtree]:
    """Codes, and the polygons of the same numbers."""
    topology = json.loads(MAP.read_text(encoding="utf-8"))
    arcs = [_corners(arc, topology["transform"]) for arc in topology["arcs"]]
    codes, polygons = [], []
    for shape in topology["objects"]["countries"]["geometries"]:
        code = countries.alpha2(shape["id"])
        for rings in shape["arcs"] if code else ():
            shell, *holes = (_ring(ring, arcs) for ring in rings)
            codes.append(code)
            polygons.append(shapely.make_valid(shapely.Polygon(shell, holes)))
    return codes, STRtree(polygons)


def _corners(deltas: list, transform: dict) -> np.ndarray:
    steps = np.array([*accumulate(deltas, lambda at, step: (at[0] + step[0], at[1] + step[1]))], float)
    return steps * transform["scale"] + transform["translate"]


def _ring(ring: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    return np.vstack([arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring])
