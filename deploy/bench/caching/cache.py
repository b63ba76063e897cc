"""A cache in front of the server: what it answers by itself, what it asks about, and what it must be given anew."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

HIT, STANDS, ANEW = range(3)  # answered by itself; asked whether it still stands, and it does; made by the server
KEPT = 120  # seconds for which Varnish remembers what is no longer fresh, to ask whether it still stands


@dataclass
class Cache:
    """Answers are ``fresh`` for so many seconds from when they were fetched. Of two revisions no two answers are the
    same. ``room`` is in bytes; what was not asked for longest goes first."""

    fresh: float
    room: float = float("inf")
    _held: dict[int, tuple[float, int, int]] = field(default_factory=dict)  # fetched, revision, bytes; oldest use first
    _full: int = 0

    def asked(self, address: int, moment: float, revision: int, weight: int) -> int:
        held = self._held.pop(address, None)
        if held and moment - held[0] < self.fresh:
            self._held[address] = held
            return HIT
        stands = held is not None and held[1] == revision and moment - held[0] < self.fresh + KEPT
        self._full += weight - (held[2] if held else 0)
        self._held[address] = (moment, revision, weight)
        while self._full > self.room:
            self._full -= self._held.pop(next(iter(self._held)))[2]
        return STANDS if stands else ANEW


def replayed(
    cache: Cache,
    requests: Iterable[tuple[np.ndarray, np.ndarray]],
    published: np.ndarray,
    weights: np.ndarray,
    room: int,
) -> Iterable[tuple[np.ndarray, np.ndarray]]:
    """(moments, addresses) → for each second (kinds, outcomes). ``published`` are the moments of revisions, in order;
    ``weights`` the bytes of each kind; ``room`` how many addresses a kind has."""
    for moments, addresses in requests:
        kinds = addresses // room
        revisions = np.searchsorted(published, moments)
        asked = zip(addresses.tolist(), moments.tolist(), revisions.tolist(), weights[kinds].tolist(), strict=True)
        yield kinds, np.fromiter((cache.asked(*one) for one in asked), np.int8, len(addresses))


def expected_by_time(shares: np.ndarray, a_second: float, fresh: float) -> float:
    """The share of hits, where requests are independent and nothing is pushed out: of an address asked for n times
    in the time that it is fresh, n of n + 1."""
    times = shares * a_second * fresh
    return float((shares * times / (1 + times)).sum())


def expected_by_room(shares: np.ndarray, places: int) -> float:
    """The share of hits of a cache that forgets nothing until it is full, of ``places`` answers of one size.

    After Che, Tung and Wang (2002): an address is there if it was asked for in the time in which as many different
    ones are asked for as there are places.
    """
    low, high = 0.0, 1.0
    while _different(shares, high) < places:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _different(shares, middle) < places else (low, middle)
    return float((shares * -np.expm1(-shares * high)).sum())


def _different(shares: np.ndarray, requests: float) -> float:
    return float(-np.expm1(-shares * requests).sum())
