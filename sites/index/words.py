"""The names of many sites as columns: which words there are, which sites bear them, and what the words sound like.

Every column is one flat array, so that it can be kept in a file and read by several processes from the same memory. A
``row`` is the place of a site in the order of numbers, a ``term`` the place of a word in the order of its letters.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain

import numpy as np

from ..names import bare, sounds

PRIME = 0x100000001B3
GRAMS = 1 << 15
_STEPS = np.full(1 << 14, PRIME, np.uint64)
_STEPS[0] = 1
POWERS = np.cumprod(_STEPS)  # modulo 2 ** 64, as all arithmetic with hashes
_HEARD = np.ones(256, bool)
_HEARD[list(b"aiu'")] = False
_WEAK = np.zeros(256, bool)
_WEAK[list(b"HWY")] = True


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


def digest(letters: bytes) -> int:
    """The hash of one byte string, the same as in ``Strings.hashes``."""
    value = 0
    for letter in letters:
        value = (value * PRIME + letter + 1) % (1 << 64)
    return value


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
        spoken = {word: sounds(word) for word in {*known, *map(bare, known)}}
        return _columned(numbers[order], spoken, list(known), np.array(tokens, np.int64), words, names)

    def columns(self) -> dict[str, np.ndarray]:
        """All there is, as one-dimensional arrays of whole numbers."""
        return dict(self._columns)

    def merged(self, gone: np.ndarray, added: "Words") -> "Words":
        """Without the sites ``gone``, with those of ``added`` (which replace their like); as if built from nothing."""
        gone = np.union1d(gone, added.numbers)
        kept = [self._without(gone), added._without(np.array([], np.int64))]
        numbers = np.concatenate([one[0] for one in kept])
        order = np.argsort(numbers, kind="stable")
        vocabulary = [*self.vocabulary, *added.vocabulary]
        tokens = np.concatenate([kept[0][1], kept[1][1] + len(self.terms)])
        words, names = (np.concatenate([one[column] for one in kept]) for column in (2, 3))
        name_at = offsets(names)
        picked = spread(name_at[:-1][order], name_at[1:][order])
        token_at = offsets(words)
        tokens = tokens[spread(token_at[:-1][picked], token_at[1:][picked])]
        return _columned(
            numbers[order], self._spoken() | added._spoken(), vocabulary, tokens, words[picked], names[order]
        )

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

    @property
    def vocabulary(self) -> list[str]:
        return [term.decode() for term in self.terms]

    def _without(self, gone: np.ndarray):
        """Numbers, tokens, words in each name and names of each site, of those that stay."""
        stays = ~np.isin(self.numbers, gone)
        names = np.repeat(stays, np.diff(self.row_at))
        words = np.diff(self.name_at)
        return self.numbers[stays], self.tokens[np.repeat(names, words)], words[names], np.diff(self.row_at)[stays]

    def _spoken(self) -> dict[str, tuple[str, ...]]:
        """What each word sounds like, the likeliest first."""
        said = [sound.decode() for sound in self.heard]
        readings = [[said[first]] for first in self.likeliest.tolist()]
        owners = np.repeat(np.arange(len(said)), np.diff(self.sounding_at))
        for sound, term in zip(owners.tolist(), self.sounding.tolist(), strict=True):
            readings[term].append(said[sound])
        return {word: tuple(dict.fromkeys(told)) for word, told in zip(self.vocabulary, readings, strict=True)}


def _columned(numbers, spoken, vocabulary, tokens, words, names) -> Words:
    """``tokens`` are places in ``vocabulary``; ``words`` counts those of each name, ``names`` those of each site."""
    used = [vocabulary[place] for place in np.unique(tokens).tolist()]
    known = sorted({*used, *map(bare, used)}, key=str.encode)
    terms = {word: place for place, word in enumerate(known)}
    renumbered = np.array([terms.get(word, -1) for word in vocabulary], np.int32)
    tokens = renumbered[tokens] if len(tokens) else np.zeros(0, np.int32)
    name_at, row_at = offsets(words), offsets(names)
    row_of_token = np.repeat(np.repeat(np.arange(len(numbers)), np.diff(row_at)), np.diff(name_at))
    bares = np.array([terms[bare(word)] for word in known], np.int32)
    letters = Strings.of([word.encode() for word in known])
    columns = {"numbers": numbers, "tokens": tokens, "name_at": name_at, "row_at": row_at, "bare": bares}
    columns |= {"letters": letters.letters, "letters_at": letters.at}
    columns |= {"length": np.fromiter(map(len, known), np.int64, len(known)).clip(0, 255).astype(np.uint8)}
    columns |= _borne(tokens, bares, row_of_token, len(numbers))
    columns |= _whole(letters, tokens, name_at, row_at)
    columns |= _heard(known, spoken)
    columns |= _pairs(columns, row_of_token)
    return Words(columns)


def _borne(tokens, bares, rows, count) -> dict[str, np.ndarray]:
    """Of each term, with its article or without, the rows that bear it."""
    count = max(count, 1)
    borne = np.unique(np.concatenate([tokens * count + rows, bares[tokens] * count + rows]))
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


def _heard(known: list[str], spoken: Mapping[str, tuple[str, ...]]) -> dict[str, np.ndarray]:
    """The sounds in the order of their consonants, the terms that sound so, and the groups of three letters."""
    said = [spoken[word] for word in known]
    every = sorted({*chain.from_iterable(said)})
    strings = Strings.of([sound.encode() for sound in every])
    consonants, _ = strings.hashes(_HEARD)
    order = np.argsort(consonants, kind="stable")
    place = {every[old]: new for new, old in enumerate(order.tolist())}
    heard = np.fromiter((place[sound] for sounds in said for sound in sounds), np.int64)
    terms = np.repeat(np.arange(len(known)), [len(sounds) for sounds in said])
    by_sound = np.lexsort((terms, heard))
    strings = Strings.of([every[old].encode() for old in order.tolist()])
    first = np.fromiter((place[sounds[0]] for sounds in said), np.int32, len(said))
    return {
        "sound_letters": strings.letters,
        "sound_at": strings.at,
        "consonants": consonants[order],
        "likeliest": first,
        **_grouped(heard[by_sound], terms[by_sound], len(every), "sounding"),
        **_grams(strings),
    }


def _grams(strings: Strings) -> dict[str, np.ndarray]:
    """For every three letters that follow each other, the sounds that have them."""
    text = np.frombuffer(b"\n" + b"\n".join(strings) + b"\n", np.uint8)
    codes = gram_codes(text)
    middle = text[1:-1] != 10
    owners = np.cumsum(text[1:-1] == 10)[middle]
    count = max(len(strings), 1)
    grams = np.unique(codes[middle] * count + owners)
    return _grouped(grams // count, grams % count, GRAMS, "gram")


def gram_codes(text: np.ndarray) -> np.ndarray:
    """One number for every three bytes that follow each other."""
    text = text.astype(np.int64)
    return (text[:-2] * 961 + text[1:-1] * 31 + text[2:]) % GRAMS


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
