"""Twenty people write at the same moment, each over a connection of their own: one chain, no fork, no gap."""

from collections import Counter

import factories
import pytest
from django.db import OperationalError, connection, transaction
from soaking import times

from sites import review
from sites.archive import broken
from sites.archive.chain import GENESIS
from sites.models import Decision, Origin

PEOPLE, EACH = 20, times(10, 200)


def work(place):
    """Write so many records, and give one up in between: what was not decided leaves no gap."""

    def act():
        by = factories.editor(f"editor-{place}")
        for number in range(EACH):
            while not written(f"Agency {place}-{number}", by, given_up=number % 5 == 4):
                pass

    return act


def written(name, by, *, given_up):
    """Whether it was: SQLite tells whom twenty others left no turn for ten seconds, and they send it again."""
    try:
        with transaction.atomic():
            review.record(Origin.objects.create(name=name), by=by, reason=factories.WHY)
            transaction.set_rollback(given_up)
    except OperationalError as busy:
        assert "locked" in str(busy)  # noqa: PT017 – and nothing else
        connection.close()  # as the server does
        return False
    return True


@pytest.mark.soak
def test_what_twenty_write_at_once_is_one_chain_without_a_fork_or_a_gap(at_once):
    def people():
        return [review.pseudonym(factories.editor(f"editor-{place}")) for place in range(PEOPLE)]

    def assert_one_chain():
        kept = EACH - EACH // 5
        links = list(Decision.objects.order_by("id").values_list("previous", "digest"))
        assert [previous for previous, _ in links] == [GENESIS, *(digest for _, digest in links[:-1])]
        assert list(broken()) == []
        assert Counter(Decision.objects.values_list("who", flat=True)) == dict.fromkeys(names, kept)
        assert set(Decision.objects.values_list("number", flat=True)) == set(
            Origin.objects.values_list("pk", flat=True)
        )
        if connection.vendor == "sqlite":  # a sequence of PostgreSQL leaves out what was given up
            assert [*Decision.objects.order_by("id").values_list("id", flat=True)] == [*range(1, PEOPLE * kept + 1)]

    (names,) = at_once(people)
    assert at_once(*map(work, range(PEOPLE))) == [None] * PEOPLE
    assert at_once(assert_one_chain) == [None]
