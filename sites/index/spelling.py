"""Which sites answer a query for a name, and which of them best, however either is spelled.

A word of the query is met by a word of a name that is the same, begins with it (from two letters on), or has the same
consonants and nearly the same vowels (``names.sounds``). Two words of the query may be one of the name, and two of the
name one of the query. A site answers if every word is met by one of its names. Only if no site answers, a wrong letter
in each word is forgiven; then one word of several; then two wrong letters.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import OSA, Levenshtein
from rapidfuzz.process import cdist

from ..names import UNVOWELLED, search_words, skeleton, slack, sounds
from ..names import words as words_of
from .words import Words, digest, gram_codes, spread

EXACT, BEGUN, ALIKE = range(3)
UNMET = 40
MOST_WRONG = 2
MOST_LOOSE = 200  # sites that may answer to a query of which a word is left out
MOST_RANKED = 3000
MOST_TRIED = 2000
SHORTEST_TYPED = (99, 4, 8)  # letters that a sound needs, for so many of them to be wrong
LONGEST_TYPED = 40
NONE = np.zeros(0, np.int64)


def answering(parts: Sequence[tuple[Words, np.ndarray]], text: str) -> np.ndarray:
    """The numbers of all sites that answer, sorted. A part is names, and the sorted numbers that it holds no more."""
    readings = _readings(parts, text)
    return next((found for find in TRIALS if len(found := find(readings))), NONE)


def best(parts: Sequence[tuple[Words, np.ndarray]], text: str, most: int = 20) -> np.ndarray:
    """The numbers of at most so many sites, the likeliest first; the last word of the query may be unfinished.

    They answer the query, or are spelled nearly so: where few answer, misspelled ones fill the list.
    """
    readings = _readings(parts, text)
    wrong = 0 if len(_numbers(readings, lambda reading: reading.answers(ALIKE, 0))) >= most else MOST_WRONG
    ranked = [reading.ranked(most, wrong) for reading in readings]
    numbers = np.concatenate([NONE, *(numbers for numbers, _ in ranked)])
    costs = np.concatenate([np.zeros(0), *(costs for _, costs in ranked)])
    return numbers[np.lexsort((numbers, costs))][:most] if len(numbers) else answering(parts, text)[:most]


def _readings(parts, text: str) -> list["_Reading"]:
    told = search_words(text)
    whole = "".join(words_of(text))
    return [_Reading(words, gone, told, whole) for words, gone in parts if told and len(words.numbers)]


def _numbers(readings: Sequence["_Reading"], rows: Callable[["_Reading"], np.ndarray]) -> np.ndarray:
    found = [reading.words.numbers[np.flatnonzero(rows(reading))] for reading in readings]
    return np.sort(np.concatenate([NONE, *found]))


def _meeting(wrong: int) -> Callable[[Sequence["_Reading"]], np.ndarray]:
    return lambda readings: _numbers(readings, lambda reading: reading.answers(ALIKE, wrong))


def _loosely(wrong: int) -> Callable[[Sequence["_Reading"]], np.ndarray]:
    """Without the one word of several without which the fewest sites answer."""

    def find(readings: Sequence["_Reading"]) -> np.ndarray:
        count = len(readings[0].told) if readings else 0
        tries = [
            _numbers(readings, lambda reading, left=left: reading.answers(ALIKE, wrong, left))
            for left in range(count if count > 1 else 0)
        ]
        return min((found for found in tries if 0 < len(found) <= MOST_LOOSE), key=len, default=NONE)

    return find


TRIALS = (_meeting(0), _meeting(1), _loosely(0), _meeting(2), _loosely(1))


class _Reading:
    """What a query finds in one part. Rows are told as an array of truth values."""

    def __init__(self, words: Words, gone: np.ndarray, told: tuple[str, ...], whole: str):
        self.words, self.told, self.whole = words, told, whole
        self.here = ~np.isin(words.numbers, gone) if len(gone) else np.ones(len(words.numbers), bool)
        self.spelled: dict[str, _Spelled] = {}

    def unit(self, text: str) -> "_Spelled":
        if text not in self.spelled:
            self.spelled[text] = _Spelled(self.words, text)
        return self.spelled[text]

    def answers(self, level: int, wrong: int = 0, left_out: int | None = None) -> np.ndarray:
        """The rows that meet every word, alone or written together with the one before it."""
        told = [word for place, word in enumerate(self.told) if place != left_out]
        before, met = None, self.here
        for last, word in zip([None, *told], told, strict=False):
            alone = met & self.unit(word).rows(level, wrong)
            together = None if before is None else before & self.unit(last + word).rows(level, wrong)
            before, met = met, alone if together is None else alone | together
        return met

    def ranked(self, most: int, wrong: int) -> tuple[np.ndarray, np.ndarray]:
        """Numbers and costs of the rows that are worth to be compared."""
        whole = self._named_so()
        for level in (EXACT, BEGUN, ALIKE):
            rows = self.answers(level, wrong if level == ALIKE else 0)
            rows[whole] = self.here[whole]
            if np.count_nonzero(rows) >= most:
                break
        rows = self._shortest(np.flatnonzero(rows), whole)
        costs = self._costs(rows) - 10 * np.isin(rows, whole)
        return self.words.numbers[rows], costs

    def _named_so(self) -> np.ndarray:
        key = np.uint64(digest(self.whole.encode()))
        first, last = (np.searchsorted(self.words.whole, key, side) for side in ("left", "right"))
        return np.unique(self.words.whole_row[first:last])

    def _shortest(self, rows: np.ndarray, whole: np.ndarray) -> np.ndarray:
        if len(rows) <= MOST_RANKED:
            return rows
        lengths = self.words.shortest[rows].astype(np.int16)
        lengths[np.isin(rows, whole)] = -1
        return np.sort(rows[np.argpartition(lengths, MOST_RANKED)[:MOST_RANKED]])

    def _costs(self, rows: np.ndarray) -> np.ndarray:
        """How far each row is from the query: that of its nearest name. Rows without a name do not occur."""
        if not len(rows):
            return np.zeros(0)
        words = self.words
        starts, ends = words.row_at[rows], words.row_at[rows + 1]
        names = spread(starts, ends)
        row_of_name = np.repeat(np.arange(len(rows)), ends - starts)
        sizes = words.name_at[names + 1] - words.name_at[names]
        tokens = words.tokens[spread(words.name_at[names], words.name_at[names + 1])]
        first = np.cumsum(sizes) - sizes
        costs = self._name_costs(tokens, first, rows[row_of_name])
        letters = np.add.reduceat(words.length[tokens].astype(np.int64), first)
        costs = costs + 0.2 * np.abs(letters - len(self.whole)).clip(0, 20)
        costs[np.cumsum(ends - starts) - (ends - starts)] -= 0.25  # the main name
        return np.minimum.reduceat(costs, np.cumsum(ends - starts) - (ends - starts))

    def _name_costs(self, tokens: np.ndarray, first: np.ndarray, rows: np.ndarray) -> np.ndarray:
        before, cost = None, np.zeros(len(first))
        for last, word in zip([None, *self.told], self.told, strict=False):
            alone = cost + self.unit(word).costs(tokens, first, rows)
            together = UNMET * 99 if before is None else before + self.unit(last + word).costs(tokens, first, rows)
            before, cost = cost, np.minimum(alone, together)
        return cost


class _Spelled:
    """What meets one word of a query in one part: terms with what they cost, and pairs of terms."""

    def __init__(self, words: Words, text: str):
        self.words, self.text = words, text
        self.exact, self.begun, self.splits = NONE, (0, 0), []
        self._walk()

    def _walk(self) -> None:
        """Letter by letter through the terms; where one ends, another may follow that is written together with it."""
        terms, low, high = self.words.terms, 0, len(self.words.terms)
        for end in range(1, len(self.text) + 1):
            low, high = _range(terms, self.text[:end], low, high)
            if low == high:
                return
            if terms[low] == self.text[:end].encode():
                if end < len(self.text):
                    self.splits.append((low, self.text[end:]))
                else:
                    self.exact = np.array([low])
        self.begun = (low, high) if len(self.text) > 1 else (0, 0)

    @cached_property
    def pairs(self) -> tuple[np.ndarray, np.ndarray]:
        """Pairs that begin with the text, and those that sound like it."""
        begun = [NONE]
        for first, rest in self.splits:
            low, high = ((first << 32) + end for end in _range(self.words.terms, rest, 0, len(self.words.terms)))
            begun.append(np.arange(*np.searchsorted(self.words.pair, [low, high])))
        return np.concatenate(begun), np.concatenate([NONE, *self._sounding_pairs()])

    def _sounding_pairs(self) -> Iterator[np.ndarray]:
        words, sound = self.words, sounds(self.text)[0]
        strong = "".join(letter for letter in skeleton(sound) if letter not in "HWY")
        key = np.uint64(digest(strong.encode()))
        found = words.joined_pair[slice(*(np.searchsorted(words.joined, key, side) for side in ("left", "right")))]
        if len(found) and len(strong) > 2:
            halves = (words.likeliest[words.pair[found] >> 32], words.likeliest[words.pair[found] & 0xFFFFFFFF])
            joined = [
                (words.heard[one] + words.heard[two].lstrip(b"'")).decode() for one, two in zip(*halves, strict=True)
            ]
            yield found[_near(sound, joined, 1 + (len(strong) > 4), len(strong))]

    @cached_property
    def alike(self) -> tuple[np.ndarray, np.ndarray]:
        """Terms that sound like the text, and their costs."""
        found = [NONE]
        for sound in sounds(self.text):
            consonants = skeleton(sound)
            key = np.uint64(digest(consonants.encode()))
            low, high = (int(np.searchsorted(self.words.consonants, key, side)) for side in ("left", "right"))
            near = _near(sound, _between(self.words.heard, low, high), slack(len(consonants)), len(consonants))
            found.append(self._saying(low + near))
        return self._costly(np.unique(np.concatenate(found)), 2)

    def typed(self, wrong: int) -> tuple[np.ndarray, np.ndarray]:
        """Terms of which so many letters are wrong, and their costs."""
        sound = sounds(self.text)[0]
        if not SHORTEST_TYPED[wrong] <= len(sound) <= LONGEST_TYPED or any(map(str.isdigit, sound)):
            return NONE, NONE
        tried = self._sharing(sound, wrong)
        distances = cdist([sound], [self.words.heard[place].decode() for place in tried], scorer=OSA.distance)[0]
        return self._costly(np.unique(self._saying(tried[distances <= wrong])), 12)

    def _sharing(self, sound: str, wrong: int) -> np.ndarray:
        """Sounds of nearly the same length that share enough groups of three letters."""
        words, text = self.words, np.frombuffer(f"\n{sound}\n".encode(), np.uint8)
        codes = np.unique(gram_codes(text))
        sharing = words.gram[spread(words.gram_at[codes], words.gram_at[codes + 1])]
        lengths = words.sound_at[sharing + 1] - words.sound_at[sharing]
        sharing = np.sort(sharing[np.abs(lengths - (len(text) - 2)) <= wrong])
        starts = np.flatnonzero(np.diff(sharing, prepend=-1))
        counts = np.diff(starts, append=len(sharing))
        enough = counts >= max(1, len(codes) - 3 * wrong)
        tried, counts = sharing[starts[enough]], counts[enough]
        return tried if len(tried) <= MOST_TRIED else tried[np.argpartition(-counts, MOST_TRIED)[:MOST_TRIED]]

    def _saying(self, heard: np.ndarray) -> np.ndarray:
        at = self.words.sounding_at
        return self.words.sounding[spread(at[heard], at[heard + 1])]

    def _costly(self, terms: np.ndarray, least: int) -> tuple[np.ndarray, np.ndarray]:
        """The more letters differ, the more a term costs; or where scripts differ, the more sounds."""
        told = [self.words.terms[term].decode() for term in terms]
        heard = [self.words.heard[sound].decode().lstrip(UNVOWELLED) for sound in self.words.likeliest[terms]]
        sound = sounds(self.text)[0].lstrip(UNVOWELLED)
        letters, voices = (
            cdist([one], others, scorer=OSA.distance)[0] for one, others in ((self.text, told), (sound, heard))
        )
        return terms, least + np.minimum(letters, voices + 1).clip(0, 9)

    def rows(self, level: int, wrong: int) -> np.ndarray:
        words, met = self.words, np.zeros(len(self.words.numbers), bool)
        terms = [np.arange(*self.begun) if level >= BEGUN else NONE, self.exact]
        if level >= ALIKE:
            terms.append(self.alike[0])
        terms += [self.typed(count)[0] for count in range(1, wrong + 1)]
        for some in terms:
            met[words.borne[spread(words.borne_at[some], words.borne_at[some + 1])]] = True
        for pairs in self.pairs[: max(0, level)]:
            met[words.paired[spread(words.paired_at[pairs], words.paired_at[pairs + 1])]] = True
        return met

    def costs(self, tokens: np.ndarray, first: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """What it costs each name to meet the text; ``first`` are the places of its first tokens, ``rows`` its rows."""
        words, cost = self.words, np.full(len(self.words.terms), UNMET, np.uint8)
        for terms, costs in (self.typed(2), self.typed(1), self.alike, (np.arange(*self.begun), 1), (self.exact, 0)):
            cost[terms] = np.minimum(cost[terms], costs)
        names = np.minimum.reduceat(np.minimum(cost[tokens], cost[words.bare[tokens]]), first).astype(float)
        for pairs, costs in zip(self.pairs, (1, 4), strict=True):
            paired = np.zeros(len(words.numbers), bool)
            paired[words.paired[spread(words.paired_at[pairs], words.paired_at[pairs + 1])]] = True
            names[paired[rows]] = np.minimum(names[paired[rows]], costs)
        return names


def _range(terms: Sequence[bytes], beginning: str, low: int, high: int) -> tuple[int, int]:
    """Where the terms stand that begin so."""
    letters = beginning.encode()
    low = bisect_left(terms, letters, low, high)
    return low, bisect_left(terms, letters + b"\xff", low, high)


def _between(strings, low: int, high: int) -> list[str]:
    at = strings.at[low : high + 1].tolist()
    letters = strings.letters[at[0] : at[-1]].tobytes()
    return [letters[start - at[0] : end - at[0]].decode() for start, end in pairwise(at)]


def _near(sound: str, others: Sequence[str], differing: int, consonants: int) -> np.ndarray:
    """Which of the sounds with the same consonants are near; where one script writes no vowels, all are."""
    if not others:
        return NONE
    near = cdist([sound], others, scorer=Levenshtein.distance)[0] <= differing
    if consonants > 1:
        unvowelled = np.fromiter((other.startswith(UNVOWELLED) for other in others), bool, len(others))
        near |= unvowelled != sound.startswith(UNVOWELLED)
    return np.flatnonzero(near)
