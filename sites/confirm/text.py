"""A working copy's text as paragraphs of pieces: which proposals a piece belongs to, and whether it is a reason."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from ..models import Proposal

MOST = 5000  # paragraphs: a long book
PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of the text. ``begins``: (number on the page, key) of proposals whose sentence begins here."""

    text: str
    keys: tuple[int, ...] = ()
    reason: bool = False
    begins: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Marks:
    """Where proposals and their reasons stand: (start, end, key) of each."""

    sentences: list[tuple[int, int, int]] = field(default_factory=list)
    reasons: list[tuple[int, int]] = field(default_factory=list)


def paragraphs(text: str, proposals: list[Proposal]) -> list[list[Piece]]:
    """The paragraphs of a text, each as its pieces in order; together they are all its characters but the line ends."""
    marks = Marks(
        [(one.start, one.end, one.pk) for one in proposals],
        [(start, end) for one in proposals for start, end, _says in one.because],
    )
    order = {one.pk: place for place, one in enumerate(proposals, 1)}
    return [_pieces(text, *span, marks, order) for span in _spans(text)]


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs stand. What a page made to have any number of them has beyond the most is the last."""
    spans = [found.span() for found in PARAGRAPH.finditer(text)]
    return spans if len(spans) <= MOST else [*spans[: MOST - 1], (spans[MOST - 1][0], spans[-1][1])]


def _pieces(text: str, first: int, last: int, marks: Marks, order: dict[int, int]) -> list[Piece]:
    sentences = [one for one in marks.sentences if one[0] < last and first < one[1]]
    reasons = [one for one in marks.reasons if one[0] < last and first < one[1]]
    cuts = {first, last}
    cuts |= {at for one in (*sentences, *reasons) for at in one[:2] if first < at < last}
    edges = sorted(cuts)
    return [_piece(text, *span, sentences, reasons, order) for span in pairwise(edges)]


def _piece(text: str, start: int, end: int, sentences: list, reasons: list, order: dict[int, int]) -> Piece:
    over = [one for one in sentences if one[0] <= start and end <= one[1]]
    return Piece(
        text[start:end],
        tuple(key for _first, _last, key in over),
        any(first <= start and end <= last for first, last in reasons),
        tuple((order[key], key) for first, _last, key in over if first == start),
    )
