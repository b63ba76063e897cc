"""The language of a text: as its page says, unless the letters say otherwise; else by their likeness."""

import re

from py3langid import langid

from .kinds import OTHERS

TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_]|$)")
NAMED = re.compile(rb"""<html[^>]{0,2000}\slang\s*=\s*["']?([a-zA-Z]{2,3})""", re.IGNORECASE)
OTHER_SCRIPTS = """am ar be bg bn dv el fa he hi hy ja ka km ko ku ky lo mk ml mn mr my ne ps ru sd si sr ta te th ug uk
ur yi zh"""
NOT_LATIN = frozenset(OTHER_SCRIPTS.split())
LETTERS = re.compile(r"[^\W\d_]")
ENOUGH = 40  # letters, below which a guess is no better than chance


def prepare(received: bytes) -> None:
    """Load the model of languages if it will be needed. It comes by way of a large file, so before any limit is set."""
    if received.startswith(tuple(OTHERS)):
        return
    named = NAMED.search(received[:8192])
    foreign = sum(map(received.count, range(0x80, 0x100))) > len(received) // 10
    if named is None or (foreign and named[1].decode().lower() not in NOT_LATIN):
        langid.classify("")


def language_of(text: str, named: str = "") -> str:
    """The two or three letters of a language (ISO 639), or nothing."""
    tag = TAG.match(named.strip())
    letters = LETTERS.findall(text[:5000])
    if tag and (tag[1].lower() in NOT_LATIN) == (_latin(letters) < 0.5):
        return tag[1].lower()
    known = langid.IDENTIFIER is not None and len(letters) >= ENOUGH
    return langid.classify(text[:5000])[0] if known else ""


def _latin(letters: list[str]) -> float:
    return sum(letter < "\u0250" for letter in letters) / (len(letters) or 1)
