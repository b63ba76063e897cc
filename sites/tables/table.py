"""What every kind of file becomes: headers, and chunks of cells by column."""

from collections.abc import Callable, Iterator, Sequence
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
        while slab := _slab(rows, gauge):
            yield _chunk(slab, self.headers)
            self.done = min(1.0, gauge.share())
        self.done = 1.0

    def sample(self) -> list[Sequence]:
        """The cells of the first rows, in the order of the headers."""
        width = len(self.headers)
        rows = [cells for _, cells in islice(self.read(Gauge()), SAMPLE) if not isinstance(cells, Fault)]
        return [(*cells, *[None] * (width - len(cells)))[:width] for cells in rows]


def _slab(rows: Iterator[Row], gauge: Gauge) -> list[Row]:
    slab, full = [], gauge.taken + HEAVY
    for row in rows:
        slab.append(row)
        if len(slab) == ROWS_AT_ONCE or gauge.taken > full:
            break
    return slab


def _chunk(slab: list[Row], headers: tuple[str, ...]) -> Chunk:
    width, faulty = len(headers), {}
    if any(isinstance(cells, Fault) or len(cells) > width for _, cells in slab):
        slab, faulty = _without_ragged(slab, width)
    numbers = [number for number, _ in slab]
    columns = list(zip_longest(*(cells for _, cells in slab)))
    missing = [(None,) * len(slab)] * (width - len(columns))
    return Chunk(numbers, dict(zip(headers, chain(columns, missing), strict=True)), faulty)


def _without_ragged(slab: list[Row], width: int) -> tuple[list[Row], dict[int, Fault]]:
    """The rows that fit the headers, and what is wrong with the others. Empty cells at the end are cut."""
    kept, faulty = [], {}
    for number, cells in slab:
        if isinstance(cells, Fault):
            faulty[number] = cells
        elif any(cell not in (None, "") for cell in cells[width:]):
            faulty[number] = Fault(
                "The row has {count} cells, and the header names {width} columns: put a cell that holds the separator "
                "into quotation marks, or name the further columns.",
                count=len(cells),
                width=width,
            )
        else:
            kept.append((number, cells[:width]))
    return kept, faulty
