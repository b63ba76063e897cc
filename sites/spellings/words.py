"""The names of many sites as columns: which words there are, which sites bear them, and what the words sound like.

Every column is one flat array, so that it can be kept in a file and read by several processes from the same memory. A
``row`` is the place of a site in the order of numbers, a ``term`` the place of a word in the order of its letters.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np

from ..names import bare, sounds
from .strings import GRAMS, POWERS, Strings, distinct, gathered, gram_codes, offsets, spread, sums

_HEARD = np.ones(256, bool)
_HEARD[list(b"aiu'")] = False
_WEAK = np.zeros(256, bool)
_WEAK[list(b"HWY")] = True


class _Lexicon(NamedTuple):
    """Words with the places of their bare forms and of their likeliest sounds; sounds, and which word has which."""

    words: list[bytes]
    bares: np.ndarray
    likeliest: np.ndarray
    sounds: list[bytes]
    owners: np.ndarray
    said: np.ndarray

    @classmethod
    def of(cls, known: dict[str, int]) -> "_Lexicon":
        """``known`` gives each word its place, from 0 on; bare forms are added to it."""
        words, heard, bares = list(known), {}, []
        for word in words:
            naked = bare(word)
            if naked not in known:
                known[naked] = len(words)
                words.append(naked)
            bares.append(known[naked])
        said = [[heard.setdefault(sound, len(heard)) for sound in sounds(word)] for word in words]
        return cls(
            [word.encode() for word in words],
            np.array(bares, np.int64),
            np.fromiter((one[0] for one in said), np.int64, len(words)),
            [sound.encode() for sound in heard],
            np.repeat(np.arange(len(words)), np.fromiter(map(len, said), np.int64, len(words))),
            np.fromiter(chain.from_iterable(said), np.int64),
        )

    def __add__(self, other: "_Lexicon") -> tuple["_Lexicon", np.ndarray]:
        """Both together, and the places of the other's words in it."""
        words, word_at = _united(self.words, other.words)
        heard, sound_at = _united(self.sounds, other.sounds)
        bares, likeliest = np.empty((2, len(words)), np.int64)
        bares[word_at], likeliest[word_at] = word_at[other.bares], sound_at[other.likeliest]
        bares[: len(self.words)], likeliest[: len(self.words)] = self.bares, self.likeliest
        owners = np.concatenate([self.owners, word_at[other.owners]])
        said = np.concatenate([self.said, sound_at[other.said]])
        return _Lexicon(words, bares, likeliest, heard, owners, said), word_at


def _united(some: list[bytes], others: list[bytes]) -> tuple[list[bytes], np.ndarray]:
    known = {string: place for place, string in enumerate(some)}
    places = np.fromiter((known.setdefault(string, len(known)) for string in others), np.int64, len(others))
    return list(known), places


