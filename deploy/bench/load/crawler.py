"""M4: a crawler that follows every filter, order, page and format at an even pace; and one that knows no pause."""

import threading
from functools import partial
from itertools import cycle

from django.db import connection

from ..server import memory, served
from ..table import at_most, hand_over, measured
from .addresses import crawled, lists
from .asking import Told, asked, get

PACE = 20  # addresses a second
HANDS = 32
GREEDY = {"X-Forwarded-For": "203.0.113.77"}
OTHER = {"X-Forwarded-For": "198.51.100.8"}


def tell(sites: int, *, quick: bool) -> None:
    _tell_of_a_crawler(sites, crawled(200 if quick else 2000))
    _tell_of_a_greedy_one(sites, lists(sites), seconds=20 if quick else 120)


def _tell_of_a_crawler(sites: int, pages: list[str]) -> None:
    """It comes from an address that many share, so nothing slows it down: this is what it costs."""
    with served() as server:
        for warm in ("/", "/sites/", "/summary/", "/articles/", "/sites.csv"):
            server.each_worker("/numbered/0/0/0.json")
            get(server.port, warm)
        before = {worker: memory(worker, "VmRSS", "status") for worker in server.workers}
        told = asked((partial(get, server.port, page) for page in pages), hands=HANDS, rate=PACE)
        grown = max(memory(worker, "VmRSS", "status") - held for worker, held in before.items())
    what = f"a crawler, {len(pages):,} addresses at {PACE} a second"
    hand_over(measured(f"{what}, p95, ms", sites, connection.vendor, told.p(95), goal=at_most(1000)))
    hand_over(measured(f"{what}, growth of a worker's memory, MB", sites, connection.vendor, grown, goal=at_most(50)))
    hand_over(measured(f"{what}, failed", sites, connection.vendor, told.failed, goal=at_most(0)))


def _tell_of_a_greedy_one(sites: int, pages: list[str], seconds: int) -> None:
    """As fast as eight connections take it, from an address of its own, with a small purse; one reader beside it."""
    with served(environment={"PROXIES": "1", "READER_SECONDS": "4"}) as server:
        stop, beside = threading.Event(), Told()

        def read() -> None:
            for page in cycle(pages):
                if stop.wait(0.5):
                    return
                one = asked([partial(get, server.port, page, **OTHER)], hands=1)
                beside.took.extend(one.took)
                beside.statuses.update(one.statuses)

        reader = threading.Thread(target=read)
        reader.start()
        told = asked((partial(get, server.port, page, **GREEDY) for page in cycle(pages)), hands=8, seconds=seconds)
        stop.set()
        reader.join()
    what = f"one address that asks without a pause for {seconds} s"
    share = told.statuses[429] / max(1, told.statuses.total())
    hand_over(measured(f"{what}, share told to wait (429)", sites, connection.vendor, share))
    hand_over(measured(f"{what}, failed", sites, connection.vendor, told.failed, goal=at_most(0)))
    what += "; a reader beside it"
    refused = beside.statuses.total() - beside.statuses[200]
    hand_over(measured(f"{what}, p95, ms", sites, connection.vendor, beside.p(95), goal=at_most(1000)))
    hand_over(measured(f"{what}, not answered", sites, connection.vendor, refused, goal=at_most(0)))
