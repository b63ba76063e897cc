"""How soon a new worker answers with the map, and what it holds in memory while it serves a million sites."""

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from django.db import connection

from .parts import FULL
from .sampling import tile_keys, tiles
from .server import memory, served
from .table import at_most, hand_over, measured

ROOT = Path(__file__).resolve().parents[2]
FIRST_TILE = """
import django
django.setup()
from django.test import RequestFactory
from django.urls import resolve
view, _, named = resolve("/map/4/9/6.json")
assert view(RequestFactory().get("/map/4/9/6.json"), **named).status_code == 200
"""


def main(sites: int) -> None:
    _first_tile()  # whatever was to be saved is saved now
    took = median(_first_tile() for _ in range(3 if sites >= FULL else 1))
    what = "a new process until its first tile, from saved columns, s"
    hand_over(measured(what, sites, connection.vendor, took, goal=at_most(1)))
    _tell_of_memory(sites)


def _first_tile() -> float:
    begun = perf_counter()
    subprocess.run([sys.executable, "-c", FIRST_TILE], cwd=ROOT, check=True)
    return perf_counter() - begun


def _tell_of_memory(sites: int) -> None:
    with served() as server:
        for tile in tiles(tile_keys(), 4 if sites >= FULL else 1, seed=3):
            server.each_worker(f"/numbered/{tile.z}/{tile.x}/{tile.y}.json?on=2016-01-01")
        for what, names in (
            ("resident", ["Rss"]),
            ("its own share", ["Pss"]),
            ("private", ["Private_Clean", "Private_Dirty"]),
        ):
            held = max(sum(memory(worker, name) for name in names) for worker in server.workers)
            hand_over(measured(f"memory of a worker after some tiles, {what}, MB", sites, connection.vendor, held))
