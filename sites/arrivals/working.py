"""One file on its way in: each row is told to be new, changed, the same or faulty; with a door open it is written."""

from collections import Counter
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Values
from dataclasses import dataclass, field
from zlib import crc32

from .. import review, wholesale
from ..imports import Batch, Drafted, Mapping, RowFault
from ..models import Imported
from ..terms import Fault, as_hidden_as
from .changing import Change
from .marks import Marks
from .matching import Held, Known, parted, unclaimed

LISTED = 10_000  # faults, differences and suspects that are kept; all are counted
USUAL = "0.1"
FIELDS = {
    "site": (
        "slug", "name", "names", "kind", "country", "place", "part_of", "summary", "latitude", "longitude",
        "precision_m", "approximate", "point_source", "visibility", "built", "identifiers", "footprint",
    ),
    "article": (
        "url", "archive_url", "title", "publisher", "authors", "type", "language", "published", "origin",
    ),
    "report": (
        "site", "level", "event", "causes", "verification", "methods", "attributed_to", "summary", "source_value",
        "source_scale", "recovery", "citations",
    ),
}  # fmt: skip
WIDTH = 4
NOTHING = bytes(WIDTH)
EMPTY = (None, "", (), [], {})


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a known record that a row says otherwise. ``stays``: why the import leaves it as it is, if so."""

    row: int
    record: str
    field: str
    was: str
    becomes: str
    stays: str = ""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A new site of a row that may be the known site ``number``, and why, in sentences."""

    row: int
    name: str
    number: int
    known_as: str
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Preview:
    """What would happen. ``counts``: new, changed, same, faulty, warned; made besides: sites, articles, origins.

    ``faults``, ``notes`` (warnings), ``differences`` and ``suspects`` hold the first ones only; ``counts`` count all.
    """

    counts: Counter = field(default_factory=Counter)
    faults: list[RowFault] = field(default_factory=list)
    notes: list[RowFault] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)

    @property
    def of_rows(self) -> list[RowFault]:
        """Faults first, then what is only noted."""
        return [*self.faults, *self.notes]


