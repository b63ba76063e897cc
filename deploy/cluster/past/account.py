"""Who was told what, and when by the clock: what a moment in the past must hold, and what it must not."""

import time
from dataclasses import dataclass

import psycopg2

from ..drill.load import Load
from ..network import inside
from ..plan import APP


@dataclass(frozen=True, slots=True)
class Row:
    """``began`` and ``ended`` are seconds since 1970; ``ended`` is when its writer was told that it is kept."""

    number: int
    began: float
    ended: float


@dataclass(frozen=True, slots=True)
class Held:
    """``lost`` are rows that must be there and are not, ``wrong`` those that must not and are; ``age`` is how many
    seconds before the moment the oldest of the lost was acknowledged, 0 without one."""

    expected: int
    found: int
    lost: int
    wrong: int
    age: float


def acknowledged(load: Load) -> list[Row]:
    to_clock = time.time() - time.monotonic()
    tried = [one for client in load.writers for one in client.attempts if not one.why]
    return [Row(one.number, one.began + to_clock, one.ended + to_clock) for one in tried]


def compare(held: set[int], *, must: list[Row], must_not: list[Row], moment: float) -> Held:
    """What a database holds of the rows that it must hold at a moment, and of those that it must not."""
    lost = [one for one in must if one.number not in held]
    wrong = sum(one.number in held for one in must_not)
    age = max((moment - one.ended for one in lost), default=0)
    return Held(len(must), len(must) - len(lost), len(lost), wrong, age)


def numbers_in(address: str) -> set[int]:
    with inside(APP), psycopg2.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT number FROM drill")
        return {number for (number,) in cursor}


def done(address: str, statement: str) -> tuple:
    """The first row of the answer, or nothing where there is none to give."""
    with inside(APP), psycopg2.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() if cursor.description else ()
