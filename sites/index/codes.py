"""Words of the vocabularies as small integers, so that a million of them fit into a column and a filter is a table.

A status is packed into 13 bits: level, verification, contested, recovery, last confirmed level. What a site is, into
12: kind and country. Causes are one bit each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from django_countries import countries

from ..status import SEVERITY
from ..terms import CAUSES, KINDS, LEVELS, NO_REPORT, RECOVERIES, STATUSES, VERIFICATIONS

LEVEL = tuple(STATUSES)
VERIFICATION = ("", *VERIFICATIONS)
RECOVERY = ("", *RECOVERIES)
CONFIRMED = ("", *LEVELS)
KIND = tuple(KINDS)
CAUSE = tuple(CAUSES)
COUNTRY = tuple(sorted(countries.countries))

LEVEL_BITS, VERIFICATION_BITS, CONTESTED_BITS, RECOVERY_BITS, CONFIRMED_BITS = 3, 3, 1, 3, 3
KIND_BITS = 4
STATUS_SIZE = 1 << LEVEL_BITS + VERIFICATION_BITS + CONTESTED_BITS + RECOVERY_BITS + CONFIRMED_BITS
PLACE_SIZE = 1 << KIND_BITS + 8
CAUSES_SIZE = 1 << len(CAUSE)

NOWHERE = 255  # a country that no list knows (any more)
FOREVER = np.iinfo(np.int32).max  # the day on which an open period ends
DAMAGED = tuple(level for level, severity in SEVERITY.items() if severity > 0)


def _positions(words: Iterable[str]) -> dict[str, int]:
    return {word: place for place, word in enumerate(words)}


LEVEL_AT, VERIFICATION_AT, RECOVERY_AT = _positions(LEVEL), _positions(VERIFICATION), _positions(RECOVERY)
CONFIRMED_AT, KIND_AT, CAUSE_AT, COUNTRY_AT = map(_positions, (CONFIRMED, KIND, CAUSE, COUNTRY))


def pack_status(level: str, verification: str, contested: bool, recovery: str, confirmed: str) -> int:
    code = CONFIRMED_AT[confirmed]
    code = code << RECOVERY_BITS | RECOVERY_AT[recovery]
    code = code << CONTESTED_BITS | bool(contested)
    code = code << VERIFICATION_BITS | VERIFICATION_AT[verification]
    return code << LEVEL_BITS | LEVEL_AT[level]


def unpack_status(code: int) -> tuple[str, str, bool, str, str]:
    """(level, verification, contested, recovery, last confirmed level); empty texts where there is none."""
    level, code = code & 7, code >> LEVEL_BITS
    verification, code = code & 7, code >> VERIFICATION_BITS
    contested, code = code & 1, code >> CONTESTED_BITS
    recovery, confirmed = code & 7, code >> RECOVERY_BITS
    return LEVEL[level], VERIFICATION[verification], bool(contested), RECOVERY[recovery], CONFIRMED[confirmed]


NOTHING = pack_status(NO_REPORT.value, "", False, "", "")


def pack_causes(causes: Iterable[str]) -> int:
    return sum(1 << CAUSE_AT[cause] for cause in causes)


def pack_place(kind: str, country: str) -> int:
    return COUNTRY_AT.get(country, NOWHERE) << KIND_BITS | KIND_AT[kind]


def level_of(status: np.ndarray) -> np.ndarray:
    """The places of the levels in LEVEL."""
    return status & 7


def shown_of(status: np.ndarray) -> np.ndarray:
    """Level, verification, contested and recovery, without the last confirmed level: what a change changes."""
    return status & (STATUS_SIZE >> CONFIRMED_BITS) - 1


@dataclass(frozen=True, slots=True)
class Field:
    """Where a filter's parameter stands in a column: ``words`` by their number, after ``shift`` bits, ``bits`` wide."""

    column: str
    size: int
    shift: int
    bits: int
    words: tuple[str, ...]

    def read(self, codes: np.ndarray) -> np.ndarray:
        """The numbers of the words that codes of the column hold."""
        return codes >> self.shift & (1 << self.bits) - 1


FIELDS = {
    "level": Field("status", STATUS_SIZE, 0, LEVEL_BITS, LEVEL),
    "verification": Field("status", STATUS_SIZE, 3, VERIFICATION_BITS, VERIFICATION),
    "contested": Field("status", STATUS_SIZE, 6, CONTESTED_BITS, ("no", "yes")),
    "recovery": Field("status", STATUS_SIZE, 7, RECOVERY_BITS, ("none", *RECOVERIES)),
    "kind": Field("place", PLACE_SIZE, 0, KIND_BITS, KIND),
    "country": Field("place", PLACE_SIZE, KIND_BITS, 8, COUNTRY),
}
CAUSES_COLUMN = "causes"


@lru_cache(maxsize=512)
def table(parameter: str, values: tuple[str, ...]) -> np.ndarray:
    """For every code of the parameter's column, whether it has one of the values: bool, shape (size of the column,)."""
    if parameter == "cause":
        return np.arange(CAUSES_SIZE) & pack_causes(values) != 0
    field = FIELDS[parameter]
    wanted = [place for place, word in enumerate(field.words) if word in values]
    return np.isin(field.read(np.arange(field.size)), wanted)


DAMAGE = table("level", DAMAGED)


def _fingerprint() -> str:
    """Changes with the vocabularies: columns written in other words are not read."""
    words = repr((LEVEL, VERIFICATION, RECOVERY, CONFIRMED, KIND, CAUSE, COUNTRY))
    return blake2b(words.encode(), digest_size=8).hexdigest()


FINGERPRINT = _fingerprint()
