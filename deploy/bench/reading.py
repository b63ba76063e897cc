"""An article read against a gazetteer: the short articles of the tests in six languages, and a long one of them."""

import tomllib
from pathlib import Path
from time import perf_counter

import numpy as np
from django.db import connection
from tqdm import tqdm

from sites import gazetteer
from sites.intake import claims
from sites.models import SiteName, Toponym

from .parts import FULL
from .table import at_most, hand_over, measured

ARTICLES = Path(__file__).parents[2] / "tests" / "reading" / "articles" / "seen"
LONG = 10  # short articles make a long one


def main(sites: int) -> None:
    if not Toponym.objects.exists():
        begun = perf_counter()
        gazetteer.rebuild()
        hand_over(measured("the gazetteer built from nothing, s", sites, connection.vendor, perf_counter() - begun))
    names = sites + SiteName.objects.count()
    articles = _articles() if sites >= FULL else _articles()[::10]
    _took(articles[0])  # the tables of words are read once a process
    took = [_took(article) for article in tqdm(articles, desc=f"Reading on {connection.vendor}", unit=" articles")]
    long = {
        **articles[0],
        "text": "\n\n".join(one["text"] for one in articles if one["language"] == "en")[: LONG * 1500],
    }
    rows = {
        "p95": float(np.percentile(took, 95)),
        "worst": max(took),
        f"one of {len(long['text']):,} letters": _took(long),
    }
    for name, milliseconds in rows.items():
        goal = at_most(300) if name == "p95" else None
        hand_over(measured(f"read one article, {name}, ms", names, connection.vendor, milliseconds, goal=goal))


def _articles() -> list[dict]:
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(ARTICLES.glob("*.toml"))]


def _took(article: dict) -> float:
    begun = perf_counter()
    claims(article["text"], published=article["published"], language=article["language"])
    return (perf_counter() - begun) * 1000
