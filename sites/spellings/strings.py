"""Many short byte strings in one array, their hashes, and sets of rows: what the index of names is made of."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

MANY = 5000  # from so many rows on, marking is quicker than sorting
PRIME = 0x100000001B3
GRAMS = 1 << 15
_STEPS = np.full(1 << 14, PRIME, np.uint64)
_STEPS[0] = 1
POWERS = np.cumprod(_STEPS)  # modulo 2 ** 64, as all arithmetic with hashes


class Strings(Sequence):
    """Many short byte strings in one array."""

    def __init__(self, letters: np.ndarray, at: np.ndarray):
        self.letters, self.at = letters, at

    @classmethod
    def of(cls, strings: Sequence[bytes]) -> "Strings":
        lengths = np.fromiter(map(len, strings), np.int64, len(strings))
        return cls(np.frombuffer(b"".join(strings), np.uint8), offsets(lengths))

    def __len__(self):
        return len(self.at) - 1

    def __getitem__(self, number):
        return self.letters[self.at[number] : self.at[number + 1]].tobytes()

    def take(self, places: np.ndarray) -> list[str]:
        return [string.decode() for string in _cut(*gathered(self.letters, self.at, places))]

    def every(self) -> list[bytes]:
        return _cut(self.letters, self.at)

    def hashes(self, counted: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """The hash of each string, and of how many of its bytes it was made; ``counted`` tells which bytes count."""
        counted = np.ones(256, bool) if counted is None else counted
        counts = counted[self.letters]
        before = offsets(counts)
        ends = before[self.at[1:]]
        owner = np.repeat(np.arange(len(self)), np.diff(self.at))
        left = (ends[owner] - before[1:]).clip(0, len(POWERS) - 1)
        parts = np.where(counts, (self.letters.astype(np.uint64) + 1) * POWERS[left], 0).astype(np.uint64)
        return sums(parts, self.at), ends - before[self.at[:-1]]


def offsets(lengths: np.ndarray) -> np.ndarray:
    """Where each of many pieces begins, and at last where they end."""
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])


def sums(values: np.ndarray, at: np.ndarray) -> np.ndarray:
    """The sum of each piece; differences of running sums, which is exact in integers that wrap around."""
    running = np.concatenate([np.zeros(1, values.dtype), np.cumsum(values, dtype=values.dtype)])
    return running[at[1:]] - running[at[:-1]]


def spread(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """All the places of several ranges: those of (2, 4) and (7, 8) are 2, 3 and 7."""
    lengths = ends - starts
    before = offsets(lengths)
    return np.repeat(starts - before[:-1], lengths) + np.arange(before[-1])


def gathered(members: np.ndarray, at: np.ndarray, owners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The members of some owners one after the other, and where those of each begin."""
    starts, ends = at[owners], at[owners + 1]
    return members[spread(starts, ends)], offsets(ends - starts)


def _cut(letters: np.ndarray, at: np.ndarray) -> list[bytes]:
    text = letters.tobytes()
    return [text[start:end] for start, end in pairwise(at.tolist())]


def digest(letters: bytes) -> int:
    """The hash of one byte string, the same as in ``Strings.hashes``."""
    value = 0
    for letter in letters:
        value = (value * PRIME + letter + 1) % (1 << 64)
    return value


def gram_codes(text: np.ndarray) -> np.ndarray:
    """One number for every three bytes that follow each other."""
    text = text.astype(np.int64)
    return (text[:-2] * 961 + text[1:-1] * 31 + text[2:]) % GRAMS


def distinct(values: np.ndarray) -> np.ndarray:
    """The values sorted, each once; for millions of them many times quicker than ``np.unique``, which hashes."""
    values = np.sort(values)
    fresh = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=fresh[1:])
    return values[fresh]


def places_of(some: np.ndarray, large: np.ndarray) -> np.ndarray:
    """Where those of some sorted values stand that another sorted array has."""
    places = np.searchsorted(large, some)
    found = places < len(large)
    found[found] = large[places[found]] == some[found]
    return places[found]


def both(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """What two sorted arrays share."""
    small, large = sorted((one, other), key=len)
    return large[places_of(small, large)]


def either(some: Sequence[np.ndarray]) -> np.ndarray:
    """What is in any of some arrays, sorted; many rows are quicker marked than sorted."""
    every = np.concatenate(some)
    if len(every) < MANY:
        return distinct(every)
    marked = np.zeros(int(every.max()) + 1, bool)
    marked[every] = True
    return np.flatnonzero(marked)
