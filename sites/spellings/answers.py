"""Which sites answer a query for a name, and which of them best, however either is spelled.

A word of the query is met by a word of a name that is the same, begins with it (from two letters on), or has the same
consonants and nearly the same vowels (``names.sounds``). Two words of the query may be one of the name, and two of the
name one of the query. A site answers if every word is met by one of its names. Only if no site answers, wrong letters
are forgiven in one word; then one word of several is left out; then wrong letters are forgiven in all.
"""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from ..names import search_words
from ..names import words as words_of
from .matching import ALIKE, EXACT, FORGIVEN, NONE, UNMET, Spelled
from .strings import both, digest, distinct, either, offsets, places_of, spread
from .words import Words

MOST_LOOSE = 200  # sites that may answer to a query of which a word is left out
MOST_RANKED = 3000


def answering(parts: Sequence[tuple[Words, np.ndarray]], text: str) -> np.ndarray:
    """The numbers of all sites that answer, sorted. A part is names, and the sorted numbers that it holds no more."""
    readings = _readings(parts, text)
    trials = (_Reading.answers, _Reading.nearly, None, _Reading.forgivingly)
    tries = (_numbers(readings, trial) if trial else _loosely(readings) for trial in trials)
    return next(filter(len, tries), NONE)


def best(parts: Sequence[tuple[Words, np.ndarray]], text: str, most: int = 20) -> np.ndarray:
    """The numbers of at most so many sites, the likeliest first; the last word of the query may be unfinished.

    They answer the query, or are spelled nearly so: where few answer and none bears this very name, misspelled ones
    fill the list.
    """
    readings = _readings(parts, text)
    count = len(_numbers(readings, _Reading.answers))
    few = count < most and all(len(reading.told) < 3 and not len(reading.named) for reading in readings)
    ranked = [reading.ranked(forgiving=few or not count) for reading in readings]
    numbers = np.concatenate([NONE, *(numbers for numbers, _ in ranked)])
    costs = np.concatenate([np.zeros(0), *(costs for _, costs in ranked)])
    return numbers[np.lexsort((numbers, costs))][:most] if len(numbers) else answering(parts, text)[:most]


def _readings(parts, text: str) -> list["_Reading"]:
    told = search_words(text)
    whole = "".join(words_of(text))
    return [_Reading(words, gone, told, whole) for words, gone in parts if told and len(words.numbers)]


def _numbers(readings: Sequence["_Reading"], rows: Callable[["_Reading"], np.ndarray]) -> np.ndarray:
    found = [reading.words.numbers[reading.present(rows(reading))] for reading in readings]
    return np.sort(np.concatenate([NONE, *found]))


def _loosely(readings: Sequence["_Reading"]) -> np.ndarray:
    """Without the one word of several without which the fewest sites answer."""
    count = len(readings[0].told) if readings else 0
    tries = [
        _numbers(readings, lambda reading, left=left: reading.answers(left_out=left))
        for left in range(count if count > 1 else 0)
    ]
    return min((found for found in tries if 0 < len(found) <= MOST_LOOSE), key=len, default=NONE)


class _Reading:
    """What a query finds in one part: rows, sorted."""

    def __init__(self, words: Words, gone: np.ndarray, told: tuple[str, ...], whole: str):
        self.words, self.gone, self.told, self.whole = words, gone, told, whole
        self.spelled: dict[str, Spelled] = {}

    def present(self, rows: np.ndarray) -> np.ndarray:
        return rows[~np.isin(self.words.numbers[rows], self.gone)] if len(self.gone) else rows

    def unit(self, text: str) -> "Spelled":
        if text not in self.spelled:
            self.spelled[text] = Spelled(self.words, text)
        return self.spelled[text]

    def answers(self, level: int = ALIKE, left_out: int | None = None) -> np.ndarray:
        """The rows that meet every word, alone or written together with the one before it."""
        told = [word for place, word in enumerate(self.told) if place != left_out]
        before, met, last = None, self.unit(told[0]).rows(level), told[0]
        for word in told[1:]:
            together = self.unit(last + word).rows(level)
            together = together if before is None else both(before, together)
            before, met, last = met, either([both(met, self.unit(word).rows(level)), together]), word
        return met

    def nearly(self) -> np.ndarray:
        """The rows that meet every word but one, and that one but for wrong letters."""
        if len(self.told) == 1:
            return self.forgivingly()
        met = [NONE]
        for place, word in enumerate(self.told):
            others = self.answers(left_out=place)
            if len(others):
                few = len(others) <= MOST_RANKED
                self.unit(word).forgive(distinct(self._names(others)[0]) if few else None)
                met.append(both(others, self.unit(word).rows(FORGIVEN)))
        return either(met)

    def forgivingly(self) -> np.ndarray:
        """The rows that meet every word but for wrong letters."""
        for word in self.told:
            self.unit(word).forgive(None)
        return self.answers(FORGIVEN)

    def ranked(self, *, forgiving: bool) -> tuple[np.ndarray, np.ndarray]:
        """Numbers and costs of the rows that are worth to be compared."""
        rows = either([self.named, self.answers(), *([self.nearly()] if forgiving else [])])
        rows = self._nearest(self.present(rows))
        costs = self._costs(rows) - 10 * np.isin(rows, self.named)
        return self.words.numbers[rows], costs

    @cached_property
    def named(self) -> np.ndarray:
        """The rows of which one name is the query, spaces aside."""
        key = np.uint64(digest(self.whole.encode()))
        first, last = (np.searchsorted(self.words.whole, key, side) for side in ("left", "right"))
        return distinct(self.words.whole_row[first:last])

    def _nearest(self, rows: np.ndarray) -> np.ndarray:
        """If there are very many, those with the very name or words, and those whose names are about as long."""
        if len(rows) <= MOST_RANKED:
            return rows
        lengths = np.abs(self.words.shortest[rows].astype(np.int64) - len(self.whole))
        for sure in (self.answers(EXACT), self.named):
            lengths[places_of(sure, rows)] -= 256
        return np.sort(rows[np.argpartition(lengths, MOST_RANKED)[:MOST_RANKED]])

    def _names(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The tokens of all names of some rows, where each name begins in them, and where each row in the names."""
        words = self.words
        starts, ends = words.row_at[rows], words.row_at[rows + 1]
        names = spread(starts, ends)
        starts, ends, counts = words.name_at[names], words.name_at[names + 1], ends - starts
        return words.tokens[spread(starts, ends)], offsets(ends - starts)[:-1], offsets(counts)

    def _costs(self, rows: np.ndarray) -> np.ndarray:
        """How far each row is from the query: that of its nearest name. Rows without a name do not occur."""
        if not len(rows):
            return np.zeros(0)
        tokens, first, row_at = self._names(rows)
        costs = self._name_costs(tokens, first, np.repeat(rows, np.diff(row_at)))
        letters = np.add.reduceat(self.words.length[tokens].astype(np.int64), first)
        costs = costs + 0.2 * np.abs(letters - len(self.whole)).clip(0, 20)
        costs[row_at[:-1]] -= 0.25  # the main name
        return np.minimum.reduceat(costs, row_at[:-1])

    def _name_costs(self, tokens: np.ndarray, first: np.ndarray, rows: np.ndarray) -> np.ndarray:
        before, cost = None, np.zeros(len(first))
        for last, word in zip([None, *self.told], self.told, strict=False):
            alone = cost + self.unit(word).costs(tokens, first, rows)
            together = UNMET * 99 if before is None else before + self.unit(last + word).costs(tokens, first, rows)
            before, cost = cost, np.minimum(alone, together)
        return cost