@dataclass(slots=True)
class Work:
    """How a file comes in, and what was told of it so far. Without a ``door`` nothing is written."""

    mapping: Mapping
    by: object
    kind: str
    publish: bool
    visibility: str
    reason: str = ""
    door: wholesale.Door | None = None
    told: Preview = field(default_factory=Preview)
    own_numbers: bool = False
    _known: Known | None = None
    _seen: Marks = field(default_factory=Marks)
    _faulty: set[int] = field(default_factory=set)

    def __post_init__(self):
        self._known = Known(self.mapping.dataset, self.kind)
        self.own_numbers = self.mapping.own and unclaimed(self.kind, self.mapping.dataset)

    @property
    def writes(self) -> bool:
        """After the first fault nothing more is written: all is taken back at the end, and faults are only listed."""
        return self.door is not None and not self.told.counts["faulty"]

    @property
    def may_show(self) -> bool:
        return self.by.has_perm("heritage.review")

    def visibility_of(self, values) -> str:
        """Of a new site. What the file says counts for whoever may publish, and never shows more than was asked for."""
        wanted = values.get("visibility") or ""
        most = self.visibility or ("exact" if wanted and self.may_show else USUAL)
        return wanted if wanted in as_hidden_as(most) else most

    def take(self, batch: Batch, rows_of) -> None:
        """``rows_of`` makes, changes and meets the records of a kind."""
        for one in batch.faults:
            self.tell(one)
        firsts = self._seen.first(batch.keys)
        if all(firsts) and self._passes(batch, rows_of):
            self.told.counts["new"] += len(batch.keys)
            return
        rows = [row for row, first in zip(batch.rows, firsts, strict=True) if first or self._twice(row)]
        known = self._known.of([row.key for row in rows])
        rest = [row for row in rows if row.key not in known]
        met = rows_of.met(rest)
        rows_of.make([row for row in rest if row.key not in met])
        self._meet([(row, met[row.key]) for row in rest if row.key in met], rows_of)
        self._again([(row, known[row.key]) for row in rows if row.key in known], rows_of)

    def _passes(self, batch: Batch, rows_of) -> bool:
        """Whether a dry run can tell by the columns that all rows are new and sound."""
        if self.door or self.kind != "site" or self._known.any:
            return False
        return self._faulty.isdisjoint(batch.numbers) and rows_of.passes(batch)

    def _again(self, pairs: list[tuple[Drafted, Held]], rows_of) -> None:
        """Rows that came before: most say the same."""
        changed, undone = [], []
        for row, held in pairs:
            fields = otherwise(self.kind, held.said, said(self.kind, row.values), row.values)
            if held.undone:
                undone.append((row, held))
            elif fields:
                changed.append(Change(row, held.number, tuple(fields), held.key))
            else:
                self.told.counts["same"] += 1
        rows_of.bring_back(undone)
        rows_of.change(changed)

    def _meet(self, pairs: list[tuple[Drafted, int]], rows_of) -> None:
        """Records that are here, of which this dataset tells for the first time. Only our own files change them."""
        if self.mapping.own:
            rows_of.change([Change(row, number, tuple(row.values), 0) for row, number in pairs])
        else:
            self.told.counts["same"] += len(pairs)
            for row, _ in pairs:
                self.warn(row, Fault("It is here already, by its address or identifier: what is said of it stays."))
        self.keep([self.row_of(row, number) for row, number in pairs])

    def row_of(self, row: Drafted, number: int, *, made: bool = False) -> tuple:
        """Which record a row is, and whether this import made it, as the door takes it."""
        said_ = said(self.kind, row.values)
        return self.mapping.dataset, self.kind, row.key, number, said_, self.door.import_.pk if made else None

    def made(self, kind: str, key: str, number: int) -> tuple:
        """That this import made a record of which no row tells by itself."""
        return self.mapping.dataset, kind, key, number, b"", self.door.import_.pk

    def keep(self, rows: Iterable[tuple]) -> None:
        if self.writes:
            self.door.rows(rows)

    def forget(self, held: Iterable[Held]) -> None:
        """What an undone import made is not here any more."""
        if self.writes:
            for part in parted(one.key for one in held):
                Imported.objects.filter(pk__in=part).delete()

    def _twice(self, row: Drafted) -> bool:
        """Told, and left out."""
        self.fault(row, Fault("Another row above has the same identifier, “{key}”: leave one out.", key=row.key[:80]))
        return False

    def is_faulty(self, row: Drafted) -> bool:
        return row.row in self._faulty

    def fault(self, row: Drafted, fault: Fault | str, column: str = "", cell: str = "") -> None:
        fault = Fault("{said}", said=fault) if isinstance(fault, str) else fault
        self.tell(RowFault(row.row, column, cell, fault))

    def warn(self, row: Drafted, fault: Fault) -> None:
        self.tell(RowFault(row.row, "", "", fault, warning=True))

    def tell(self, one: RowFault) -> None:
        """Rows are counted, however many faults each has."""
        if one.warning:
            self.told.counts["warned"] += 1
        elif one.row not in self._faulty:
            self._faulty.add(one.row)
            self.told.counts["faulty"] += 1
        listed = self.told.notes if one.warning else self.told.faults
        if len(listed) < LISTED:
            listed.append(one)

    def attempt(self, row: Drafted, act: Callable[[], object]) -> object:
        """What the gate refuses is the row's fault."""
        try:
            return act()
        except review.Refused as refused:
            self.fault(row, " ".join(refused.problems))
            return None


def said(kind: str, values: Values) -> bytes:
    """What a row says, as a check sum for each field, so that the next file tells what it says otherwise. A field that
    is empty, or that the file does not have, is zero."""
    return b"".join([NOTHING if (value := values.get(name)) is None else _sum(value) for name in FIELDS[kind]])


def otherwise(kind: str, before: bytes, after: bytes, values: Values) -> list[str]:
    """The fields of a row that say something else than before; a column that is not there any more says nothing."""
    spans = [(name, slice(at * WIDTH, (at + 1) * WIDTH)) for at, name in enumerate(FIELDS[kind])]
    return [name for name, span in spans if name in values and before[span] != after[span]]


def _sum(value) -> bytes:
    if value in EMPTY:
        return NOTHING
    text = value if isinstance(value, str) else repr(value)
    return crc32(text.encode()).to_bytes(WIDTH, "big")
