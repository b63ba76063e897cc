"""Tiles of the map in the process, each beside PostGIS's tile of the same place and filter."""

import gzip
import json
from collections.abc import Callable, Iterator
from math import isnan, nan
from random import Random
from time import perf_counter
from urllib.parse import urlencode

import numpy as np
from django.db import connection
from django.test import RequestFactory
from django.urls import resolve
from tqdm import tqdm

from sites.maps.views import _contents as written

from . import postgis
from .parts import FULL
from .sampling import FILTERS, Tile, tile_keys, tiles
from .table import at_most, hand_over, measured, not_measured, ratio_at_most

ASK = RequestFactory()
SEED, WARMING = 7, 8
WIDE, HIGH = 6, 5  # tiles of 256 pixels that a window of 1280 x 800 shows at most
COMPRESSION = 6  # as the gzip middleware has it


def main(sites: int) -> None:
    keys = tile_keys()
    each = 14 if sites >= FULL else 3
    chosen = tiles(keys, each, SEED)
    for tile in set(tiles(keys, 4, WARMING)) - set(chosen):  # warm, but with no answer that is asked for again
        for wanted in FILTERS.values():
            asking(tile, wanted)()
    alone = [*_timed(chosen, None)]
    with postgis.beside() as cursor:
        beside = [*_timed(chosen, cursor)]
    _tell(sites, [took for took, _, _ in alone], *zip(*beside, strict=True))
    _tell_of_views(sites, chosen if sites >= FULL else chosen[::2])


def _timed(chosen: list[Tile], cursor) -> Iterator[tuple[float, float, int]]:
    """Every tile under every filter once, in any order: milliseconds of ours and of PostGIS, bytes of ours.

    PostGIS works on both cores, and what it leaves in their caches is not ours: absolute figures are taken without it,
    the ratio beside it.
    """
    written.cache_clear()
    asked = [(tile, wanted) for tile in chosen for wanted in FILTERS.values()]
    Random(SEED).shuffle(asked)  # noqa: S311
    for tile, wanted in tqdm(asked, desc=f"Tiles on {connection.vendor}", unit=" tiles"):
        ask = asking(tile, wanted)
        begun = perf_counter()
        body = ask()
        done = perf_counter()
        if cursor:
            postgis.tile(cursor, *tile, wanted)
        theirs = perf_counter() - done if cursor else nan
        yield (done - begun) * 1000, theirs * 1000, len(gzip.compress(body, COMPRESSION))


def asking(tile: Tile, wanted: dict[str, list[str]]) -> Callable[[], bytes]:
    """What answers with the tile as the product's view does."""
    path = f"/map/{tile.z}/{tile.x}/{tile.y}.json"
    request = ASK.get(f"{path}?{urlencode(wanted, doseq=True)}")
    view, _, named = resolve(path)
    return lambda: view(request, **named).content


def _tell(sites: int, alone: list, took: tuple, theirs: tuple, sent: tuple) -> None:
    database = connection.vendor
    for what, share, goal in (("p50", 50, None), ("p95", 95, at_most(5)), ("worst", 100, at_most(15))):
        ours = np.percentile(alone, share)
        hand_over(measured(f"a map tile, all zooms and filters, {what}, ms", sites, database, ours, goal=goal))
    for what, share, goal in (("p50", 50, None), ("p95", 95, ratio_at_most(1 / 50))):
        named = f"the same beside PostGIS ST_AsMVT, {what}, ms"
        ours, limit = np.percentile(took, share), np.percentile(theirs, share)
        if isnan(limit):
            hand_over(not_measured(named, sites, database, "there is no PostGIS here"))
        else:
            hand_over(measured(named, sites, database, ours, limit, goal))
    hand_over(measured("a tile on the wire, largest, KB gzip", sites, database, max(sent) / 1024, goal=at_most(4)))


def _tell_of_views(sites: int, chosen: list[Tile]) -> None:
    shown = max(map(_features, tqdm(chosen, desc="Views", unit=" views")))
    hand_over(measured("features in a view of 1280 x 800, most", sites, connection.vendor, shown, goal=at_most(2000)))


def _features(middle: Tile) -> int:
    """What a window around a tile shows, in sites and clusters."""
    side = 1 << middle.z
    across = {(middle.x + step) % side for step in range(-WIDE // 2, WIDE // 2)}
    down = {middle.y + step for step in range(-(HIGH // 2), HIGH // 2 + 1)} & set(range(side))
    bodies = [json.loads(asking(Tile(middle.z, x, y), {})()) for x in across for y in down]
    return sum(len(held) for body in bodies for held in body.values() if isinstance(held, list))
