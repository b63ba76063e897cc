"""Many who ask a server at the same time, each over a connection of its own as a proxy would, and what came of it."""

import http.client
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

PATIENCE = 60  # seconds
BROKEN = 0  # no status: the connection broke off, or nothing came


@dataclass(slots=True)
class Told:
    """Milliseconds that answers took, and how many were answered with which status."""

    took: list[float] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)

    def p(self, share: float) -> float:
        return float(np.percentile(self.took, share)) if self.took else float("inf")

    @property
    def failed(self) -> int:
        """Answers of 500 and above, and those that never came."""
        return sum(times for status, times in self.statuses.items() if status >= 500 or status == BROKEN)

    def __str__(self):
        return ", ".join(f"{times} x {status or 'broken off'}" for status, times in sorted(self.statuses.items()))


def get(port: int, path: str, patience: float = PATIENCE, **headers: str) -> int:
    """The status of an answer that was read to its end."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        connection.request("GET", path, headers={"Connection": "close", "Accept-Encoding": "gzip", **headers})
        answer = connection.getresponse()
        while answer.read(1 << 16):
            pass
    except (OSError, http.client.HTTPException):
        return BROKEN
    finally:
        connection.close()
    return answer.status


def asked(acts: Iterable[Callable[[], int]], *, hands: int, rate: float = 0, seconds: float = 0) -> Told:
    """Do all acts with so many hands, at most for so long. With a ``rate``, each is due at its own moment and takes its
    time from there, so that whoever had to wait for a hand has waited."""
    told, begun, lock = Told(), time.perf_counter(), threading.Lock()
    due = _due(acts, begun, rate, seconds)

    def lend() -> None:
        while True:
            with lock:
                at, act = next(due, (0, None))
            if act is None:
                return
            time.sleep(max(0, at - time.perf_counter()) if rate else 0)
            since = at if rate else time.perf_counter()
            status = act()
            took = (time.perf_counter() - since) * 1000
            with lock:
                told.took.append(took)
                told.statuses[status] += 1

    threads = [threading.Thread(target=lend) for _ in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def _due(acts: Iterable[Callable[[], int]], begun: float, rate: float, seconds: float) -> Iterator[tuple]:
    for number, act in enumerate(acts):
        if seconds and time.perf_counter() - begun > seconds:
            return
        yield begun + (number / rate if rate else 0), act
