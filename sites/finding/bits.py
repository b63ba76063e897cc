"""Sets of record numbers as rows of bits: a block is some thousand numbers in a row."""

from dataclasses import dataclass
from functools import reduce
from struct import Struct

import numpy as np

BLOCK = 1 << 14
BYTES = BLOCK // 8
ALONE = BYTES // 2  # numbers in a block: with fewer they are kept one by one, in two bytes each
ONE = Struct("<H")


def packed(row: np.ndarray) -> bytes:
    """A row of bits as it is stored."""
    places = np.flatnonzero(np.unpackbits(row))
    return places.astype("<u2").tobytes() if len(places) < ALONE else row.tobytes()


def unpacked(held: bytes) -> np.ndarray:
    if len(held) == BYTES:
        return np.frombuffer(held, np.uint8)
    row = np.zeros(BLOCK, np.uint8)
    row[np.frombuffer(held, "<u2")] = 1
    return np.packbits(row)


def of_places(places) -> bytes:
    """What is stored for some places in a block, each told once."""
    if len(places) == 1:  # as of most words
        return ONE.pack(*places)
    if len(places) < ALONE:
        return np.sort(np.array(places, "<u2")).tobytes()
    row = np.zeros(BLOCK, np.uint8)
    row[places] = 1
    return packed(np.packbits(row))


@dataclass(frozen=True, slots=True)
class Numbers:
    """A set of numbers: the blocks it has any in, in order, and a row of bits for each."""

    blocks: np.ndarray
    rows: np.ndarray

    def __or__(self, other: "Numbers") -> "Numbers":
        blocks = np.union1d(self.blocks, other.blocks)
        rows = np.zeros((len(blocks), BYTES), np.uint8)
        rows[np.searchsorted(blocks, self.blocks)] = self.rows
        rows[np.searchsorted(blocks, other.blocks)] |= other.rows
        return Numbers(blocks, rows)

    def __and__(self, other: "Numbers") -> "Numbers":
        blocks, here, there = np.intersect1d(self.blocks, other.blocks, assume_unique=True, return_indices=True)
        return Numbers(blocks, self.rows[here] & other.rows[there])

    def __sub__(self, other: "Numbers") -> "Numbers":
        _, here, there = np.intersect1d(self.blocks, other.blocks, assume_unique=True, return_indices=True)
        rows = self.rows.copy()
        rows[here] &= ~other.rows[there]
        return Numbers(self.blocks, rows)

    def counts(self) -> np.ndarray:
        """How many there are in each block."""
        return np.bitwise_count(self.rows).sum(axis=1, dtype=np.int64)

    def part(self, start: int, stop: int) -> list[int]:
        """The numbers from the one place to the other, largest first, without a look at the blocks beyond."""
        counts = self.counts()[::-1]
        ends = np.cumsum(counts)
        first = int(np.searchsorted(ends, start, "right"))
        last = int(np.searchsorted(ends, stop, "left"))
        found = [self._block(len(self.blocks) - 1 - at) for at in range(first, min(last + 1, len(self.blocks)))]
        before = int(ends[first - 1]) if first else 0
        return np.concatenate([EMPTY, *found])[start - before : stop - before].tolist()

    def _block(self, at: int) -> np.ndarray:
        return self.blocks[at] * BLOCK + np.flatnonzero(np.unpackbits(self.rows[at]))[::-1]


EMPTY = np.zeros(0, np.int64)
NONE = Numbers(EMPTY, np.zeros((0, BYTES), np.uint8))


def of_rows(rows: list[tuple[int, bytes]]) -> Numbers:
    """(block, held) of one token, in any order."""
    rows = sorted(rows, key=lambda row: row[0])
    blocks = np.array([block for block, _ in rows], np.int64)
    return Numbers(blocks, np.stack([unpacked(bytes(held)) for _, held in rows])) if rows else NONE


def of_numbers(numbers) -> Numbers:
    by_block: dict[int, set[int]] = {}
    for number in numbers:
        by_block.setdefault(number // BLOCK, set()).add(number % BLOCK)
    return of_rows([(block, of_places([*places])) for block, places in by_block.items()])


def any_of(sets) -> Numbers:
    return reduce(Numbers.__or__, sets, NONE)
