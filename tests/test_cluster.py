"""What the drill over HTTP makes of what people met: how long they waited, what was lost, and whether that will do.

The faults themselves are struck by `make cluster`, which needs a machine of its own."""

from dataclasses import replace

import pytest

from deploy.cluster.site.people import Attempt, Editor, Reader
from deploy.cluster.site.rates import Rate
from deploy.cluster.site.table import of_faults, of_rates
from deploy.cluster.site.trial import Outcome, worst

FINE = Outcome(
    fault="cache: machine without power",
    reads=100,
    reads_failed=1,
    reads_paused=0.4,
    saves=20,
    saves_failed=2,
    saves_paused=3.0,
    when_undone=False,
    acknowledged=18,
    lost=0,
    kept=1,
    chain="",
    reasons={},
)


def at_work(*attempts):
    return Editor("", [Attempt(began, ended, mark, "" if mark else "503") for began, ended, mark in attempts])


def test_an_editor_waits_from_the_fault_until_a_save_is_taken_and_from_one_to_the_next():
    editor = at_work((1, 2, "first"), (3, 4, ""), (5, 9, "second"), (9, 10, "third"))
    assert worst([editor], since=3) == 6


def test_of_several_people_the_one_who_waited_longest_counts():
    patient = Reader("", [Attempt(0, 1, "", ""), Attempt(8, 9, "", "")])
    assert worst([patient, at_work((0, 5, "one"), (5, 9, "two"))], since=0) == 8


def test_whoever_is_never_answered_waits_for_ever():
    assert worst([at_work((1, 2, ""), (3, 4, ""))], since=0) == float("inf")


@pytest.mark.parametrize(
    "amiss", [{"lost": 1}, {"chain": "Decision 7 was changed."}, {"saves_paused": 30.5}, {"reads_paused": 10.5}]
)
def test_a_promise_that_is_broken_stands_in_the_table(amiss):
    assert FINE.met
    broken = replace(FINE, **amiss)
    assert not broken.met
    assert " NO " in of_faults([FINE, broken]).splitlines()[-1]


def test_each_rate_is_told_beside_that_of_one_server_without_a_cache():
    row = of_rates([Rate(1, 1, 10.0, 90.0), Rate(2, 2, 19.0, 171.0)]).splitlines()[-1]
    assert [cell.strip() for cell in row.strip("|").split("|")] == ["2", "2", "19.0", "1.90", "171.0", "17.10"]
