"""Which of many words came before: a million of them are remembered in eight megabytes."""

from collections.abc import Sequence

import numpy as np


class Marks:
    """Words by their hashes, in sorted runs of which each is at least twice as long as the next."""

    def __init__(self):
        self._runs: list[np.ndarray] = []

    def first(self, words: Sequence[str]) -> list[bool]:
        """For each word whether it comes for the first time; from now on none of them does."""
        marks = _hashes(words)
        new = np.zeros(len(words), bool)
        new[np.unique(marks, return_index=True)[1]] = True
        new &= ~self._held(marks)
        self._keep(np.sort(marks[new]))
        return new.tolist()

    def hold(self, words: Sequence[str]) -> list[bool]:
        """For each word whether it came before."""
        return self._held(_hashes(words)).tolist()

    def _held(self, marks: np.ndarray) -> np.ndarray:
        held = np.zeros(len(marks), bool)
        for run in self._runs:
            at = np.minimum(np.searchsorted(run, marks), len(run) - 1)
            held |= run[at] == marks
        return held

    def _keep(self, run: np.ndarray) -> None:
        while self._runs and len(self._runs[-1]) < 2 * len(run):
            run = np.sort(np.concatenate([self._runs.pop(), run]), kind="stable")
        if len(run):
            self._runs.append(run)


def _hashes(words: Sequence[str]) -> np.ndarray:
    return np.fromiter(map(hash, words), np.int64, len(words))
