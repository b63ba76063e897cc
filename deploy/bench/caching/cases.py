"""Cases of readers, records and caches, and what is left for the server in each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from .cache import ANEW, HIT, STANDS, Cache, replayed
from .looks import KINDS, ROOM, Readers
from .popularity import Counted, Popularity, Zipf

MILLION = 1_000_000
# As the part `costs` of the benchmark measured them, by kind (PostgreSQL): processor time of an answer made, of one
# that still stands, and bytes on the wire.
MADE = np.array([66.9, 21.9, 12.1, 9.6, 37.2, 0.86, 13.2, 5.3])  # ms
STOOD = np.array([65.0, 21.3, 9.6, 8.4, 35.7, 0.62, 0.67, 0.58])  # ms
WEIGHTS = np.array([37_200, 7_200, 4_900, 4_800, 13_600, 350, 3_400, 720]) + 1_000  # with what Varnish adds to each
USUAL = Zipf(MILLION, 0.8)
BUSY = 0.5  # of a core: beyond that readers wait for each other


@dataclass(frozen=True)
class Case:
    """Readers at once, records that they choose from, and the cache in front of the server."""

    readers: int = 10_000
    records: Popularity = USUAL
    fresh: float = 30
    published: float = 60  # seconds from one publication to the next
    room: float = 1e9
    burst: float = 0
    crawled: float = 0
    seconds: int = 150

    @property
    def warm(self) -> int:
        """Seconds until what is counted begins."""
        return self.seconds // 2


@dataclass(frozen=True)
class Carried:
    """For each kind the requests a second that ended so: HIT, STANDS, ANEW."""

    a_second: np.ndarray

    @property
    def hits(self) -> float:
        return float(self.a_second[:, HIT].sum() / self.a_second.sum())

    @property
    def reaching(self) -> float:
        return float(self.a_second[:, [STANDS, ANEW]].sum())

    @property
    def busy(self) -> np.ndarray:
        """Cores that are wholly busy with each kind."""
        return (self.a_second[:, ANEW] * MADE + self.a_second[:, STANDS] * STOOD) / 1000

    @property
    def cores(self) -> float:
        return float(self.busy.sum() / BUSY)


def carried(case: Case, seed: int = 1) -> Carried:
    chance = np.random.default_rng(seed)
    published = np.cumsum(chance.exponential(case.published, size=int(10 + 3 * case.seconds / case.published)))
    readers = Readers(case.readers, case.records, case.burst, case.crawled)
    requests = readers.requests(case.seconds, chance)
    counted = np.zeros((len(KINDS), 3))
    for second, (kinds, ends) in enumerate(replayed(Cache(case.fresh, case.room), requests, published, WEIGHTS, ROOM)):
        if second >= case.warm:
            np.add.at(counted, (kinds, ends), 1)
    return Carried(counted / (case.seconds - case.warm))


def cases(counts: Path | None) -> Iterator[tuple[str, Case]]:
    usual = Case()
    yield "10,000 readers, a million records, 30 s", usual
    for readers in (100, 1_000, 100_000):
        yield f"{readers:,} readers", replace(usual, readers=readers, seconds=90 if readers > 10_000 else 150)
    for fresh in (0, 10, 40):
        yield f"fresh for {fresh} s", replace(usual, fresh=fresh)
    for many in (10 * MILLION, 100 * MILLION, 1000 * MILLION):
        yield f"{many // MILLION:,} million records", replace(usual, records=Zipf(many, 0.8))
    for exponent in (0.6, 1.0, 1.4):
        yield f"Zipf exponent {exponent}", replace(usual, records=Zipf(MILLION, exponent))
    for published in (1, 3600):
        yield f"published every {published:,} s", replace(usual, published=published)
        yield "the same, not fresh (0 s)", replace(usual, published=published, fresh=0)
    for room in (1e7, 1e8):
        yield f"a cache of {room / 1e6:,.0f} MB", replace(usual, room=room)
    yield (
        "a news day: 57 times as many as 1,000, six of ten for one record",
        replace(usual, readers=57_000, burst=0.6, seconds=90),
    )
    yield "the same, fresh for 0 s", replace(usual, readers=57_000, burst=0.6, seconds=90, fresh=0)
    yield "programs ask for 50 pages a second beside", replace(usual, crawled=50)
    if counts:
        found = Counted.kept_in(counts)
        yield f"as counted in {counts.name}, {found.many:,} records", replace(usual, records=found)
