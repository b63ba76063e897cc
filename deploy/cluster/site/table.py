"""What remains of the trials and the measurements: rows to be read as they are, or put into a document."""

from collections.abc import Iterable, Sequence

from ..drill.table import laid_out
from .rates import Rate
from .trial import Outcome

FAULTS = (
    "fault",
    "requests sent",
    "failed",
    "longest that a reader waited, s",
    "saves tried",
    "failed",
    "acknowledged",
    "acknowledged and lost",
    "kept untold",
    "seconds until saves return",
    "as promised",
)
RATES = ("application servers", "standbys", "without the cache, a second", "ratio", "with the cache, a second", "ratio")


def of_faults(outcomes: Iterable[Outcome]) -> str:
    return laid_out([FAULTS, *map(_fault, outcomes)])


def of_rates(rates: Sequence[Rate]) -> str:
    return laid_out([RATES, *(_rate(one, rates[0].plain) for one in rates)])


def _fault(one: Outcome) -> tuple[str, ...]:
    back = f"{one.saves_paused:.1f}{' after it was undone' if one.when_undone else ''}"
    saves = (one.saves, one.saves_failed, one.acknowledged, one.lost, one.kept, back)
    reads = (one.reads, one.reads_failed, f"{one.reads_paused:.1f}")
    return tuple(map(str, (one.fault, *reads, *saves, "yes" if one.met else "NO")))


def _rate(one: Rate, single: float) -> tuple[str, ...]:
    figures = (f"{one.plain:.1f}", f"{one.plain / single:.2f}", f"{one.cached:.1f}", f"{one.cached / single:.2f}")
    return (str(one.servers), str(one.standbys), *figures)
