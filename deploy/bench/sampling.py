"""The tiles that are asked for: at every zoom the fullest, and others drawn at random by the sites that they hold."""

from random import Random
from typing import NamedTuple

import numpy as np
from django.db import connection

DEEPEST = 24
ZOOMS = range(19)
# Every filter of the map but words and areas; the days are those of a reader who looks back.
FILTERS = {
    "none": {},
    "level": {"level": ["severe", "destroyed"]},
    "cause": {"cause": ["looting"]},
    "country, kind": {"country": ["SY", "UA"], "kind": ["religious"]},
    "verification, contested": {"verification": ["confirmed"], "contested": ["no"]},
    "on": {"on": ["2015-09-01"]},
    "known": {"known": ["2016-02-01"]},
    "on, known, level": {"on": ["2022-09-01"], "known": ["2023-03-01"], "level": ["severe", "destroyed"]},
    "after, before": {"after": ["2014-01-01"], "before": ["2016-12-31"]},
}


class Tile(NamedTuple):
    z: int
    x: int
    y: int


def tile_keys() -> np.ndarray:
    """The keys of all sites that have a public place, ascending."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tile_key FROM heritage_entry WHERE tile_key IS NOT NULL ORDER BY tile_key")
        return np.fromiter((key for (key,) in cursor), np.int64)


def tiles(keys: np.ndarray, each: int, seed: int) -> list[Tile]:
    """At every zoom the fullest tile and up to ``each - 1`` others, every one once."""
    chance = Random(seed)  # noqa: S311
    return [tile for z in ZOOMS for tile in _at_zoom(keys >> 2 * (DEEPEST - z), z, each, chance)]


def _at_zoom(held: np.ndarray, z: int, each: int, chance: Random) -> list[Tile]:
    keys, counts = np.unique(held, return_counts=True)
    drawn = [int(keys[counts.argmax()])] + [int(held[chance.randrange(len(held))]) for _ in range(each - 1)]
    return [Tile(z, _gathered(key), _gathered(key >> 1)) for key in dict.fromkeys(drawn)]


def _gathered(bits: int) -> int:
    """Every second bit, together: 0b010101 becomes 0b111."""
    return sum((bits >> 2 * at & 1) << at for at in range(DEEPEST))
