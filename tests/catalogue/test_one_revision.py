"""No answer mixes two revisions, however the record changes while it is given."""

from datetime import date
from queue import Queue

import pytest
from factories import WHY, report, reviewer, site

from sites import catalogue, review
from sites.catalogue import Query
from sites.catalogue.selection import TRIES, agreed

pytestmark = pytest.mark.django_db
PATIENCE = 30  # seconds


@pytest.fixture
def one_by_one(monkeypatch):
    """Files are read row by row, as those of a large installation are read two thousand by two thousand."""
    monkeypatch.setattr("sites.catalogue.entries.CHUNK", 1)


def test_a_file_that_compares_two_days_tells_both_as_they_were_when_it_was_begun(one_by_one):
    towers = [site(f"Tower {number}") for number in range(4)]
    for tower in towers:
        report(tower, "severe", event="2015-08-23")
    rows = catalogue.each(Query(against=date(2015, 1, 1)))
    told = [next(rows)]
    report(towers[3], "destroyed", event="2010-05-05")
    told += rows
    assert [(one.status.level, one.before.level) for one in told] == [("severe", "no_report")] * 4


@pytest.mark.parametrize("each", [catalogue.each_report, catalogue.each_article])
def test_a_file_holds_the_reports_of_the_sites_that_were_picked_when_it_was_begun(each, one_by_one):
    towers = [site(f"Tower {number}") for number in range(3)]
    said = [report(tower, "severe") for tower in towers]
    rows = each(Query(level=("severe",)))
    review.withdraw(said[0], by=reviewer(), reason=WHY)
    report(towers[0], "slight")
    assert len([*rows]) == 3


def test_a_record_that_changes_faster_than_it_can_be_read_waits_for_the_reader(at_once):
    tower = at_once(site)[0]
    wanted, changed = Queue(), Queue()

    def look():
        tries = []

        def read(state):
            tries.append(state)
            wanted.put(True)
            if len(tries) <= TRIES:
                changed.get(timeout=PATIENCE)
            return catalogue.revision() == state.stamp

        try:
            return agreed(read)
        finally:
            wanted.put(False)

    def change():
        while wanted.get(timeout=PATIENCE):
            catalogue.refresh([tower.pk])
            changed.put(True)

    assert at_once(look, change) == [True, None]


def test_a_file_for_which_those_who_write_had_to_wait_does_not_keep_them_waiting(at_once, one_by_one, monkeypatch):
    monkeypatch.setattr("sites.catalogue.selection.TRIES", 0)
    towers = at_once(lambda: [site(f"Tower {number}") for number in range(4)])[0]
    rows = []

    def begin():
        rows.append(catalogue.each(Query()))
        (outcome,) = at_once(lambda: catalogue.refresh([towers[0].pk]))
        return outcome, [entry.name for entry in rows[0]]

    assert at_once(begin) == [(None, [tower.name for tower in towers])]
