"""Which history is told of how many sites of which town, and under which numbers: the same for every database."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from random import Random

from .cities import City, cities, weights
from .templates import SEED, TEMPLATES, Template, template

SIZES = ((1, 2, 4, 7, 12), (30, 25, 20, 15, 10))  # sites that the same sources speak of
BLOCK = 400  # stories that are written together: some 1,600 sites


@dataclass(frozen=True, slots=True)
class Story:
    """``sites`` sites of one town with one history; the other numbers are the first of their kind that it uses."""

    history: int
    town: int
    sites: int
    site: int
    report: int
    citation: int
    article: int
    period: int

    @property
    def template(self) -> Template:
        return template(self.history)

    @property
    def city(self) -> City:
        return cities()[self.town]


def blocks(sites: int) -> Iterator[list[Story]]:
    """All stories of so many sites, in order, some hundreds at a time."""
    stories = _stories(sites)
    while block := list(islice(stories, BLOCK)):
        yield block


def _stories(sites: int) -> Iterator[Story]:
    chance, left = Random(SEED), sites  # noqa: S311
    site = report = citation = article = period = 1
    for town in _towns(chance):
        if not left:
            return
        history, size = chance.randrange(TEMPLATES), min(left, chance.choices(*SIZES)[0])
        yield Story(history, town, size, site, report, citation, article, period)
        told, left = template(history), left - size
        site, report, period = site + size, report + size * len(told.reports), period + size * len(told.known)
        citation, article = citation + size * told.citations, article + len(told.articles)


def _towns(chance: Random) -> Iterator[int]:
    places = range(len(cities()))
    for _ in count():
        yield from chance.choices(places, cum_weights=weights(), k=BLOCK)
