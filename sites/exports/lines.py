"""The lines of sites.csv, made once for many readers: kept ones are laid together, changed ones made anew."""

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np

from ..catalogue import Entry, Query, Since, since, stamped
from . import shelf
from .columns import Dataset
from .rows import csv_lines

ORIGIN = "\0"  # stands for the origin in lines that are kept: the same site may have several addresses
MOST_MADE_ANEW = 2_000  # lines; where more sites changed, all lines are made again
KEPT_ANEW = 500  # changed sites, from which on the lines are kept again as they pass
LINES_AT_ONCE = 200


class Piece(NamedTuple):
    """Some lines: the numbers of their sites, how long each is, and all of them together."""

    numbers: np.ndarray
    lengths: np.ndarray
    lines: bytes


def site_lines(dataset: Dataset, query: Query, origin: str) -> Iterator[bytes]:
    """The header, and then the lines for the sites that a query picks, many together.

    Lines are kept of what stands with everything known; for other days they are made.
    """
    header = next(csv_lines(dataset, (), origin)).encode()
    if query.on or query.known or query.against:
        pieces = _made(dataset, dataset.each(query))
    else:
        pieces = _kept(dataset, query) or _made_to_keep(dataset, query)
    return _begun(header, pieces, origin.encode())


def _begun(header: bytes, pieces: Iterable[Piece], origin: bytes) -> Iterator[bytes]:
    yield header
    for piece in pieces:
        yield piece.lines.replace(ORIGIN.encode(), origin)


def _made(dataset: Dataset, entries: Iterable[Entry]) -> Iterator[Piece]:
    entries = iter(entries)
    while some := list(islice(entries, LINES_AT_ONCE)):
        lines = [line.encode() for line in islice(csv_lines(dataset, some, ORIGIN), 1, None)]
        numbers, lengths = ([entry.number for entry in some], [len(line) for line in lines])
        yield Piece(np.array(numbers), np.array(lengths), b"".join(lines))


def _made_to_keep(dataset: Dataset, query: Query) -> Iterator[Piece]:
    """All lines made, and kept as they pass where the query asks for every site, and they are many."""
    found = stamped(query)
    pieces = _made(dataset, found.entries)
    all_of_many = not query.filters and found.total >= shelf.KEPT_FROM
    return _keeping(found.stamp, pieces) if all_of_many else pieces


def _keeping(stamp, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The lines as they pass. They are kept if the reader takes all of them."""
    writing, whole = shelf.write(stamp), False
    try:
        for piece in pieces:
            if writing:
                writing.add(*piece)
            yield piece
        whole = True
    finally:
        if writing:
            writing.close(whole=whole)


def _kept(dataset: Dataset, query: Query) -> Iterator[Piece] | None:
    """Lines from those that are kept and those that changed since; None if they do not make the whole."""
    kept = shelf.take()
    found = kept and since(query, kept.stamp, MOST_MADE_ANEW)
    if not found:
        return None
    places = kept.places(found.numbers)
    anew = np.isin(found.numbers, [*found.changed])
    if (places[~anew] < 0).any():
        return None
    pieces = _laid_together(dataset, kept, found, places, np.flatnonzero(anew))
    return _keeping(found.stamp, pieces) if len(found.changed) > KEPT_ANEW and not query.filters else pieces


def _laid_together(dataset: Dataset, kept: shelf.Kept, found: Since, places: np.ndarray, anew) -> Iterator[Piece]:
    for begin, stop in pairwise([-1, *anew.tolist(), len(places)]):
        if begin >= 0:
            yield from _made(dataset, [found.changed[int(found.numbers[begin])]])
        at = begin + 1
        for lines, lengths in kept.read(places[at:stop]):
            yield Piece(found.numbers[at : at + len(lengths)], lengths, lines)
            at += len(lengths)
