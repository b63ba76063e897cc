"""The first row of a table, as unique names of its columns."""

import re
from collections import Counter
from collections.abc import Sequence

from ..terms import Fault

MOST_COLUMNS = 500
LONGEST = 200
VALUE = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}.*|https?://.*", re.IGNORECASE | re.DOTALL)

LOOKED_AT = 50  # rows, for the one that names the columns

Told = list[tuple[str, str]]


def read_headers(cells: Sequence) -> tuple[tuple[str, ...], Told]:
    """Unique headers, and what was changed for that. Fault where they are too many, or are values and no names."""
    names = [_name(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    check_width(len(names))
    if not names:
        raise Fault("The file is empty: it has no row with the names of the columns.")
    values = [name for name in names if VALUE.fullmatch(name)]
    if values:
        raise Fault(
            "The first row holds “{value}”, which is a value and no name of a column: write the names of the columns "
            "into the first row.",
            value=values[0][:60],
        )
    return _unique(names)


def titles_above(rows: Sequence[Sequence]) -> int:
    """How many rows stand above the header: titles fill one cell each of a table whose rows fill several."""
    filled = [sum(cell not in (None, "") for cell in row) for row in rows]
    place = next((place for place, count in enumerate(filled) if count > 1), 0)
    below = filled[place + 1 :]
    return place if sum(count > 1 for count in below) * 3 > len(below) * 2 else 0


def of_titles(count: int) -> Told:
    return [("rows above the header, left out", str(count))] if count else []


def check_width(columns: int) -> None:
    if columns > MOST_COLUMNS:
        raise Fault(
            "The table has {count} columns, and at most {most} are read: leave out those that are not needed.",
            count=columns,
            most=MOST_COLUMNS,
        )


def _name(cell) -> str:
    return " ".join(str("" if cell is None else cell).replace("\ufeff", "").split())[:LONGEST]


def _unique(names: list[str]) -> tuple[tuple[str, ...], Told]:
    told, seen, unique = [], Counter(), []
    taken = set(names)
    for place, name in enumerate(names, 1):
        chosen = name or f"column {place}"
        seen[chosen] += 1
        while seen[chosen] > 1 or (not name and chosen in taken):
            number = seen[chosen]
            seen[chosen] += 1
            if (further := f"{chosen} ({max(number, 2)})") not in taken | set(unique):
                chosen = further
                break
        if chosen != name:
            told.append(("renamed", f"{name or place} → {chosen}"))
        unique.append(chosen)
    return tuple(unique), told
