"""M5: five whole files at once, pages beside them, and more readers than there are places."""

import http.client
import threading
import time
from functools import partial
from itertools import cycle

from django.db import connection

from ..files import resident
from ..server import Server, memory, served
from ..table import at_most, hand_over, measured
from .addresses import lists
from .asking import BROKEN, asked, get

FILES = ("/reports.csv", "/reports.geojson", "/articles.csv", "/sites.xlsx", "/data/package.zip")
SAME = ("/reports.csv",) * 5
CROWD = ("/sites.xlsx",) * 16


def tell(sites: int, *, quick: bool) -> None:
    with served() as server:
        for path in ("/sites.csv?country=AD", "/reports.csv?country=AD", "/sites.xlsx?country=AD"):
            [get(server.port, path) for _ in range(4)]
        for what, paths in (("the file of all reports", SAME), ("different whole files", FILES)):
            _tell_of(sites, server, what, paths)
        _tell_of_a_crowd(sites, server)


def _tell_of(sites: int, server: Server, what: str, paths: tuple[str, ...]) -> None:
    before = {worker: resident(worker) for worker in server.workers}
    first, statuses, pages = _taken(server, paths, lists(sites))
    grown = max(memory(worker, "VmHWM", "status") - held for worker, held in before.items())
    told = f"{what}, {len(paths)} at once"
    at, database = sites, connection.vendor
    streamed = [took for path, took in zip(paths, first, strict=True) if path.endswith(("csv", "zip", "geojson"))]
    hand_over(measured(f"{told}: first byte, slowest of those sent as they are made, s", at, database, max(streamed),
                       goal=at_most(1)))  # fmt: skip
    if len(streamed) < len(first):
        hand_over(measured(f"{told}: first byte of the workbook, s", at, database, max(first)))
    hand_over(measured(f"{told}: growth of a worker's memory, MB", at, database, grown, goal=at_most(50)))
    hand_over(measured(f"{told}: not answered", at, database, sum(s != 200 for s in statuses), goal=at_most(0)))
    hand_over(measured(f"{told}: pages beside them, p95, ms", at, database, pages.p(95), goal=at_most(1000)))


def _tell_of_a_crowd(sites: int, server: Server) -> None:
    _, statuses, pages = _taken(server, CROWD, lists(sites))
    what = f"{len(CROWD)} ask for the workbook of all sites at once"
    later, failed = statuses.count(503), sum(status not in (200, 503) for status in statuses)
    hand_over(measured(f"{what}: told to come back (503)", sites, connection.vendor, later))
    hand_over(measured(f"{what}: failed", sites, connection.vendor, failed, goal=at_most(0)))
    hand_over(
        measured(f"{what}: pages beside them, p95, ms", sites, connection.vendor, pages.p(95), goal=at_most(1000))
    )


def _taken(server: Server, paths: tuple[str, ...], pages: list[str]):
    """Seconds until each first byte, each status, and what a reader of pages met meanwhile."""
    first, statuses = [0.0] * len(paths), [BROKEN] * len(paths)

    def take(at: int) -> None:
        begun = time.perf_counter()
        try:
            answer = server.get(paths[at])
            answer.read(1)
            first[at], statuses[at] = time.perf_counter() - begun, answer.status
            while answer.read(1 << 16):
                pass
        except (OSError, http.client.HTTPException):
            statuses[at] = BROKEN

    takers = [threading.Thread(target=take, args=[at]) for at in range(len(paths))]
    for taker in takers:
        taker.start()
    busy = (partial(get, server.port, page) for page in cycle(pages))
    beside = asked(_while(takers, busy), hands=2, rate=5)
    for taker in takers:
        taker.join()
    return first, statuses, beside


def _while(takers, acts):
    for act in acts:
        if not any(taker.is_alive() for taker in takers):
            return
        yield act
