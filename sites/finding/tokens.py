"""What a record is found by: its values as ``state=draft``, its folded words, and how the names of places sound.

A sound is told from a word by a ``~``; it is the same in every script, and a kind of place is the same in every
language. Nothing of this is public: drafts and exact places are among it.
"""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from ..models import Article, Decision, Origin, Photo, Report, Site
from ..names import name_word, words

ANY = "*"
LONGEST = 60
TELLING = 2  # consonants from which on a sound tells something
FIELDS = {
    "site": ("state", "kind", "country", "visibility", "level"),
    "report": ("state", "level", "verification", "recovery"),
    "article": ("type", "language", "origin"),
    "photo": ("state", "moment", "graphic"),
    "origin": (),
    "decision": ("verb", "kind"),
}
TEXTS = {
    "site": ("name",),  # a place is not for everybody
    "report": ("summary", "attributed_to"),
    "article": ("title", "publisher", "authors"),
    "photo": ("alt", "credit"),
    "origin": ("name",),
    "decision": ("label", "reason", "who"),
}
KINDS = {model._meta.model_name: model for model in (Site, Report, Article, Photo, Origin, Decision)}


def words_of(texts: Iterable[str]) -> set[str]:
    return set().union(*(_folded(part) for text in texts if text for part in text.split()))


def named(texts: Iterable[str]) -> set[str]:
    """The words of the names of a place, and their sounds."""
    return set().union(*(_named(part) for text in texts if text for part in text.split()))


@lru_cache(maxsize=65536)
def _folded(part: str) -> frozenset[str]:
    return frozenset(word[:LONGEST] for word in words(part))


@lru_cache(maxsize=65536)
def _named(part: str) -> frozenset[str]:
    folded = words(part)
    heard = (f"~{one}"[:LONGEST] for word in folded if (one := sound(word)))
    return frozenset([*(word[:LONGEST] for word in folded), *heard])


def sound(word: str) -> str:
    """How a folded word sounds in any script, or the kind of place that it means; empty where that tells too little."""
    if word.isdecimal():  # which sounds as it is written, and is as often a new one
        return word if len(word) >= TELLING else ""
    heard = name_word(word)
    return heard.notion or (heard.sound if len(heard.sound) >= TELLING else "")


def link_words(url: str | None) -> set[str]:
    """The words of an address's host: those of its path would be as many as there are articles."""
    return words_of([urlsplit(url).netloc.removeprefix("www.")]) if url else set()


def value(field: str, said) -> str:
    """The token of a value: yes and no as 1 and 0."""
    return f"{field}={int(said) if isinstance(said, bool) else said}"


@lru_cache(maxsize=65536)
def values_of(fields: tuple[str, ...], said: tuple) -> frozenset[str]:
    """The tokens that a record has of its values, and the one that all have."""
    return frozenset([ANY, *map(value, fields, said)])
