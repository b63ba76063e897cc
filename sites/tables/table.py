"""What every kind of file becomes: headers, and chunks of cells by column."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice, zip_longest

from ..terms import Fault

ROWS_AT_ONCE = 5_000
HEAVY = 16_000_000  # characters or bytes after which a chunk is full, however few its rows
SAMPLE = 50

# Its number in the file, and its cells in the order of the headers, or why it cannot be cut into cells.
Row = tuple[int, Sequence | Fault]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows, by column. ``faulty`` tells of rows that are not among them: they could not be cut into cells."""

    numbers: list[int]
    columns: dict[str, Sequence]
    faulty: dict[int, Fault] = field(default_factory=dict)


class Gauge:
    """How far a file has been read: what was taken from it so far, and the share of the file that is behind us."""

    def __init__(self):
        self.taken = 0
        self.share: Callable[[], float] = float


@dataclass(slots=True)
class Table:
    """A file that was recognised. ``told`` is what was recognised of it, as (what, value).

    ``read`` begins anew each time: it yields the rows after the header. ``done`` is the share that ``chunks`` has read.
    """

    kind: str
    told: tuple[tuple[str, str], ...]
    headers: tuple[str, ...]
    size: int
    read: Callable[[Gauge], Iterator[Row]]
    done: float = 0.0

    def chunks(self) -> Iterator[Chunk]:
        """All rows, in flat memory. Fault where the file breaks off or goes beyond the limits."""
        gauge, self.done = Gauge(), 0.0
        rows = self.read(gauge)
        while chunk := _chunk(rows, gauge, self.headers):
            yield chunk
            self.done = min(1.0, gauge.share())
        self.done = 1.0

    def sample(self) -> list[Sequence]:
        """The cells of the first rows, in the order of the headers."""
        width = len(self.headers)
        rows = [cells for _, cells in islice(self.read(Gauge()), SAMPLE) if not isinstance(cells, Fault)]
        return [(*cells, *[None] * (width - len(cells)))[:width] for cells in rows]


@contextmanager
def undisturbed():
    """Python's search for cyclic garbage waits: rows hold none, and it would look through each of them many times."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _chunk(rows: Iterator[Row], gauge: Gauge, headers: tuple[str, ...]) -> Chunk | None:
    """The next rows; None after the last."""
    with undisturbed():
        numbers, slab, faulty = _slab(rows, gauge, len(headers))
        if not numbers and not faulty:
            return None
        columns = list(zip_longest(*slab))
        slab.clear()  # before anything searches through it
    missing = [(None,) * len(numbers)] * (len(headers) - len(columns))
    return Chunk(numbers, dict(zip(headers, chain(columns, missing), strict=True)), faulty)


def _slab(rows: Iterator[Row], gauge: Gauge, width: int) -> tuple[list[int], list[Sequence], dict[int, Fault]]:
    """Numbers and cells of rows that fit the headers, and what is wrong with the others."""
    numbers, slab, faulty, full = [], [], {}, gauge.taken + HEAVY
    for number, cells in islice(rows, ROWS_AT_ONCE):
        if isinstance(cells, Fault):
            faulty[number] = cells
        elif len(cells) > width and any(cell not in (None, "") for cell in cells[width:]):
            faulty[number] = _ragged(len(cells), width)
        else:
            numbers.append(number)
            slab.append(cells if len(cells) <= width else cells[:width])
        if gauge.taken > full:
            break
    return numbers, slab, faulty


def _ragged(count: int, width: int) -> Fault:
    return Fault(
        "The row has {count} cells, and the header names {width} columns: put a cell that holds the separator into "
        "quotation marks, or name the further columns.",
        count=count,
        width=width,
    )
