"""An accident while everybody works, and the ways back: beside the cluster, the cluster itself, and from nothing."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ..cluster import Cluster
from ..drill import trial as drill
from ..drill.faults import Fault, Undo, power_off
from ..drill.load import TABLE, Load
from ..members import members
from ..plan import DATABASES
from . import backups
from .account import Held, Row, acknowledged, compare, done, numbers_in
from .vault import VAULT, Keys

STEADY = 5  # seconds
ARCHIVED_WITHIN = 60 + 15  # archive_timeout, and the way to the vault
ACCIDENT = "DELETE FROM drill"
SWITCH = "SELECT pg_walfile_name(pg_switch_wal())"
ARCHIVED = "SELECT last_archived_wal >= '{}' FROM pg_stat_archiver"


@dataclass(frozen=True, slots=True)
class Outcome:
    """``may_lose`` is how many seconds of what was acknowledged the way back may lose; ``seconds`` is how long it took
    from its first command until the database could be read."""

    way: str
    held: Held
    seconds: float
    may_lose: float = 0

    @property
    def met(self) -> bool:
        return self.held.expected > 0 and self.held.wrong == 0 and self.held.age <= self.may_lose


@dataclass(frozen=True, slots=True)
class Accident:
    """When it happened, and the rows that were acknowledged before and after, in seconds since 1970."""

    began: float
    ended: float
    rows: list[Row]

    @property
    def second_before(self) -> float:
        return self.began - 1

    @property
    def kept(self) -> list[Row]:
        return [one for one in self.rows if one.ended <= self.second_before]

    def seen_before(self, held: set[int]) -> Held:
        """A second before, all that was acknowledged by then must be there, and nothing that began later."""
        later = [one for one in self.rows if one.began > self.second_before]
        return compare(held, must=self.kept, must_not=later, moment=self.second_before)

    def seen_at_the_end(self, held: set[int]) -> Held:
        """At the end all that was written after the accident must be there, and nothing that it took away."""
        after = [one for one in self.rows if one.began > self.ended]
        return compare(
            held, must=after, must_not=[one for one in self.rows if one.ended < self.began], moment=self.ended
        )


def without_vault(cluster: Cluster, numbers: Iterator[int]) -> drill.Outcome:
    """The vault and the primary lose their power: nobody may wait for the one because of the other."""
    return drill.try_out(cluster, Fault("vault and primary: without power", _vault_and_primary), numbers, set())


def _vault_and_primary(cluster: Cluster) -> Undo:
    return power_off(cluster, VAULT, members().primary)


def try_out(cluster: Cluster, keys: Keys, numbers: Iterator[int]) -> Iterator[Outcome]:
    accident = _have_an_accident(cluster, numbers)
    print(f"A piece of the log is in the vault {_send_the_rest(cluster):.1f} s after its end.", flush=True)
    began = time.time()
    address = backups.beside(cluster, keys, backups.END)
    yield Outcome("control, beside: to the end", accident.seen_at_the_end(numbers_in(address)), time.time() - began)
    began = time.time()
    address = backups.beside(cluster, keys, backups.until(accident.second_before))
    yield Outcome("beside: a second before", accident.seen_before(numbers_in(address)), time.time() - began)
    began = time.time()
    backups.turn_back(cluster, backups.until(accident.second_before))
    took = time.time() - began
    yield Outcome("the cluster: a second before", accident.seen_before(_in_all(cluster)), took)
    yield _lose_everything(cluster, numbers, accident.kept)


def _have_an_accident(cluster: Cluster, numbers: Iterator[int]) -> Accident:
    """A full backup and one of the changes while everybody writes, rows that are in the log alone, and then it."""
    done(cluster.writer, TABLE)
    with Load(cluster.writer, cluster.reader, numbers) as load:
        time.sleep(STEADY)
        for kind in ("full", "incr"):
            began = time.time()
            backups.keep(cluster, kind)
            print(f"A backup ({kind}) took {time.time() - began:.1f} s.", flush=True)
            time.sleep(STEADY)
        began = time.time()
        done(cluster.writer, ACCIDENT)
        ended = time.time()
        time.sleep(STEADY)
    return Accident(began, ended, acknowledged(load))


def _send_the_rest(cluster: Cluster) -> float:
    """Until all that was written is in the vault, in seconds."""
    address = cluster.directly(members().primary)
    began = time.time()
    (name,) = done(address, SWITCH)
    cluster.wait(lambda: done(address, ARCHIVED.format(name)) == (True,), "the log does not reach the vault")
    return time.time() - began


def _lose_everything(cluster: Cluster, numbers: Iterator[int], kept: list[Row]) -> Outcome:
    """All machines of the database and of etcd, with their disks, in the midst of writes."""
    with Load(cluster.writer, cluster.reader, numbers) as load:
        cluster.wait(partial(load.flows, time.monotonic(), STEADY), "writes do not return")
        time.sleep(ARCHIVED_WITHIN)
        lost = time.time()
        backups.lose(cluster)
    began = time.time()
    backups.bring_back(cluster, backups.END)
    took = time.time() - began
    held = compare(_in_all(cluster), must=[*kept, *acknowledged(load)], must_not=[], moment=lost)
    return Outcome("from nothing but vault and keys: to the end", held, took, ARCHIVED_WITHIN)


def _in_all(cluster: Cluster) -> set[int]:
    """The rows that every database holds."""
    return set.intersection(*(numbers_in(cluster.directly(host)) for host in DATABASES))
