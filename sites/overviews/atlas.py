"""The files of the base map → shapes on Mercator's square, where x and y run from 0 to 1 from the north-west corner."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import numpy as np
import orjson
import shapely
from django.conf import settings

from .mercator import projected

FOLDER = Path(settings.BASE_DIR) / "static" / "basemap"
PEOPLE = ((6000, 3), (2000, 4), (700, 5), (300, 6), (100, 7), (0, 8))  # thousands, and the zoom from which it is named


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """Land and lakes as polygons, the rest as lines; each an array of shapes."""

    land: np.ndarray
    lakes: np.ndarray
    rivers: np.ndarray
    coast: np.ndarray
    borders: np.ndarray
    disputed: np.ndarray


@dataclass(frozen=True, slots=True)
class Name:
    """What is called so at x and y, and its kind: country, territory, capital or town.

    From the zoom ``first`` on it is named in any case; a country, of that ``extent``, before that where it has room.
    """

    text: str
    kind: str
    x: float
    y: float
    first: int
    extent: float = 0.0


@lru_cache(maxsize=2)
def atlas(fine: bool) -> Atlas:
    """The shapes for a view from near or from far away."""
    file = _read("fine" if fine else "coarse")
    water = _read("water") if fine else file["lakes"]
    arcs, wet = _arcs(file), _arcs(water)
    return Atlas(
        land=_polygons(arcs, file["objects"]["land"]),
        lakes=_polygons(wet, water["objects"]["lakes"]),
        rivers=_lines(wet, water["objects"]["rivers"]) if fine else np.array([]),
        **{name: _lines(arcs, file["objects"][name]) for name in ("coast", "borders", "disputed")},
    )


def _read(name: str) -> dict:
    return orjson.loads((FOLDER / f"{name}.json").read_bytes())


def _arcs(file: dict) -> list[np.ndarray]:
    """TopoJSON's arcs, each told as steps from point to point."""
    scale, origin = np.array(file["transform"]["scale"]), np.array(file["transform"]["translate"])
    told = [np.cumsum(arc, axis=0) for arc in file["arcs"]]
    longitude, latitude = (np.concatenate(told) * scale + origin).T
    return np.split(np.stack(projected(latitude, longitude), axis=1), np.cumsum([len(arc) for arc in told])[:-1])


def _joined(arcs: list[np.ndarray], numbers: Iterable[int]) -> np.ndarray:
    """A line of several arcs, where one ends the next begins; ~n is arc n backwards."""
    pieces = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])


def _lines(arcs: list[np.ndarray], shape: dict) -> np.ndarray:
    return np.array([shapely.LineString(_joined(arcs, line)) for line in shape["arcs"]])


def _polygons(arcs: list[np.ndarray], shape: dict) -> np.ndarray:
    rings = ([_joined(arcs, ring) for ring in polygon] for polygon in shape["arcs"])
    return shapely.make_valid(np.array([shapely.Polygon(outer, holes) for outer, *holes in rings]))


@lru_cache(maxsize=1)
def names() -> tuple[Name, ...]:
    """Countries, the widest first, then towns, the largest first."""
    labels = _read("coarse")["labels"]
    lands = [_country(*one) for one in labels["countries"]]
    towns = [town for file in (labels["towns"], _read("places")) for town in _towns(**file)]
    lands.sort(key=lambda one: -one.extent)
    return (*lands, *(name for _, name in sorted(towns, key=lambda one: one[0])))


def _country(text: str, longitude: float, latitude: float, extent: float, territory: int, first: int) -> Name:
    kind = "territory" if territory else "country"
    return Name(text, kind, *map(float, projected(latitude, longitude)), first, extent / 360)


def _towns(names: str, x: list[int], y: list[int], thousands: list[int], capitals: list[int]):
    """Each town with its place in the order of importance."""
    seats = set(capitals)
    columns = zip(names.split("\n"), accumulate(x), y, thousands, strict=True)
    for number, (text, east, north, people) in enumerate(columns):
        first, capital = next(zoom for least, zoom in PEOPLE if people >= least), number in seats
        place = map(float, projected(north / 100, east / 100))
        kind, first = ("capital", min(first, 5)) if capital else ("town", first)
        yield (not capital, -people, text), Name(text, kind, *place, first)
