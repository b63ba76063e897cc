"""Which of many things somebody asks for: by Zipf's law, or as counts say that were kept somewhere."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

HEAD = 100_000  # ranks that are added up one by one; those behind them by an integral


class Popularity(Protocol):
    """Draws things by their rank, 0 for the one most asked for. ``many`` is how many there are."""

    many: int

    def drawn(self, some: int, chance: np.random.Generator) -> np.ndarray: ...


@dataclass(frozen=True)
class Zipf:
    """The thing of rank k (from 1) is asked for in proportion to k to the power of minus ``exponent``."""

    many: int
    exponent: float

    def drawn(self, some: int, chance: np.random.Generator) -> np.ndarray:
        heads = np.cumsum(np.arange(1, min(self.many, HEAD) + 1, dtype=float) ** -self.exponent)
        whole = heads[-1] + self._behind(self.many)
        wanted = chance.random(some) * whole
        ranks = np.searchsorted(heads, wanted, side="right")
        far = wanted >= heads[-1]
        ranks[far] = np.minimum(self._rank(wanted[far] - heads[-1]), self.many - 1)
        return ranks

    def shares(self) -> np.ndarray:
        """The share of each in all that is asked for; for so many as fit in memory."""
        weights = np.arange(1, self.many + 1, dtype=float) ** -self.exponent
        return weights / weights.sum()

    def _behind(self, rank: float) -> float:
        """The sum of the weights behind the head up to a rank, as an integral between the middles of two ranks."""
        first, last = HEAD + 0.5, max(rank, HEAD) + 0.5
        if self.exponent == 1:
            return float(np.log(last / first))
        power = 1 - self.exponent
        return float((last**power - first**power) / power)

    def _rank(self, weight: np.ndarray) -> np.ndarray:
        first, power = HEAD + 0.5, 1 - self.exponent
        last = first * np.exp(weight) if power == 0 else (weight * power + first**power) ** (1 / power)
        return (last - 0.5).astype(np.int64)


@dataclass(frozen=True)
class Evenly:
    """Each as often as any other: a crawler that follows every address."""

    many: int

    def drawn(self, some: int, chance: np.random.Generator) -> np.ndarray:
        return chance.integers(self.many, size=some)


class Counted:
    """As often as they were counted, each count a thing."""

    def __init__(self, counts: np.ndarray):
        self.many = len(counts)
        self._ends = np.cumsum(np.sort(counts)[::-1], dtype=float)

    @classmethod
    def kept_in(cls, file: Path) -> "Counted":
        """From a file with one number a line."""
        counts = np.loadtxt(file, ndmin=1)
        if not len(counts) or counts.min() < 0 or not counts.any():
            raise SystemExit(f"{file} must hold one count a line, none below 0 and not all 0.")
        return cls(counts)

    def drawn(self, some: int, chance: np.random.Generator) -> np.ndarray:
        return np.searchsorted(self._ends, chance.random(some) * self._ends[-1], side="right")
