"""One bit of one byte of one decision, turned by somebody with the database in hand: the check names the row."""

import json
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from soaking import times
from thief import decided, take_the_guards_away

ROWS, TRIED = 1000, times(20, 1000)
COLUMNS = ["at", "who", "verb", "kind", "number", "label", "reason", "changes", "previous", "digest"]
IN_LINE = "SELECT {0} FROM heritage_decision WHERE id = %s"
PUT = "UPDATE heritage_decision SET {0} = {1} WHERE id = %s"


def asked(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0] if cursor.description else None


def first_named():
    """(the first line of the check, its exit status)"""
    said = StringIO()
    with pytest.raises(CommandError) as fault:
        call_command("verify", stdout=StringIO(), stderr=said)
    return said.getvalue().partition("\n")[0], fault.value.returncode


def turned(held, chance, column):
    """The bytes with one bit of them turned, so that they say something else."""
    while True:
        at, bit = chance.randrange(len(held)), 1 << chance.randrange(8)
        other = held[:at] + bytes([held[at] ^ bit]) + held[at + 1 :]
        if column == "at" and not held[at : at + 1].isdigit():
            continue  # a comma for the point is the same moment
        if not (column == "changes" and same(held, other)):
            return other


def same(one, other):
    try:
        return json.loads(one) == json.loads(other)
    except ValueError:
        return False


def turn_in_sqlite(pk, column, chance):
    """As in the file itself, whatever comes of it: no text, no JSON, no moment."""
    if column == "number":
        asked(PUT.format("number", "number + %s"), 1 << chance.randrange(20), pk)
    else:
        held = asked(IN_LINE.format(f"CAST({column} AS BLOB)"), pk)
        asked(PUT.format(column, "CAST(%s AS TEXT)"), turned(held, chance, column), pk)


def turn_in_postgresql(pk, column, chance):
    """PostgreSQL would refuse itself what is no text, no JSON, no moment."""
    if column == "number":
        asked(PUT.format("number", "number + %s"), 1 << chance.randrange(20), pk)
    elif column == "at":
        asked(PUT.format("at", "at + %s * interval '1 microsecond'"), 1 << chance.randrange(20), pk)
    elif column == "changes":
        held = asked(IN_LINE.format("changes::text"), pk)
        digits = [at for at, one in enumerate(held) if one.isdigit()]
        at = chance.choice(digits)
        other = held[:at] + str(int(held[at]) ^ 1) + held[at + 1 :]
        asked(PUT.format("changes", "%s::jsonb"), other, pk)
    else:
        held = asked(IN_LINE.format(column), pk)
        at = chance.choice([at for at, one in enumerate(held) if one.isascii() and one.isalnum()])
        asked(PUT.format(column, "%s"), held[:at] + chr(ord(held[at]) ^ 1) + held[at + 1 :], pk)


@pytest.fixture
def rows(db):
    told = decided(ROWS)
    take_the_guards_away()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("ALTER TABLE heritage_decision DROP CONSTRAINT decision_verb_known")
        yield told
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


@pytest.mark.soak
def test_a_byte_that_was_turned_in_any_row_is_named_before_anything_else(rows):
    turn = turn_in_sqlite if connection.vendor == "sqlite" else turn_in_postgresql
    for number, place in enumerate(range(0, ROWS, ROWS // TRIED)):
        row, column = rows[place], COLUMNS[number % len(COLUMNS)]
        turn(row.pk, column, Random(place))  # noqa: S311 – the same bytes every time
        said, status = first_named()
        assert said.startswith(f"Decision {row.pk} "), (column, said)
        assert "does not fit the chain" in said
        assert status == 1
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM heritage_decision WHERE id = %s", [row.pk])
        row.save(force_insert=True)
    call_command("verify", stdout=StringIO())
