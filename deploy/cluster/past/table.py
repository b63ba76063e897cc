"""One row for each way back, to be read as it is or put into a document."""

from collections.abc import Iterable

from ..drill.table import laid_out
from .trial import Outcome

HEAD = (
    "restored",
    "rows that must be there",
    "found",
    "lost",
    "oldest of the lost: seconds before the end",
    "there, and must not be",
    "seconds until it could be read",
    "as promised",
)


def as_markdown(outcomes: Iterable[Outcome]) -> str:
    return laid_out([HEAD, *(_cells(one) for one in outcomes)])


def _cells(one: Outcome) -> tuple[str, ...]:
    held = one.held
    age = f"{held.age:.1f} (may be {one.may_lose})" if one.may_lose else f"{held.age:.1f}"
    counted = (held.expected, held.found, held.lost, age, held.wrong, f"{one.seconds:.1f}")
    return tuple(map(str, (one.way, *counted, "yes" if one.met else "NO")))
