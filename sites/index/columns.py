"""The public rows of many sites as columns, in the order of their tile keys: a tile is one contiguous stretch."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import accumulate, pairwise
from typing import NamedTuple, Self

import numpy as np

from ..spellings import Words
from .codes import FOREVER

UNPLACED = 1 << 48  # the key of sites without a public place: behind all tiles
AT_ONCE = 20_000  # rows whose texts are moved together


class SiteRow(NamedTuple):
    """One site as it is read, before it stands in columns. Days are ordinals; ``since`` is 0 where nothing stands."""

    number: int
    key: int
    latitude: float
    longitude: float
    cell: float
    place: int
    status: int
    causes: int
    since: int
    reports: int
    parent: int
    name: bytes
    card: bytes
    search: str


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Segment:
    """Columns of n sites with m periods; all arrays are read-only, one-dimensional, and may be mapped from files.

    Of sites, by (key, number): ``number``, ``key`` (int64), ``latitude``, ``longitude``, ``cell`` (float64, degrees),
    ``place``, ``status``, ``causes`` (uint16, see codes), ``since`` (int32, ordinal day of the level, 0 for none),
    ``reports`` (int32), ``parent`` (int64, 0 for none), ``rank`` (float64, the place in the order of names).
    ``by_number`` (int64) and ``by_rank`` (int32) are the rows in those orders, ``by_parent`` (int32) those of the sites
    that are parts, in the order of ``parents`` (int64), whose parts they are.
    Of periods, by site and first day: ``owner`` (int32, the row of the site), ``begins``, ``ends``, ``known`` and
    ``superseded`` (int32, ordinal days), ``lasts`` and ``stands`` (bool, whether the second and the fourth of these are
    open), ``period_status``, ``period_causes``, ``period_since``; row r owns first[r]:first[r + 1].
    ``card`` (uint8) are texts in UTF-8, row r card_at[r]:card_at[r + 1]: a JSON object of what a mark tells; ``name``
    likewise, by which names are put in order.
    """

    number: np.ndarray
    key: np.ndarray
    latitude: np.ndarray
    longitude: np.ndarray
    cell: np.ndarray
    place: np.ndarray
    status: np.ndarray
    causes: np.ndarray
    since: np.ndarray
    reports: np.ndarray
    parent: np.ndarray
    rank: np.ndarray
    by_number: np.ndarray
    by_rank: np.ndarray
    by_parent: np.ndarray
    parents: np.ndarray
    owner: np.ndarray
    begins: np.ndarray
    ends: np.ndarray
    known: np.ndarray
    superseded: np.ndarray
    lasts: np.ndarray
    stands: np.ndarray
    period_status: np.ndarray
    period_causes: np.ndarray
    period_since: np.ndarray
    first: np.ndarray
    card_at: np.ndarray
    card: np.ndarray
    name_at: np.ndarray
    name: np.ndarray
    words: Words

    def __len__(self) -> int:
        return len(self.number)

    @classmethod
    def columns(cls) -> list[str]:
        """The names of the columns, without ``words``, which has its own."""
        return [field.name for field in fields(cls) if field.name != "words"]

    @classmethod
    def build(cls, sites: Sequence[SiteRow], periods: Mapping[str, np.ndarray]) -> Self:
        """From rows in any order. ``periods`` are the columns of PERIOD and ``number``, the site they are of; those of
        other sites are left out."""
        sites = sorted(sites, key=lambda row: (row.key, row.number))
        plain = dict(zip(SiteRow._fields, zip(*sites, strict=True), strict=True)) if sites else {}
        numbers = np.array(plain.get("number", ()), np.int64)
        by_number = np.argsort(numbers)
        at = np.searchsorted(numbers, periods["number"], sorter=by_number)
        owner = np.append(by_number, -1)[at]
        owner[np.append(numbers, 0)[owner] != periods["number"]] = -1
        order = np.lexsort((periods["begins"], owner))
        order = order[owner[order] >= 0]
        return cls._assembled(
            {name: np.array(plain.get(name, ()), dtype) for name, dtype in SITE.items()},
            {name: periods[name][order] for name in PERIOD},
            np.bincount(owner[order], minlength=len(sites)),
            {"card": _joined(plain.get("card", ())), "name": _joined(plain.get("name", ()))},
            Words.build(numbers, plain.get("search", ())),
        )

    @classmethod
    def empty(cls) -> Self:
        return cls.build([], {name: np.empty(0, dtype) for name, dtype in {"number": np.int64, **PERIOD}.items()})

    @classmethod
    def of(cls, parts: Sequence["Segment"], words: Words) -> Self:
        """One segment of several that share no site; ``words`` are the names of all."""
        return cls._together([(part, np.arange(len(part))) for part in parts], words)

    @classmethod
    def _assembled(
        cls, site: dict, period: dict, lengths: np.ndarray, texts: dict, words: Words, by_rank: np.ndarray | None = None
    ) -> Self:
        """What follows from the columns is made here: whose a period is, and the rows in other orders."""
        if by_rank is None:
            by_rank = _by_name(*texts["name"], site["number"])
        rank = np.empty(len(by_rank))
        rank[by_rank] = np.arange(len(by_rank))
        parts = np.flatnonzero(site["parent"])
        by_parent = parts[np.argsort(site["parent"][parts], kind="stable")].astype(np.int32)
        return cls(
            **site,
            **period,
            **{f"{name}_at": starts for name, (starts, _) in texts.items()},
            **{name: letters for name, (_, letters) in texts.items()},
            rank=rank,
            by_rank=by_rank,
            by_number=np.argsort(site["number"], kind="stable"),
            by_parent=by_parent,
            parents=site["parent"][by_parent],
            owner=np.repeat(np.arange(len(lengths), dtype=np.int32), lengths),
            lasts=period["ends"] == FOREVER,
            stands=period["superseded"] == FOREVER,
            first=_starts(lengths),
            words=words,
        )

    def order(self, row: int) -> tuple[bytes, int]:
        """What puts a site in the order of names."""
        return bytes(self.name[self.name_at[row] : self.name_at[row + 1]]), int(self.number[row])

    def card_of(self, row: int) -> bytes:
        return bytes(self.card[self.card_at[row] : self.card_at[row + 1]])

    def rows_of(self, numbers: np.ndarray) -> np.ndarray:
        """The rows of the sites of these numbers, as far as they are here; int64, in the order of the numbers."""
        at = np.searchsorted(self.number, numbers, sorter=self.by_number)
        here = at < len(self)
        rows = self.by_number[at[here]]
        return rows[self.number[rows] == numbers[here]]

    def parts_of(self, numbers: np.ndarray) -> np.ndarray:
        """The rows of the sites that are parts of these sites."""
        first = np.searchsorted(self.parents, numbers, side="left")
        last = np.searchsorted(self.parents, numbers, side="right")
        return np.concatenate([self.by_parent[:0], *(self.by_parent[a:b] for a, b in zip(first, last, strict=True))])

    def ranked_among(self, base: "Segment") -> "Segment":
        """The same sites with ranks that stand between those of another segment: 6.5 comes after its row of rank 6."""
        rank = np.array([_bisect(base, self.order(row)) - 0.5 for row in range(len(self))])
        return replace(self, rank=rank)._parted()

    def _parted(self) -> "Segment":
        """Ranks between the same two neighbours are told apart by a little."""
        between = np.floor(self.rank) + 0.5
        rows = sorted(range(len(self)), key=lambda row: (between[row], self.order(row)))
        rank = np.empty(len(self))
        rank[rows] = between[rows] + np.arange(len(self)) * 1e-7
        return replace(self, rank=rank, by_rank=np.array(rows, np.int32))

    def joined(self, gone: np.ndarray, newer: "Segment") -> "Segment":
        """Like ``merged``, for two segments whose ranks stand between those of a third."""
        rank = np.concatenate([np.delete(self.rank, gone), newer.rank])
        merged = self.merged(gone, newer)
        numbers = np.concatenate([np.delete(self.number, gone), newer.number])
        return replace(merged, rank=rank[np.argsort(numbers)][np.argsort(merged.by_number)])._parted()

    def merged(self, gone: np.ndarray, newer: "Segment") -> "Segment":
        """These sites without the rows ``gone`` and with those of a segment that is ranked among them."""
        kept = np.delete(np.arange(len(self)), gone)
        words = self.words.merged(np.sort(self.number[gone]), newer.words)
        return self._together([(self, kept), (newer, np.arange(len(newer)))], words, ranked=True)

    @classmethod
    def _together(cls, parts: Sequence[tuple["Segment", np.ndarray]], words: Words, *, ranked: bool = False) -> Self:
        """The rows that are kept of each part, in one order."""
        site = {name: np.concatenate([getattr(part, name)[rows] for part, rows in parts]) for name in [*SITE, "rank"]}
        order = np.lexsort((site["number"], site["key"]))
        site = {name: column[order] for name, column in site.items()}
        rank = site.pop("rank")
        starts, periods = _gathered(parts, order, "first", list(PERIOD))
        texts = {}
        for name in ("card", "name"):
            begins, letters = _gathered(parts, order, f"{name}_at", [name])
            texts[name] = begins, letters[name]
        by_rank = np.argsort(rank, kind="stable").astype(np.int32) if ranked else None
        return cls._assembled(site, periods, np.diff(starts), texts, words, by_rank)


SITE = {
    "number": np.int64,
    "key": np.int64,
    "latitude": np.float64,
    "longitude": np.float64,
    "cell": np.float64,
    "place": np.uint16,
    "status": np.uint16,
    "causes": np.uint16,
    "since": np.int32,
    "reports": np.int32,
    "parent": np.int64,
}
PERIOD = {
    "begins": np.int32,
    "ends": np.int32,
    "known": np.int32,
    "superseded": np.int32,
    "period_status": np.uint16,
    "period_causes": np.uint16,
    "period_since": np.int32,
}


def _starts(lengths: np.ndarray) -> np.ndarray:
    """Where each of several stretches begins that follow each other, and where the last ends."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def _joined(texts: Sequence[bytes]) -> tuple[np.ndarray, np.ndarray]:
    """Texts one behind the other, and where each begins."""
    starts = np.fromiter(accumulate(map(len, texts), initial=0), np.int64, len(texts) + 1)
    return starts, np.frombuffer(b"".join(texts), np.uint8)


