"""One row for each figure: what was measured, where, beside which limit, and whether the goal is met."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass

COLUMNS = ("what", "at", "database", "ours", "limit", "ratio", "goal", "met")


@dataclass(frozen=True, slots=True)
class Goal:
    """What ``ours``, or the ratio of ours to the limit, must be at most or at least."""

    of: str
    bound: str
    number: float

    def met(self, ours: float, ratio: float | None) -> bool:
        measured = ratio if self.of == "ratio" else ours
        return bool(measured <= self.number if self.bound == "<=" else measured >= self.number)

    def __str__(self):
        return f"{'ratio ' if self.of == 'ratio' else ''}{self.bound} {self.number:g}"


def at_most(number: float) -> Goal:
    return Goal("ours", "<=", number)


def at_least(number: float) -> Goal:
    return Goal("ours", ">=", number)


def ratio_at_most(number: float) -> Goal:
    return Goal("ratio", "<=", number)


def ratio_at_least(number: float) -> Goal:
    return Goal("ratio", ">=", number)


@dataclass(frozen=True, slots=True)
class Row:
    """``what`` names the figure and its unit. ``ours`` is a number, or a text that says why there is none."""

    what: str
    at: int | str
    database: str
    ours: float | str
    limit: float | None
    ratio: float | None
    goal: str
    met: bool | None


def measured(
    what: str, at: int | str, database: str, ours: float, limit: float | None = None, goal: Goal | None = None
) -> Row:
    """A figure, with its ratio to the limit, and its goal if it has one."""
    ratio = ours / limit if limit else None
    met = goal.met(ours, ratio) if goal else None
    return Row(what, at, database, _short(ours), _short(limit), _short(ratio), str(goal or ""), met)


def not_measured(what: str, at: int | str, database: str, why: str) -> Row:
    return Row(what, at, database, f"not measured: {why}", None, None, "", None)


def _short(number: float | None) -> float | None:
    """Three figures tell all that a measurement knows."""
    return None if number is None else float(f"{number:.3g}")


def hand_over(row: Row) -> None:
    """Give a row to the process that prints the table."""
    sys.stdout.write(json.dumps(asdict(row)) + "\n")
    sys.stdout.flush()


def taken(line: str) -> Row:
    return Row(**json.loads(line))


def as_json(rows: Iterable[Row]) -> str:
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n"


def as_markdown(rows: Iterable[Row]) -> str:
    """A table that can be read as it is, and be put into a document."""
    lines = [COLUMNS, *([_cell(getattr(row, name)) for name in COLUMNS] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(COLUMNS))]
    head, *rest = ("| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in lines)
    return "\n".join([head, "|" + "|".join("-" * (width + 2) for width in widths) + "|", *rest]) + "\n"


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "NO"
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:g}"
