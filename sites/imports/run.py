"""What would happen to the rows of a file, what happens to them, and how it is undone: all of it or nothing."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from ..models import Import
from ..review import Refused
from ..tables import Table
from .mapping import Mapping
from .reading import RowFault

Progress = Callable[[float, Counter], None]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a known record that a row says otherwise. ``stays``: why the import leaves it as it is, if it does."""

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
    """What would happen. ``counts``: new, changed, same, faulty, warned; and made besides: sites, articles, origins.

    ``faults`` (warnings among them), ``differences`` and ``suspects`` hold the first ones only; ``counts`` count all.
    """

    counts: Counter = field(default_factory=Counter)
    faults: list[RowFault] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)


class Faulty(Refused):
    """Rows have faults, and so nothing was written. ``preview`` lists them."""

    def __init__(self, preview: Preview, *problems: str):
        self.preview = preview
        super().__init__(*problems)


def preview(
    table: Table, mapping: Mapping, *, by, publish: bool = False, visibility: str = "", progress: Progress | None = None
) -> Preview:
    """Writes nothing. Refused if the account may not import, or not publish, or not show that much."""
    raise NotImplementedError


def carry_out(
    table: Table,
    mapping: Mapping,
    *,
    by,
    reason: str,
    file_name: str,
    sha256: str,
    publish: bool = False,
    visibility: str = "",
    progress: Progress | None = None,
) -> Import | None:
    """All of it in one transaction; None if every row was here already. Faulty if a row is; Refused as for ``preview``."""
    raise NotImplementedError


@dataclass(slots=True)
class Undone:
    """How many records were withdrawn and how many drafts deleted; ``kept``: in sentences, which stay and why."""

    counts: Counter = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)


def undo(import_: Import, *, by, reason: str) -> Undone:
    """Take back what an import made and nobody has touched since. Refused if it was undone already."""
    raise NotImplementedError
