"""The words of a file that we do not know, so that whoever hands it in says what they mean."""

from dataclasses import dataclass

from ..imports import Mapping, read
from ..tables import Table
from .wording import values_of

MOST = 40
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a column that fills a field of listed values; ``means`` is what was said of it."""

    field: str
    column: str
    text: str
    means: str = ""


def words_to_explain(table: Table, mapping: Mapping) -> list[Word]:
    """Those that were explained, and the unknown ones among the first rows. Fault if the mapping cannot be used."""
    columns = {name: header for header, name in mapping.columns.items() if name}
    known = [
        Word(field, columns.get(field, ""), text, means)
        for field, words in mapping.values.items()
        for text, means in words.items()
        if values_of(field)
    ]
    told = {(one.field, one.text) for one in known}
    found = dict.fromkeys(one for one in _unknown(table, mapping) if (one.field, one.text) not in told)
    return [*known, *found][:MOST]


def _unknown(table: Table, mapping: Mapping):
    first = next(iter(read(table, mapping)), None)
    for one in first.faults if first else ():
        field = mapping.columns.get(one.column, "")
        if one.warning or not values_of(field):
            continue
        text = one.fault.values.get("text", "")  # of a cell with several values, the one that is not known
        if text and len(text) < LONGEST:  # a longer one was cut, and would not be known again
            yield Word(field, one.column, text)
