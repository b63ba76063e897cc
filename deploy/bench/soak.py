"""M8: readers, editors, a crawler and files together for MINUTES=30, while one worker is killed again and again."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle

from django.db import connection
from tqdm import tqdm

from . import load
from .load.addresses import crawled, mixed
from .load.asking import BROKEN, Told, asked, get
from .load.editors import SAVED, Editor, lost, subjects
from .load.files import FILES
from .parts import FULL
from .server import Server, memory, served
from .table import at_least, at_most, hand_over, measured

KILLED = 40  # seconds from one kill to the next
HANDS = 19  # everybody's: no more answers can be under way when a worker is killed
SETTLED = 0.2  # of the time: what is needed at all is in memory by then
LONG = 900  # seconds, from which on a worker is warm when it is looked at first
REFUSED = 503  # of a file, with the time to come back: it is part of the promise
Acts = Iterator[Callable[[], int]]


def main(sites: int) -> None:
    """A run with fewer sites lasts a minute, unless MINUTES says otherwise."""
    load.prepare()
    seconds = 60 * float(os.environ.get("MINUTES", 30 if sites >= FULL else 1))
    with served() as server:
        _tell(server, seconds)


def _tell(server: Server, seconds: float) -> None:
    editors = [Editor(server.port, f"soak-editor-{number}") for number in range(2)]
    told = {kind: Told() for kind in ("readers", "editors", "crawler", "files")}
    killing = Killing(server, seconds)
    busy = [
        threading.Thread(target=lambda kind=kind, acts=acts, how=how: _into(told[kind], asked(acts, **how)))
        for kind, acts, how in _loads(server, editors, seconds)
    ]
    for one in [*busy, killing]:
        one.start()
    for one in [*busy, killing]:
        one.join()
    _hand_over(told, killing, lost(editors), seconds)


def _loads(server: Server, editors: list[Editor], seconds: float) -> Iterator[tuple[str, Acts, dict]]:
    """What everybody does, with how many hands and at which pace."""
    pages = mixed(load.LOADED, 5000)
    for kind, paths, hands, rate in (
        ("readers", pages, 8, 20), ("crawler", crawled(2000), 8, 5), ("files", FILES, 1, 0.05),
    ):  # fmt: skip
        yield kind, (partial(get, server.port, path) for path in cycle(paths)), _paced(hands, rate, seconds)
    saves = (partial(editors[at % len(editors)].save, *pair) for at, pair in enumerate(cycle(subjects())))
    yield "editors", saves, _paced(len(editors), 1, seconds)


def _paced(hands: int, rate: float, seconds: float) -> dict:
    return {"hands": hands, "rate": rate, "seconds": seconds}


def _into(told: Told, more: Told) -> None:
    told.took.extend(more.took)
    told.statuses.update(more.statuses)


class Killing(threading.Thread):
    """Kills the younger worker every now and then, and watches what the elder holds in memory."""

    def __init__(self, server: Server, seconds: float):
        super().__init__()
        self._server, self._seconds, self.kills = server, seconds, 0
        self._elder, self.held = server.workers[0], []

    def run(self) -> None:
        begun = time.monotonic()
        with tqdm(total=round(self._seconds), desc=f"Soaking {connection.vendor}", unit=" s") as bar:
            while (passed := time.monotonic() - begun) < self._seconds:
                time.sleep(1)
                bar.update(1)
                self.held.append((passed, memory(self._elder, "VmRSS", "status")))
                if passed // KILLED > self.kills:
                    self._kill()

    def _kill(self) -> None:
        self.kills += 1
        for worker in self._server.workers:
            if worker != self._elder:
                os.kill(worker, signal.SIGKILL)

    @property
    def growth(self) -> float:
        """Of the elder, in percent: from when it was warm to the end, the mean of a tenth of the time each."""
        tenth = max(1, len(self.held) // 10)
        warm = [held for passed, held in self.held if passed >= self._seconds * SETTLED][:tenth]
        last = [held for _, held in self.held[-tenth:]]
        return (sum(last) / len(last)) / (sum(warm) / len(warm)) * 100 - 100


def _hand_over(told: dict[str, Told], killing: Killing, missing: int, seconds: float) -> None:
    what, at, database = f"soak of {seconds / 60:g} minutes", load.LOADED, connection.vendor
    statuses = sum((one.statuses for one in told.values()), start=Told().statuses)
    unexplained = sum(times for status, times in statuses.items() if status >= 500) - told["files"].statuses[REFUSED]
    broken = statuses[BROKEN] / max(1, killing.kills)
    rows = [
        ("answers", statuses.total(), None),
        ("workers killed", killing.kills, at_least(1)),
        ("answers of 500 and above that nothing explains", unexplained, at_most(0)),
        ("answers broken off, for each kill", broken, at_most(HANDS)),
        ("reports saved", told["editors"].statuses[SAVED], at_least(1)),
        ("saves that are not there", missing, at_most(0)),
        ("growth of the memory of a worker that lived, %", killing.growth, at_most(5) if seconds >= LONG else None),
        *((f"{kind}, p95, ms", one.p(95), None) for kind, one in told.items()),
    ]
    for row, figure, goal in rows:
        hand_over(measured(f"{what}: {row}", at, database, figure, goal=goal))
