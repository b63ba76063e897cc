"""Write sites/places/countries.py from the base map: `python deploy/basemap/bounds.py` (needs django-countries)."""

import itertools
import json
import math
from collections import defaultdict
from pathlib import Path

from django.conf import settings
from django_countries import countries

ROOT = Path(__file__).resolve().parents[2]
ATLAS = ROOT / "static" / "basemap" / "fine.json"
TARGET = ROOT / "sites" / "places" / "countries.py"
HEAD = '''"""The box around each country, in whole degrees outward: south, west, north, east.

Written by deploy/basemap/bounds.py from Natural Earth, public domain.
Countries that the base map does not draw are not here.
"""

BOUNDS = {
'''


def main() -> None:
    settings.configure(USE_I18N=False)
    topology = json.loads(ATLAS.read_text(encoding="utf-8"))
    arcs = [_places(arc, topology["transform"]) for arc in topology["arcs"]]
    corners = defaultdict(list)
    for shape in topology["objects"]["countries"]["geometries"]:
        code = countries.alpha2(shape["id"])
        corners[code] += [
            place
            for polygon in shape["arcs"]
            for ring in polygon
            for arc in ring
            for place in arcs[arc if arc >= 0 else ~arc]
        ]
    boxes = {code: _box(places) for code, places in sorted(corners.items()) if code}
    rows = "".join(f'    "{code}": ({", ".join(map(str, box))}),\n' for code, box in boxes.items())
    TARGET.write_text(HEAD + rows + "}\n", encoding="utf-8")


def _places(deltas: list, transform: dict) -> list[tuple[float, float]]:
    """The (latitude, longitude) pairs of one arc."""
    (step, _), (left, bottom) = transform["scale"], transform["translate"]
    xs, ys = (itertools.accumulate(axis) for axis in zip(*deltas, strict=True))
    return [(y * step + bottom, x * step + left) for x, y in zip(xs, ys, strict=True)]


def _box(places: list[tuple[float, float]]) -> tuple[int, int, int, int]:
    latitudes, longitudes = zip(*places, strict=True)
    return (
        math.floor(min(latitudes)),
        math.floor(min(longitudes)),
        math.ceil(max(latitudes)),
        math.ceil(max(longitudes)),
    )


if __name__ == "__main__":
    main()
