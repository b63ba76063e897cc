"""One row for each fault, to be read as it is or put into a document."""

from collections.abc import Iterable, Sequence

from .trial import Outcome

HEAD = (
    "fault",
    "writes sent",
    "failed",
    "acknowledged and lost",
    "kept untold",
    "seconds until writes return",
    "pause when undone",
    "reads sent",
    "failed",
    "longest pause of reads",
    "reads gone back",
    "primary",
    "as promised",
)


def as_markdown(outcomes: Iterable[Outcome]) -> str:
    return laid_out([HEAD, *(_cells(one) for one in outcomes)])


def laid_out(lines: Sequence[Sequence[str]]) -> str:
    """A table whose columns stand below each other; the first line is its head."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    head, *rest = ("| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in lines)
    return "\n".join([head, "|" + "|".join("-" * (width + 2) for width in widths) + "|", *rest]) + "\n"


def _cells(one: Outcome) -> tuple[str, ...]:
    writes = (one.sent, one.failed, one.lost, one.kept, _seconds(one.paused), _seconds(one.paused_again))
    reads = (one.reads, one.reads_failed, _seconds(one.reads_paused), one.went_back)
    return tuple(map(str, (one.fault, *writes, *reads, one.primary, "yes" if one.met else "NO")))


def _seconds(pause: float | None) -> str:
    return "when undone" if pause is None else f"{pause:.1f}"
