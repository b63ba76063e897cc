"""The drill of going back to a moment: it must see a loss where there is one, and a row that nobody should find."""

from deploy.cluster.past.account import Row, compare
from deploy.cluster.past.backups import until
from deploy.cluster.past.trial import Accident, Outcome

ACCIDENT = Accident(began=110.0, ended=111.0, rows=[Row(one, 100.0 + one, 100.5 + one) for one in range(20)])
BEFORE, AFTER = set(range(9)), set(range(12, 20))  # the second before is 109.0


def outcome(held, may_lose=0):
    return Outcome("a way back", held, seconds=1, may_lose=may_lose)


def test_a_database_that_is_as_it_was_a_second_before_is_as_promised():
    assert outcome(ACCIDENT.seen_before(BEFORE)).met


def test_a_row_that_was_acknowledged_before_and_is_not_there_is_lost():
    held = ACCIDENT.seen_before(BEFORE - {3})
    assert (held.lost, held.age) == (1, 109.0 - 103.5)
    assert not outcome(held).met


def test_a_row_that_was_begun_later_must_not_be_there():
    held = ACCIDENT.seen_before(BEFORE | {15})
    assert held.wrong == 1
    assert not outcome(held).met


def test_a_row_that_was_on_its_way_at_the_moment_may_be_there_or_not():
    rows = [Row(1, 108.9, 109.1)]
    for held in (set(), {1}):
        seen = Accident(110.0, 111.0, rows).seen_before(held)
        assert (seen.lost, seen.wrong) == (0, 0)


def test_at_the_end_the_accident_is_seen():
    assert outcome(ACCIDENT.seen_at_the_end(AFTER)).met
    assert not outcome(ACCIDENT.seen_at_the_end(AFTER | BEFORE)).met


def test_what_all_machines_lose_at_once_is_young():
    rows = [Row(one, 100.0 + one, 100.5 + one) for one in range(20)]
    held = compare(set(range(15)), must=rows, must_not=[], moment=120.0)
    assert held.lost == 5
    assert outcome(held, may_lose=10).met
    assert not outcome(held, may_lose=4).met


def test_nothing_that_was_written_proves_nothing():
    assert not outcome(compare(set(), must=[], must_not=[], moment=120.0)).met


def test_a_moment_is_said_with_its_time_zone():
    assert until(0.25) == ("--type=time", "--target=1970-01-01 00:00:00.250000+00:00", "--target-action=promote")
