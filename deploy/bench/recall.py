"""Search by any spelling: how often a place is among the first twenty, and how long it takes at a million names."""

import csv
import gzip
import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter
from typing import NamedTuple

import numpy as np
from django.db import connection
from rapidfuzz.distance import OSA

from sites.names import search_text
from sites.spellings import Words, answering, best

from .parts import FULL
from .respellings import mistyped, respelled
from .seed.words import KINDS, WHOSE
from .table import Row, at_least, at_most, hand_over, measured, not_measured

PLACES = Path(os.environ.get("PLEIADES", Path(__file__).parents[3] / "shared" / "data" / "pleiades-places-2024.csv.gz"))
QUERIES, FEWER = 2000, 200  # of each kind; fewer in a quick run
FIRST = 20
SHARED = 20  # a name of more places than this finds none of them among the first twenty
SEED = 20240229
UNNAMED = re.compile(r"\b(?:untitled|unnamed)\b")
NOBODY = np.zeros(0, np.int64)


class Asked(NamedTuple):
    """A query and the site that whoever asks it is looking for."""

    text: str
    site: int


class Found(NamedTuple):
    """``recall`` among the first twenty, ``answered`` among all answers; times are the 95th percentile in ms."""

    queries: int
    recall: float
    answered: float
    best: float
    answering: float


def main(sites: int) -> None:
    if not PLACES.exists():
        hand_over(
            not_measured("search by any spelling", sites, "both", f"{PLACES} is missing: name the file in PLEIADES")
        )
        return
    told, aside = variants(gazetteer(PLACES))
    for number, what in ((len(told), "asked for"), (aside, f"left aside: unnamed, or shared by over {SHARED} places")):
        hand_over(measured(f"search, names {what}", sites, connection.vendor, number))
    for row in rows(recall(PLACES, sites, QUERIES if sites >= FULL else FEWER), sites):
        hand_over(row)


def rows(found: dict[str, Found], sites: int) -> list[Row]:
    told = []
    report = partial(measured, at=sites, database=connection.vendor)
    for kind, one in found.items():
        if kind != "common words":  # which look for no one place
            promised = at_least(0.95) if kind in ("gazetteer variants", "written respellings") else None
            told.append(report(f"search, {kind}: recall@20", ours=one.recall, goal=promised))
            told.append(report(f"search, {kind}: found at all", ours=one.answered))
        told.append(report(f"search, {kind}: best 20, p95 ms", ours=one.best, goal=at_most(10)))
        told.append(report(f"search, {kind}: all answers, p95 ms", ours=one.answering, goal=at_most(10)))
    return told


def recall(path: Path, sites: int, queries: int) -> dict[str, Found]:
    """What is found of the places of Pleiades among so many sites, by kind of query."""
    places = gazetteer(path)
    chance = Random(SEED)  # noqa: S311
    told, _ = variants(places)
    drawn = chance.sample(told, min(queries, len(told)))
    crowd = list(islice(invented(places, Random(SEED)), max(sites - len(places), 0)))  # noqa: S311
    words = built([*places, *crowd])
    found = {
        "gazetteer variants": ask(words, drawn),
        "written respellings": ask(
            words, list(changed(told, partial(written_otherwise, chance=chance), chance, queries))
        ),
        "one letter mistyped": ask(words, list(changed(told, partial(mistyped, chance=chance), chance, queries))),
        "common words": ask(words, [Asked(name[0], 0) for kind in KINDS.values() for name in kind]),
        "beginnings": ask(words, [Asked(one.text[: chance.randint(2, 6)], one.site) for one in drawn]),
    }
    left_out, asked = without_one(places, chance, queries)
    return found | {"a variant the gazetteer lacks": ask(built([*left_out, *crowd]), asked)}


