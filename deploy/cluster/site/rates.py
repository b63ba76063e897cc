"""Answers a second with one, two and three application servers, with the cache and without, in one run.

Each server is held to the same share of a processor, so that a second one adds what a second machine would. Nine of ten
requests ask for one of twenty addresses, the tenth for one that nobody has asked for: the cache can carry nine.
"""

import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path
from statistics import median

from .. import plan, share
from . import switch
from .people import READ
from .site import Site

SCRIPT = Path(__file__).resolve().parents[2] / "bench" / "addresses.lua"
SHARE = 0.25  # of one processor, for each application server
WARMING, SECONDS, ROUNDS, CONNECTIONS = 5, 15, 3, 12
OFTEN, SELDOM = 20, 1000  # addresses
FIRST, DAYS = date(2013, 1, 1), 4700
ANSWERS = ("ready", "by_address", "living")  # backends of the front
PLACES = ((1, 1), (2, 2), (3, 2))  # application servers, standbys


@dataclass(frozen=True, slots=True)
class Rate:
    """``plain`` and ``cached`` are answers a second."""

    servers: int
    standbys: int
    plain: float
    cached: float


def measured(site: Site, slugs: list[str]) -> list[Rate]:
    """The servers' shares, and who is asked, are afterwards as they were."""
    for host in plan.SERVERS:
        share.hold(site.machine(host), SHARE)
    try:
        return [_measured(site, slugs, *place) for place in PLACES]
    finally:
        for host in plan.SERVERS:
            share.hold(site.machine(host), None)
        _let_in(site, len(plan.SERVERS), len(plan.DATABASES))


def _measured(site: Site, slugs: list[str], servers: int, standbys: int) -> Rate:
    _let_in(site, servers, standbys)
    plain, cached = [], []
    for turn in range(ROUNDS):
        for port, into in ((plan.FETCHED, plain), (plan.SITE, cached)):
            into.append(_tried(site.cluster.folder / f"addresses.{servers}.{turn}.{port}", port, slugs))
    return Rate(servers, standbys, median(plain), median(cached))


def _let_in(site: Site, servers: int, standbys: int) -> None:
    front, door = site.machine(plan.FRONT), site.machine(plan.DOOR)
    switch.leave(front, "front.sock", ANSWERS, plan.SERVERS, plan.SERVERS[:servers])
    primary = site.primary
    others = [one for one in plan.DATABASES if one != primary]
    switch.leave(door, "haproxy.sock", ("standbys",), plan.DATABASES, [*others[:standbys], primary])
    time.sleep(3)  # until whoever comes back was looked at


def _tried(file: Path, port: int, slugs: list[str]) -> float:
    """Answers a second, once what is asked for often has been asked for."""
    paths = [*dict.fromkeys(path.format(slug=slug) for slug in slugs for path in READ if not path.endswith(".csv"))]
    often = list(islice(_told_apart(paths, next(_runs)), OFTEN))
    file.write_text("\n".join(often))
    _a_second(port, file, WARMING)
    file.write_text("\n".join(_mixed(often, _told_apart(paths, next(_runs)))))
    return _a_second(port, file, SECONDS)


def _mixed(often: list[str], seldom: Iterator[str]) -> Iterator[str]:
    """As `addresses.lua` takes them, one after the other."""
    for at in range(SELDOM * 10):
        yield next(seldom) if at % 10 == 0 else often[at % OFTEN]


_runs = count()


def _told_apart(paths: list[str], run: int) -> Iterator[str]:
    """Addresses that differ from those of every other run, without an end."""
    for number in count():
        path, day = (
            paths[number % len(paths)],
            FIRST + timedelta(days=(run * SELDOM // 10 + number // len(paths)) % DAYS),
        )
        yield f"{path}{'&' if '?' in path else '?'}on={day}"


def _a_second(port: int, file: Path, seconds: int) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", SCRIPT, f"http://{plan.FRONT.address}:{port}"]
    asked = ["ip", "netns", "exec", plan.APP.namespace, *command, "--", file]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    answers = int(re.search(r"(\d+) requests in", said)[1]) - int(refused[1] if refused else 0)
    return answers / seconds
