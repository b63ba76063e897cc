"""A text cut into words, sentences and blocks; what is no part of the article itself is marked as such."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..names import words as folded_words
from .tables import Tables
from .values import Word

# Accents and vowels written above and below a letter, as in Arabic: they belong to its word.
VOWEL_MARK = "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]"
WORD = re.compile(
    r"\d++(?:[.,:]\d++)*+(?:st|nd|rd|th)?(?![^\W\d_])|[^\W_](?:[^\W_]|" + VOWEL_MARK + r")*(?:['’ʼʻ][^\W\d_]+)*"
)
POSSESSIVE = re.compile(r"['’ʼ](?:s|S)?$")
ELIDED = re.compile(r"^(?:[ldnsjcmLDNSJCM]|[Qq]u)['’](?=\w)")
END = re.compile(r"[.!?…؟]+[\"”’»')\]]*(?=\s|$)")
LONGEST_HEADING = 160
LONGEST_SENTENCE = 1000
LONGEST_SHORT = 20
SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters ``start`` to ``end``; ``block`` counts the blocks of the text, ``kind`` is what the block is: body,
    heading (also the headline), or beside (captions, other articles' headlines)."""

    start: int
    end: int
    block: int
    kind: str


def words(text: str) -> list[Word]:
    """The words of a text in their order. A possessive ending is left out, an elided article is a word of its own."""
    found = []
    for match in WORD.finditer(text):
        start, said = match.start(), match.group()
        if elided := ELIDED.match(said):
            found.append(_word(start, said[: elided.end() - 1]))
            start, said = start + elided.end(), said[elided.end() :]
        said = POSSESSIVE.sub("", said) or said
        found.append(_word(start, said))
    return found


def _word(start: int, said: str) -> Word:
    return Word(start, start + len(said), said, "".join(folded_words(said)))


def sentences(text: str, tables: Tables) -> list[Sentence]:
    """The sentences of a text, block by block."""
    blocks = list(_blocks(text))
    kinds = _kinds(text, blocks, tables)
    return [
        Sentence(start, end, place, kind)
        for place, ((first, last), kind) in enumerate(zip(blocks, kinds, strict=True))
        for start, end in _sentences(text, first, last, tables.shortened)
    ]


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs: runs of lines; a line that goes on in small letters belongs to the one before."""
    start = 0
    for match in re.finditer(r"\n[ \t]*(?:\n\s*|(?=\S))", text + "\n\n"):
        before, after = text[start : match.start()], text[match.end() : match.end() + 1]
        if "\n\n" not in re.sub(r"[ \t]", "", match.group()) and after.islower() and not before.rstrip().endswith("."):
            continue
        if before.strip():
            yield start + len(before) - len(before.lstrip()), start + len(before.rstrip())
        start = match.end()


def _kinds(text: str, blocks: list[tuple[int, int]], tables: Tables) -> list[str]:
    """What each block is. The last full sentence of the article ends it: headlines after it are of other articles."""
    said = [text[start:end] for start, end in blocks]
    full = [bool(END.search(one[-4:])) for one in said]
    last_full, times = max((place for place, one in enumerate(full) if one), default=-1), Counter(said)
    kinds, elsewhere = [], False
    for place, one in enumerate(said):
        if elsewhere and len(one) > LONGEST_HEADING and full[place] and not tables.begins_furniture(one):
            elsewhere = False
        if tables.begins_furniture(one):
            elsewhere = True
            kinds.append("beside")
        elif elsewhere or tables.is_caption(one) or times[one] > 1:
            kinds.append("beside")
        elif full[place] or len(one) > LONGEST_HEADING:
            kinds.append("body")
        else:
            kinds.append("heading" if place < last_full or last_full < 0 else "beside")
    return kinds


def _sentences(text: str, first: int, last: int, shortened: frozenset[str]) -> Iterator[tuple[int, int]]:
    start = first
    for match in END.finditer(text, first, last):
        if match.end() < last and not _ends(text, start, match, shortened):
            continue
        yield from _cut(text, start, match.end())
        start = SPACE.match(text, match.end(), last).end()
    yield from _cut(text, start, last)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence; one longer than anybody writes in pieces, so that no text makes its reader wait."""
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        yield start, cut
        start = SPACE.match(text, cut, end).end()
    if text[start:end].strip():
        yield start, end


def _ends(text: str, start: int, match: re.Match, shortened: frozenset[str]) -> bool:
    """Whether a mark ends a sentence: no full stop does after “Dr.” or a single letter."""
    before = re.search(r"[\w.]*$", text[max(start, match.start() - LONGEST_SHORT) : match.start()]).group().lower()
    after = text[match.end() : match.end() + LONGEST_SHORT].lstrip()[:1]
    if match.group()[0] == "." and (before in shortened or (len(before) == 1 and before.isalpha())):
        return False
    return not after.islower()