def _by_name(starts: np.ndarray, letters: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """The rows in the order of their names."""
    text, ends = letters.tobytes(), starts.tolist()
    names = [text[begin:end] for begin, end in pairwise(ends)]
    given = numbers.tolist()
    return np.array(sorted(range(len(names)), key=lambda row: (names[row], given[row])), np.int32)


def _gathered(
    parts: Sequence[tuple[Segment, np.ndarray]], order: np.ndarray, at: str, names: list[str]
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Columns with several values a row: where each row begins in the new order, and the columns in it."""
    before = _starts(np.array([getattr(part, at)[-1] for part, _ in parts]))
    begin = np.concatenate([getattr(part, at)[:-1][rows] + before[n] for n, (part, rows) in enumerate(parts)])[order]
    length = np.concatenate([np.diff(getattr(part, at))[rows] for part, rows in parts])[order]
    starts = _starts(length)
    columns = {name: np.empty(starts[-1], getattr(parts[0][0], name).dtype) for name in names}
    for row in range(0, len(order), AT_ONCE):
        rows = slice(row, row + AT_ONCE)
        into = slice(starts[row], starts[min(row + AT_ONCE, len(order))])
        where = np.arange(into.start, into.stop) + np.repeat(begin[rows] - starts[:-1][rows], length[rows])
        for n, (part, _) in enumerate(parts):
            held = (where >= before[n]) & (where < before[n + 1])
            for name, column in columns.items():
                column[into][held] = getattr(part, name)[where[held] - before[n]]
    return starts, columns


def _bisect(base: Segment, order: tuple[bytes, int]) -> int:
    """How many names of a segment come before this one."""
    return bisect_left(base.by_rank, order, key=lambda row: base.order(int(row)))
