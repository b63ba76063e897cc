"""Which words of names meet a word of a query, and at what cost."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from rapidfuzz.distance import OSA, Levenshtein
from rapidfuzz.process import cdist

from ..names import UNVOWELLED, skeleton, slack, sounds, written_within
from .strings import digest, distinct, either, gram_codes
from .words import Words

EXACT, BEGUN, ALIKE, FORGIVEN = range(4)
UNMET = 40
MOST_TRIED = 4000
LONGEST_TYPED = 40
NONE = np.zeros(0, np.int64)


class Spelled:
    """What meets one word of a query in one part: terms with what they cost, and pairs of terms."""

    def __init__(self, words: Words, text: str):
        self.words, self.text = words, text
        self.exact, self.begun, self.splits = NONE, (0, 0), []
        self.forgiven, self._rows = (NONE, NONE), {}
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
            halves = zip(*map(words.heard.take, halves), strict=True)
            joined = [one + two.lstrip(UNVOWELLED) for one, two in halves]
            yield found[_near(sound, joined, 1 + (len(strong) > 4), len(strong))]

    @cached_property
    def alike(self) -> tuple[np.ndarray, np.ndarray]:
        """Terms that sound like the text, and their costs."""
        found = [NONE]
        for sound in sounds(self.text):
            consonants = skeleton(sound)
            key = np.uint64(digest(consonants.encode()))
            low, high = (int(np.searchsorted(self.words.consonants, key, side)) for side in ("left", "right"))
            near = _near(sound, self.words.heard.take(np.arange(low, high)), slack(len(consonants)), len(consonants))
            found.append(self._saying(low + near))
        terms = distinct(np.concatenate(found))
        if len(self.text) > 1:  # no word is meant by an initial
            terms = terms[np.fromiter((len(term) > 1 for term in self.words.terms.take(terms)), bool, len(terms))]
        return self._costly(terms, 1)

    def forgive(self, among: np.ndarray | None) -> None:
        """Forgive wrong letters: one in a sound of four or more, two in one of eight; in some terms, or in any."""
        sound = sounds(self.text)[0]
        wrong = (len(sound) > 3) + (len(sound) > 7)
        if wrong and len(sound) <= LONGEST_TYPED and not any(map(str.isdigit, sound)):
            tried = self._sharing(sound, wrong) if among is None else self.words.likeliest[among]
            near = cdist([sound], self.words.heard.take(tried), scorer=OSA.distance, score_cutoff=wrong)[0] <= wrong
            terms = self._saying(tried[near]) if among is None else among[near]
            self.forgiven, self._rows[FORGIVEN] = self._costly(distinct(terms), 12), None

    def _sharing(self, sound: str, wrong: int) -> np.ndarray:
        """Sounds of nearly the same length that share a rare group of three letters, or two."""
        words, text = self.words, np.frombuffer(f"\n{sound}\n".encode(), np.uint8)
        codes = distinct(gram_codes(text))
        codes = codes[np.argsort(words.gram_at[codes + 1] - words.gram_at[codes])][: 2 + 2 * wrong]
        sharing = words.members("gram", codes)
        lengths = words.sound_at[sharing + 1] - words.sound_at[sharing]
        sharing = np.sort(sharing[np.abs(lengths - (len(text) - 2)) <= wrong])
        starts = np.flatnonzero(np.diff(sharing, prepend=-1))
        counts = np.diff(starts, append=len(sharing))
        enough = counts >= wrong
        tried, counts = sharing[starts[enough]], counts[enough]
        return tried if len(tried) <= MOST_TRIED else tried[np.argpartition(-counts, MOST_TRIED)[:MOST_TRIED]]

    def _saying(self, heard: np.ndarray) -> np.ndarray:
        return self.words.members("sounding", heard)

    def _costly(self, terms: np.ndarray, least: int) -> tuple[np.ndarray, np.ndarray]:
        """The more letters differ, the more a term costs; or where scripts differ, the more sounds."""
        told = self.words.terms.take(terms)
        heard = [sound.lstrip(UNVOWELLED) for sound in self.words.heard.take(self.words.likeliest[terms])]
        sound = sounds(self.text)[0].lstrip(UNVOWELLED)
        letters, voices = (
            cdist([one], others, scorer=OSA.distance)[0] for one, others in ((self.text, told), (sound, heard))
        )
        return terms, least + np.minimum(letters + voices, 2 * voices).clip(0, 9)

    def rows(self, level: int) -> np.ndarray:
        if self._rows.get(level) is None:
            self._rows[level] = self._met(level)
        return self._rows[level]

    def _met(self, level: int) -> np.ndarray:
        terms = (self.exact, np.arange(*self.begun), self.alike[0], self.forgiven[0])[: level + 1]
        met = [self.words.members("borne", some) for some in terms]
        return either(met + [self.words.members("paired", pairs) for pairs in self.pairs[:level]])

    def costs(self, tokens: np.ndarray, first: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """What it costs each name to meet the text; ``first`` are the places of its first tokens, ``rows`` its rows."""
        words, cost = self.words, np.full(len(self.words.terms), UNMET, np.uint8)
        for terms, costs in (self.forgiven, self.alike, (np.arange(*self.begun), 1), (self.exact, 0)):
            cost[terms] = np.minimum(cost[terms], costs)
        names = np.minimum.reduceat(np.minimum(cost[tokens], cost[words.bare[tokens]]), first).astype(float)
        for pairs, costs in zip(self.pairs, (1, 4), strict=True):
            paired = np.isin(rows, words.members("paired", pairs))
            names[paired] = np.minimum(names[paired], costs)
        return names


def _range(terms: Sequence[bytes], beginning: str, low: int, high: int) -> tuple[int, int]:
    """Where the terms stand that begin so."""
    letters = beginning.encode()
    low = bisect_left(terms, letters, low, high)
    return low, bisect_left(terms, letters + b"\xff", low, high)


def _near(sound: str, others: Sequence[str], differing: int, consonants: int) -> np.ndarray:
    """Which of the sounds with the same consonants are near. Where only one script writes vowels, those of two
    consonants must have the vowels that are written, and all others are near."""
    if not others:
        return NONE
    distances = cdist([sound], others, scorer=Levenshtein.distance)[0]
    unvowelled = np.fromiter((other.startswith(UNVOWELLED) for other in others), bool, len(others))
    across = unvowelled != sound.startswith(UNVOWELLED)
    if not across.any():
        return np.flatnonzero(distances <= differing)
    if consonants == 2:
        across &= np.fromiter((written_within(sound, other) for other in others), bool, len(others))
    near = distances <= differing
    return np.flatnonzero(np.where(unvowelled != sound.startswith(UNVOWELLED), across & (consonants > 1), near))
