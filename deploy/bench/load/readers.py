"""M1 and M2: map tiles under fifty connections beside the empty view, and pages of lists and of records."""

import shutil
from random import Random
from statistics import median

from django.db import connection

from ..server import served, spent
from ..table import at_least, at_most, hand_over, measured, not_measured, ratio_at_least
from ..throughput import loaded
from .addresses import lists, map_tiles, records

CROWD, READERS = 50, 8  # connections
TILES = 1000


def tell(sites: int, *, quick: bool) -> None:
    if not shutil.which("wrk"):
        hand_over(not_measured("readers", sites, connection.vendor, "there is no wrk here"))
        return
    seconds, rounds = (5, 1) if quick else (20, 3)
    with served() as server:
        _tell_of_tiles(sites, server, seconds, rounds)
        kinds = {"lists": lists(sites), "records": records(500)}
        kinds["lists and records"] = kinds["lists"] + kinds["records"]
        for kind, pages in kinds.items():
            Random(11).shuffle(pages)  # noqa: S311
            loaded(server, pages, 2, READERS)
            used = spent(server)
            rate, p95 = loaded(server, pages, seconds, READERS)
            each = (spent(server) - used) / (rate * seconds) * 1000
            what = f"pages of {kind} under {READERS} connections"
            hand_over(measured(f"{what}, a second", sites, connection.vendor, rate, goal=at_least(60)))
            hand_over(measured(f"{what}, p95, ms", sites, connection.vendor, p95, goal=at_most(500)))
            hand_over(measured(f"{what}, processor time of one, ms", sites, connection.vendor, each))


def _tell_of_tiles(sites: int, server, seconds: int, rounds: int) -> None:
    tiles = map_tiles(TILES)
    loaded(server, tiles, 2, CROWD)
    empty, ours = [], []
    for _ in range(rounds):
        empty.append(loaded(server, ["/empty"], seconds, CROWD))
        ours.append(loaded(server, tiles, seconds, CROWD))
    rate, p95 = (median(figures) for figures in zip(*ours, strict=True))
    limit, empty_p95 = (median(figures) for figures in zip(*empty, strict=True))
    what = f"map tiles under {CROWD} connections"
    beside = f"{what}, a second, beside the server's empty view"
    hand_over(measured(f"{what}, a second", sites, connection.vendor, rate, goal=at_least(300)))
    hand_over(measured(beside, sites, connection.vendor, rate, limit, ratio_at_least(0.6)))
    hand_over(
        measured(f"{what}, p95, ms, beside the empty view's", sites, connection.vendor, p95, empty_p95, at_most(150))
    )