class Words:
    """The names of many sites. It does not change."""

    def __init__(self, columns: Mapping[str, np.ndarray]):
        self._columns = {name: np.asarray(column) for name, column in columns.items()}

    @classmethod
    def of(cls, columns: Mapping[str, np.ndarray]) -> "Words":
        """The words whose ``columns()`` these are; the arrays may be read-only and stay in their files."""
        return cls(columns)

    @classmethod
    def build(cls, numbers: np.ndarray, texts: Sequence[str]) -> "Words":
        """From the numbers of sites, in any order, and of each the text that ``names.search_text`` gives."""
        numbers = np.asarray(numbers, np.int64)
        order = np.argsort(numbers, kind="stable")
        known, tokens, words, names = {}, [], [], []
        for place in order.tolist():
            lines = [told for line in texts[place].split("\n") if (told := line.split())]
            names.append(len(lines))
            words.extend(map(len, lines))
            tokens.extend([known.setdefault(word, len(known)) for told in lines for word in told])
        return _columned(numbers[order], _Lexicon.of(known), np.array(tokens, np.int64), words, names)

    def columns(self) -> dict[str, np.ndarray]:
        """All there is, as one-dimensional arrays of whole numbers."""
        return dict(self._columns)

    def merged(self, gone: np.ndarray, added: "Words") -> "Words":
        """Without the sites ``gone``, with those of ``added`` (which replace their like); as if built from nothing."""
        gone = np.union1d(gone, added.numbers)
        kept = [self._without(gone), added._without(np.array([], np.int64))]
        numbers = np.concatenate([one[0] for one in kept])
        order = np.argsort(numbers, kind="stable")
        lexicon, places = self._lexicon() + added._lexicon()
        tokens = np.concatenate([kept[0][1], places[kept[1][1]]])
        words, names = (np.concatenate([one[column] for one in kept]) for column in (2, 3))
        name_at, token_at = offsets(names), offsets(words)
        picked = spread(name_at[:-1][order], name_at[1:][order])
        tokens = tokens[spread(token_at[:-1][picked], token_at[1:][picked])]
        return _columned(numbers[order], lexicon, tokens, words[picked], names[order])

    def members(self, column: str, owners: np.ndarray) -> np.ndarray:
        """The members of some owners in the columns ``<column>`` and ``<column>_at``."""
        return gathered(self._columns[column], self._columns[f"{column}_at"], owners)[0]

    def __getattr__(self, name: str) -> np.ndarray:
        try:
            return self.__dict__["_columns"][name]
        except KeyError:
            raise AttributeError(name) from None

    @cached_property
    def terms(self) -> Strings:
        return Strings(self.letters, self.letters_at)

    @cached_property
    def heard(self) -> Strings:
        return Strings(self.sound_letters, self.sound_at)

    def _without(self, gone: np.ndarray):
        """Numbers, tokens, words in each name and names of each site, of those that stay."""
        stays = ~np.isin(self.numbers, gone)
        names = np.repeat(stays, np.diff(self.row_at))
        words = np.diff(self.name_at)
        return self.numbers[stays], self.tokens[np.repeat(names, words)], words[names], np.diff(self.row_at)[stays]

    def _lexicon(self) -> _Lexicon:
        said = np.repeat(np.arange(len(self.heard)), np.diff(self.sounding_at))
        return _Lexicon(self.terms.every(), self.bare, self.likeliest, self.heard.every(), self.sounding, said)


def _columned(numbers, lexicon: _Lexicon, tokens, words, names) -> Words:
    """``tokens`` are places in the lexicon; ``words`` counts those of each name, ``names`` those of each site."""
    used = np.zeros(len(lexicon.words), bool)
    used[tokens] = True
    while not used[lexicon.bares[used]].all():
        used[lexicon.bares[used]] = True
    known = np.array(sorted(np.flatnonzero(used).tolist(), key=lexicon.words.__getitem__), np.int64)
    term = np.full(len(used), -1)
    term[known] = np.arange(len(known))
    tokens, bares = term[tokens].astype(np.int32), term[lexicon.bares[known]].astype(np.int32)
    name_at, row_at = offsets(words), offsets(names)
    row_of_token = np.repeat(np.repeat(np.arange(len(numbers)), np.diff(row_at)), np.diff(name_at))
    letters = Strings.of([lexicon.words[place] for place in known.tolist()])
    lengths = sums((letters.letters & 0xC0 != 0x80).astype(np.int64), letters.at)
    columns = {"numbers": numbers, "tokens": tokens, "name_at": name_at, "row_at": row_at, "bare": bares}
    columns |= {"letters": letters.letters, "letters_at": letters.at, "length": lengths.clip(0, 255).astype(np.uint8)}
    columns |= _borne(tokens, bares, row_of_token, len(numbers))
    columns |= _whole(letters, tokens, name_at, row_at)
    columns |= _heard(lexicon, known, term)
    columns |= _pairs(columns, row_of_token)
    return Words(columns)