def gazetteer(path: Path) -> list[list[str]]:
    """The title and the names of each place."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [[row["title"], *filter(None, row["names"].split("|"))] for row in csv.DictReader(lines)]


def variants(places: Sequence[Sequence[str]]) -> tuple[list[Asked], int]:
    """Every name by which one may ask for a place; and how many are left aside, as the place has no name or too many
    share it."""
    keys = [{search_text([name]): name for name in names} for names in places]
    shared = Counter(key for one in keys for key in one)
    every = [(key, Asked(name, place)) for place, one in enumerate(keys) for key, name in one.items()]
    told = [asked for key, asked in every if key and not UNNAMED.search(key) and shared[key] <= SHARED]
    return told, len(every) - len(told)


def changed(told: Sequence[Asked], change: Callable[[str], str], chance: Random, queries: int) -> list[Asked]:
    """The same names written otherwise; names that no change alters are left aside."""
    drawn = (Asked(change(one.text), one.site) for one in chance.sample(told, len(told)))
    return list(islice((one for one in drawn if one.text), queries))


def written_otherwise(name: str, chance: Random) -> str:
    """By one to three rules; Latin letters only, as the rules are of them."""
    return respelled(name, chance, chance.randint(1, 3))


def without_one(places: Sequence[Sequence[str]], chance: Random, queries: int) -> tuple[list[list[str]], list[Asked]]:
    """The places, some of which lack a name that is spelt like another of theirs; and the names they lack."""
    left, asked = [list(names) for names in places], []
    for place in chance.sample(range(len(places)), len(places)):
        keys = {name: search_text([name]) for name in places[place]}
        name = chance.choice(list(keys))
        kept = [other for other in keys if keys[other] != keys[name]]
        alike = any(OSA.normalized_similarity(keys[name], keys[other]) >= 0.6 for other in kept)
        if alike and not any(keys[name] in keys[other] for other in kept) and len(asked) < queries:
            left[place] = kept
            asked.append(Asked(name, place))
    return left, asked


def invented(places: Sequence[Sequence[str]], chance: Random):
    """Endlessly other sites, named after parts of real names, as the many places of a large country are."""
    real = sorted({name for names in places for name in names})
    single = [name for name in real if name.isalpha()]
    kinds = [kind for group in KINDS.values() for kind in group]
    while True:
        first, second = chance.choice(single), chance.choice(single)
        made = first[: len(first) // 2 + 1] + second[len(second) // 2 :].lower()
        kind, whose = chance.choice(kinds), chance.choice(WHOSE)
        yield chance.choice(
            (
                [made],
                [f"Tell {made}", f"تل {whose[1]}"],
                [f"{kind[0]} of {made}"],
                [f"{kind[0]} of {whose[0]}, {made}", f"{kind[1]} {whose[1]}", f"{kind[2]} {whose[2]}"],
                [f"{made} {second}"],
                [f"{kind[0]} of {chance.choice(real)}", f"{kind[2]} {whose[2]}"],
            )
        )


def built(sites: Sequence[Sequence[str]]) -> Words:
    return Words.build(np.arange(len(sites)), list(map(search_text, sites)))


def ask(words: Words, asked: Sequence[Asked]) -> Found:
    parts = [(words, NOBODY)]
    first, took_best = timed(lambda text: best(parts, text, FIRST), asked)
    every, took_answering = timed(lambda text: answering(parts, text), asked)
    return Found(
        len(asked),
        float(np.mean([one.site in found for one, found in zip(asked, first, strict=True)])),
        float(np.mean([one.site in found for one, found in zip(asked, every, strict=True)])),
        float(np.percentile(took_best, 95)),
        float(np.percentile(took_answering, 95)),
    )


def timed(search: Callable[[str], np.ndarray], asked: Sequence[Asked]) -> tuple[list[set[int]], list[float]]:
    """What each query finds, and how many ms it takes."""
    found, took = [], []
    for one in asked:
        started = perf_counter()
        numbers = search(one.text)
        took.append((perf_counter() - started) * 1000)
        found.append({*numbers.tolist()})
    return found, took
