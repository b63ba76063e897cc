"""Answers a second over HTTP: tiles beside an empty view of the same server, and pages of the list."""

import re
import shutil
import subprocess
from pathlib import Path
from random import Random
from statistics import median
from tempfile import NamedTemporaryFile
from urllib.parse import urlencode

from django.db import connection
from tqdm import tqdm

from .parts import FULL
from .sampling import FILTERS, tile_keys, tiles
from .server import Server, served
from .table import at_least, hand_over, measured, not_measured, ratio_at_least

SCRIPT = Path(__file__).with_name("addresses.lua")
SERVERS = {"as configured": (), "sync": ("--threads", "1")}
CONNECTIONS = 8
AGAIN = 1000  # tiles: what some dozens of readers look at
PAGED = 41_158  # sites: the length of list for which the goal is set
PAGE = 50


def main(sites: int) -> None:
    if not shutil.which("wrk"):
        hand_over(not_measured("map tiles and list pages over HTTP", sites, connection.vendor, "there is no wrk here"))
        return
    keys, quick = tile_keys(), sites < FULL
    addresses = [
        f"/map/{tile.z}/{tile.x}/{tile.y}.json?{urlencode(wanted, doseq=True)}"
        for tile in tiles(keys, 100 if quick else 400, seed=11)
        for wanted in FILTERS.values()
    ]
    Random(11).shuffle(addresses)  # noqa: S311
    for name, options in list(SERVERS.items())[: 1 if quick else None]:
        with served(*options) as server:
            _tell_of_tiles(sites, name, server, addresses)
            if not options:
                tell_of_pages(sites, server, quick=quick)


def _tell_of_tiles(sites: int, name: str, server: Server, addresses: list[str]) -> None:
    """Tiles that nobody asked for before, and those that readers ask for again, both beside the empty view."""
    rounds, seconds = (5, 3) if sites >= FULL else (1, 1)
    fresh = [addresses[start::rounds] for start in range(rounds)]  # more of them than a round can ask for
    again = addresses[:AGAIN]
    first, empty = [], []
    for some in tqdm(fresh, desc=f"HTTP, {name}, {connection.vendor}", unit=" rounds"):
        empty.append(a_second(server, ["/empty"], seconds))
        first.append(a_second(server, some, seconds))
    a_second(server, again, 2)
    later = [a_second(server, again, seconds) for _ in fresh]
    for ours, asked in ((first, "each for the first time"), (later, "asked for again")):
        what = f"map tiles over HTTP, {asked}, server {name}, a second, beside its empty view"
        hand_over(measured(what, sites, connection.vendor, median(ours), median(empty), ratio_at_least(0.6)))


def tell_of_pages(sites: int, server: Server, *, quick: bool) -> None:
    """The goal is set for 41,158 sites; of a larger catalogue the first pages, as many as those would fill."""
    pages = [f"/sites/?page={page}" for page in range(1, min(sites, PAGED) // PAGE)]
    Random(11).shuffle(pages)  # noqa: S311
    a_second(server, pages, 1)
    found = a_second(server, pages, 1 if quick else 10)
    hand_over(
        measured("list pages of 50 rows over HTTP, a second", sites, connection.vendor, found, goal=at_least(300))
    )


def a_second(server: Server, addresses: list[str], seconds: int) -> float:
    """How many of these addresses, one after the other, are answered in a second. Any answer but 200 ends it all."""
    return loaded(server, addresses, seconds, CONNECTIONS)[0]


def loaded(server: Server, addresses: list[str], seconds: int, connections: int) -> tuple[float, float]:
    """Answers a second under so many connections, and the milliseconds that 95 of 100 took at most."""
    with NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(addresses))
        listed.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", str(SCRIPT)]
        command += [server.url, "--", listed.name]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate, p95 = (re.search(rf"{name}:\s+([\d.]+)", said) for name in ("Requests/sec", "p95 ms"))
    if "Non-2xx" in said or "Socket errors" in said or not (rate and p95):
        raise SystemExit(f"wrk was not answered as it should be:\n{said}")
    return float(rate[1]), float(p95[1])