def _borne(tokens, bares, rows, count) -> dict[str, np.ndarray]:
    """Of each term, with its article or without, the rows that bear it."""
    count = max(count, 1)
    keys = np.concatenate([tokens, bares[tokens]]).astype(np.int64) * count
    borne = distinct(keys + np.tile(rows, 2))
    return _grouped(borne // count, borne % count, len(bares), "borne")


def _grouped(owners: np.ndarray, members: np.ndarray, count: int, name: str) -> dict[str, np.ndarray]:
    """Members by their owner; the owners are sorted."""
    return {name: members.astype(np.int32), f"{name}_at": np.searchsorted(owners, np.arange(count + 1))}


def _whole(letters: Strings, tokens, name_at, row_at) -> dict[str, np.ndarray]:
    """The names as a whole without spaces, by their hash; and how many letters the shortest name of a site has."""
    hashes, lengths = letters.hashes()
    before = offsets(lengths[tokens])
    names = np.repeat(np.arange(len(name_at) - 1), np.diff(name_at))
    left = (before[name_at[1:]][names] - before[1:]).clip(0, len(POWERS) - 1)
    whole = sums(hashes[tokens] * POWERS[left], name_at)
    rows = np.repeat(np.arange(len(row_at) - 1), np.diff(row_at))
    order = np.lexsort((rows, whole))
    shortest = np.full(len(row_at) - 1, 255)
    np.minimum.at(shortest, rows, np.diff(before[name_at]))
    return {
        "whole": whole[order],
        "whole_row": rows[order].astype(np.int32),
        "shortest": shortest.astype(np.uint8),
    }


def _heard(lexicon: _Lexicon, known: np.ndarray, term: np.ndarray) -> dict[str, np.ndarray]:
    """The sounds in the order of their consonants, the terms that sound so, and the groups of three letters."""
    kept = term[lexicon.owners] >= 0
    every = distinct(lexicon.said[kept])
    every = np.array(sorted(every.tolist(), key=lexicon.sounds.__getitem__), np.int64)
    consonants, _ = Strings.of([lexicon.sounds[place] for place in every.tolist()]).hashes(_HEARD)
    order = np.argsort(consonants, kind="stable")
    strings = Strings.of([lexicon.sounds[place] for place in every[order].tolist()])
    place = np.full(len(lexicon.sounds), -1)
    place[every[order]] = np.arange(len(every))
    heard, terms = place[lexicon.said[kept]], term[lexicon.owners[kept]]
    count = max(len(known), 1)
    said = distinct(heard * count + terms)
    return {
        "sound_letters": strings.letters,
        "sound_at": strings.at,
        "consonants": consonants[order],
        "likeliest": place[lexicon.likeliest[known]].astype(np.int32),
        **_grouped(said // count, said % count, len(every), "sounding"),
        **_grams(strings),
    }


def _grams(strings: Strings) -> dict[str, np.ndarray]:
    """For every three letters that follow each other, the sounds that have them."""
    text = np.frombuffer(b"\n" + b"\n".join(strings.every()) + b"\n", np.uint8)
    codes = gram_codes(text)
    middle = text[1:-1] != 10
    owners = np.cumsum(text[1:-1] == 10)[middle]
    count = max(len(strings), 1)
    grams = distinct(codes[middle] * count + owners)
    return _grouped(grams // count, grams % count, GRAMS, "gram")


def _pairs(columns: Mapping[str, np.ndarray], rows: np.ndarray) -> dict[str, np.ndarray]:
    """Two words that follow each other in a name, as one might write them in one; also by their consonants."""
    tokens, name_at = columns["tokens"].astype(np.int64), columns["name_at"]
    inside = np.ones(max(len(tokens) - 1, 0), bool)
    ends = name_at[1:-1]
    inside[ends[(ends > 0) & (ends < len(tokens))] - 1] = False
    keys, rows = ((tokens[:-1] << 32) | tokens[1:])[inside], rows[:-1][inside]
    order = np.lexsort((rows, keys))
    keys, rows = keys[order], rows[order]
    fresh = np.ones(len(keys), bool)
    fresh[1:] = (np.diff(keys) != 0) | (np.diff(rows) != 0)
    keys, rows = keys[fresh], rows[fresh]
    pair, at = np.unique(keys, return_index=True)
    joined = _joined(columns, pair)
    order = np.argsort(joined, kind="stable")
    return {
        "pair": pair,
        "paired": rows.astype(np.int32),
        "paired_at": np.append(at, len(rows)),
        "joined": joined[order],
        "joined_pair": order.astype(np.int32),
    }


def _joined(columns: Mapping[str, np.ndarray], pair: np.ndarray) -> np.ndarray:
    """The hash of the strong consonants of both words together."""
    strings = Strings(columns["sound_letters"], columns["sound_at"])
    hashes, lengths = (one[columns["likeliest"]] for one in strings.hashes(_HEARD & ~_WEAK))
    first, second = pair >> 32, pair & 0xFFFFFFFF
    return hashes[first] * POWERS[lengths[second].clip(0, len(POWERS) - 1)] + hashes[second]
