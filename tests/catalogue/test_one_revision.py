"""No answer mixes two revisions, however the record changes while it is given."""

from datetime import date
from queue import Queue

import pytest
from factories import WHY, article, report, reviewer, site

from sites import catalogue, review
from sites.catalogue import Query, records
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


@pytest.fixture
def meanwhile(monkeypatch):
    """What happens once, as soon as something of the catalogue was read."""

    def happens(act, room, name):
        read, acts = getattr(room, name), iter([act])

        def read_and_act(*given, **said):
            answer = read(*given, **said)
            next(acts, int)()
            return answer

        monkeypatch.setattr(room, name, read_and_act)

    return happens


def test_the_page_of_a_site_shows_the_status_that_its_reports_bear(meanwhile):
    tower = site("Tower")
    report(tower, "slight")
    meanwhile(lambda: report(tower, "destroyed"), records, "report_value")
    told = catalogue.site("tower")
    assert [len(told.reports), told.entry.status.level, told.periods[-1].status.level] == [2, "destroyed", "destroyed"]


def test_the_page_of_a_report_shows_the_site_as_it_bears_it(meanwhile):
    said = report(site("Tower"), "severe")
    meanwhile(lambda: review.withdraw(said, by=reviewer(), reason=WHY), records, "report_value")
    told = catalogue.report(said.number)
    assert (told.report.state, told.entry.status.level) == ("withdrawn", "no_report")


@pytest.mark.parametrize(("address", "name"), [("/summary/", "summary"), ("/", "overview"), ("/sites/", "overview")])
def test_a_page_of_many_sites_counts_them_at_one_moment(meanwhile, client, address, name):
    report(site("Tower"), "severe")
    asked = {"known": "2016-01-01", "level": "severe"}
    page = client.get(address, asked).content
    late = [(article(published="2021-05-01"), "says")]
    meanwhile(lambda: report(site("Gate"), "severe", event="2021-05-01", cites=late), catalogue, name)
    assert client.get(address, asked).content == page
    assert client.get(address, asked).content != page


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
