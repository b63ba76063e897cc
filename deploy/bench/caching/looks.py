"""Readers look about: each look asks for some addresses at once. Out come requests: when, of which kind, for which.

What is measured and what is assumed of them stands in docs/scale.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .popularity import Evenly, Popularity, Zipf

FRONT, SITE, REPORT, ARTICLE, LIST, TILE, PICTURE, SUGGESTION = range(8)
KINDS = ("the map's page", "sites", "reports", "articles", "lists", "tiles", "pictures of a place", "suggestions")
LOOKS = {"map": 0.25, "closer": 0.35, "record": 0.30, "list": 0.07, "search": 0.03}  # shares of all looks
SECONDS = 30  # from one look of a reader to the next
LANGUAGES = (0.60, 0.20, 0.15, 0.05)  # shares of the four languages of pages
WHOLE_WORLD, DEVICES = 20, 3  # tiles of the first view, and first views that differ by the size of the window
VIEW, DEPTHS, TWICE = 8, (4, 12), 2  # new tiles of a closer view; its zooms; how often one comes closer
AT_FOUR, BY_ZOOM = 26, 2.6  # tiles with a site at zoom 4, and how many times as many one zoom closer
RECORDS = (0.60, 0.25, 0.15)  # sites, reports, articles, of all records that are read
FILTERS = Zipf(20_000, 0.8)
TYPED = 4  # suggestions for one word
SCATTERED = 2_654_435_761  # a prime: neighbours by rank lie far from each other on the map
ROOM = 1 << 56  # addresses of each kind


@dataclass(frozen=True)
class Readers:
    """``together`` readers are there at any moment; ``burst`` of them came for one record of the day, and ``crawled``
    pages a second are asked for by programs, any record as often as any other."""

    together: int
    records: Popularity
    burst: float = 0
    crawled: float = 0

    def requests(self, seconds: float, chance: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """(moments, addresses) of one second after the other, in order; an address knows its kind (``kind_of``)."""
        for second in range(int(seconds)):
            asked = [self._looked(name, share, chance) for name, share in LOOKS.items()]
            asked.append(self._records(chance.poisson(self.crawled), chance, Evenly(self.records.many), languages=True))
            addresses = np.concatenate(asked)
            yield second + np.sort(chance.random(len(addresses))), chance.permutation(addresses)

    def _looked(self, name: str, share: float, chance: np.random.Generator) -> np.ndarray:
        looks = chance.poisson(self.together / SECONDS * share)
        if name == "map":
            return _first_views(looks, chance)
        if name == "closer":
            return self._closer(looks, chance)
        if name == "record":
            return self._records(looks, chance, self.records)
        if name == "list":
            return _in_languages(LIST, FILTERS.drawn(looks, chance), chance)
        return np.concatenate(
            [_address(SUGGESTION, self.records.drawn(looks, chance) // 10**typed) for typed in range(TYPED)]
        )

    def _drawn(self, some: int, chance: np.random.Generator) -> np.ndarray:
        ranks = self.records.drawn(some, chance)
        ranks[chance.random(some) < self.burst] = 0
        return ranks

    def _closer(self, looks: int, chance: np.random.Generator) -> np.ndarray:
        places = self._drawn(looks, chance).astype(object) * SCATTERED % self.records.many
        places = places.astype(np.int64)
        tiles = []
        for _ in range(TWICE):
            zooms = chance.integers(DEPTHS[0], DEPTHS[1] + 1, size=looks)
            there = np.minimum(AT_FOUR * BY_ZOOM ** (zooms - 4.0), self.records.many)
            first = (places / self.records.many * there).astype(np.int64)
            near = first[:, None] + np.arange(VIEW)[None, :]
            tiles.append((near * 64 + zooms[:, None]).ravel())
        return _address(TILE, np.concatenate(tiles))

    def _records(
        self, looks: int, chance: np.random.Generator, among: Popularity, *, languages: bool = False
    ) -> np.ndarray:
        """The page of a record; of a site also the picture of its place, but not for programs."""
        ranks = among.drawn(looks, chance) if languages else self._drawn(looks, chance)
        kinds = chance.choice((SITE, REPORT, ARTICLE), size=looks, p=RECORDS)
        pages = [_in_languages(kind, ranks[kinds == kind], chance) for kind in (SITE, REPORT, ARTICLE)]
        pictures = [] if languages else [_address(PICTURE, ranks[kinds == SITE])]
        return np.concatenate([*pages, *pictures])


def kind_of(addresses: np.ndarray) -> np.ndarray:
    return addresses // ROOM


def _address(kind: int, which: np.ndarray) -> np.ndarray:
    return kind * ROOM + which.astype(np.int64)


def _in_languages(kind: int, which: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    spoken = chance.choice(len(LANGUAGES), size=len(which), p=LANGUAGES)
    return _address(kind, which.astype(np.int64) * len(LANGUAGES) + spoken)


def _first_views(looks: int, chance: np.random.Generator) -> np.ndarray:
    """The page, and the tiles of the whole world, of which each size of window takes others."""
    pages = _in_languages(FRONT, np.zeros(looks, np.int64), chance)
    device = chance.integers(DEVICES, size=looks)
    tiles = device[:, None] * WHOLE_WORLD + np.arange(WHOLE_WORLD)[None, :]
    return np.concatenate([pages, _address(TILE, (tiles * 64).ravel())])
