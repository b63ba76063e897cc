"""One fault, struck while everybody works: what was sent, failed and lost, and how long nobody could write."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import psycopg2

from ..cluster import Cluster
from ..members import members
from ..network import inside
from ..plan import APP, DATABASES, Host
from .faults import Fault
from .load import TABLE, Attempt, Client, Load

STEADY, CALM = 4, 3  # seconds
LONGEST = 90
GOAL = 30
REPLAYED = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"


@dataclass(frozen=True, slots=True)
class Outcome:
    """``paused`` is the longest that a writer had to wait after the fault, None where all must wait until it is undone;
    ``paused_again`` is the longest after that.

    ``kept`` counts rows that are there though nobody was told so; ``lost`` those that are not, though somebody was. A
    ``control`` is there to lose some: otherwise nobody would know that the drill can see it.
    """

    fault: str
    sent: int
    failed: int
    lost: int
    kept: int
    paused: float | None
    paused_again: float
    reads: int
    reads_failed: int
    reads_paused: float
    went_back: int
    primary: str
    reasons: dict[str, int]
    control: bool

    @property
    def met(self) -> bool:
        if self.control:
            return self.lost > 0
        return self.lost == 0 and max(self.paused or 0, self.paused_again) <= GOAL


@dataclass(frozen=True, slots=True)
class Moments:
    """When a fault was struck, and when it was undone."""

    struck: float
    undone: float


def try_out(cluster: Cluster, fault: Fault, numbers: Iterator[int], acknowledged: set[int]) -> Outcome:
    """Strike, wait, undo, and look for every row that was ever acknowledged: those of former trials are handed in as
    ``acknowledged``, which grows by those of this one."""
    cluster.await_whole()
    before = members().primary
    with Load(cluster.writer, cluster.reader, numbers) as load:
        time.sleep(STEADY)
        struck = time.monotonic()
        undo = fault.strike(cluster)
        _outlast(load, struck, fault)
        undone = time.monotonic()
        undo()
        cluster.await_whole()
        cluster.wait(lambda: load.flows(undone, CALM), "writes do not return")
    acknowledged |= load.acknowledged
    held = _held(cluster)
    lost = acknowledged - held
    acknowledged -= lost  # they are told of once
    passed = f"{before.name} → {members().primary.name}"
    return _outcome(fault, load, Moments(struck, undone), lost=len(lost), held=held, primary=passed)


def _outcome(fault: Fault, load: Load, at: Moments, *, lost: int, held: set[int], primary: str) -> Outcome:
    writes = [one for client in load.writers for one in client.attempts]
    reads = [one for client in load.readers for one in client.attempts]
    return Outcome(
        fault=fault.about,
        sent=len(writes),
        failed=sum(bool(one.why) for one in writes),
        lost=lost,
        kept=len(held & set(load.tried) - load.acknowledged),
        paused=_worst(load.writers, at.struck, at.undone) if fault.writes_go_on else None,
        paused_again=_worst(load.writers, at.undone, float("inf")),
        reads=len(reads),
        reads_failed=sum(bool(one.why) for one in reads),
        reads_paused=_worst(load.readers, at.struck, float("inf")),
        went_back=sum(_went_back(client.attempts) for client in load.readers),
        primary=primary,
        reasons=dict(Counter(one.why for one in [*writes, *reads] if one.why)),
        control=fault.control,
    )


def make_table(cluster: Cluster) -> None:
    with inside(APP), psycopg2.connect(cluster.writer) as connection, connection.cursor() as cursor:
        cursor.execute(TABLE)


def _outlast(load: Load, struck: float, fault: Fault) -> None:
    """Until the fault has done its worst, and writes have returned if they can."""
    while (passed := time.monotonic() - struck) < LONGEST:
        if passed > fault.lasts and (not fault.writes_go_on or load.flows(struck, CALM)):
            return
        time.sleep(0.5)


def _worst(clients: list[Client], since: float, until: float) -> float:
    """The longest time, within a span, in which one client had no success."""
    return max(max(_pauses(client.attempts, since, until), default=0) for client in clients)


def _pauses(attempts: list[Attempt], since: float, until: float) -> Iterator[float]:
    last = since
    for one in attempts:
        if not one.why and one.ended > since:
            yield min(one.ended, until) - min(last, until)
            last = one.ended


def _went_back(attempts: list[Attempt]) -> int:
    """How often a reader saw less than it had seen before."""
    seen = [one.number for one in attempts if not one.why]
    return sum(later < earlier for earlier, later in pairwise(seen))


def _held(cluster: Cluster) -> set[int]:
    """The rows that every database holds, once the standbys have everything that the primary has."""
    primary = members().primary
    (position,) = _asked(cluster, primary, "SELECT pg_current_wal_lsn()")
    for host in DATABASES:
        if host != primary:
            cluster.wait(
                lambda host=host: _asked(cluster, host, REPLAYED, position) == [True], f"{host.name} is behind"
            )
    return set.intersection(*(set(_asked(cluster, host, "SELECT number FROM drill")) for host in DATABASES))


def _asked(cluster: Cluster, host: Host, question: str, *values) -> list:
    with inside(APP), psycopg2.connect(cluster.directly(host)) as connection, connection.cursor() as cursor:
        cursor.execute(question, values)
        return [row[0] for row in cursor]
