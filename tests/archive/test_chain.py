"""Whoever changes, removes or slips in a decision is found out by ``manage.py verify``."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from factories import editor, report, reviewer, site
from thief import take_the_guards_away

from sites import review
from sites.archive import broken
from sites.archive.chain import GENESIS
from sites.models import Decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def intruder(told):
    """Somebody with the database's own password, for whom the guards are no hindrance."""
    take_the_guards_away()


@pytest.fixture
def told():
    place = site(latitude=-0.0, longitude=1e-7)
    review.withdraw(report(place), by=reviewer(), reason='“Nothing” — لا شيء, \\ " \n ok')
    return list(Decision.objects.order_by("id"))


def verify():
    said, complained = StringIO(), StringIO()
    try:
        call_command("verify", stdout=said, stderr=complained)
    except CommandError as fault:
        return f"{complained.getvalue()}{said.getvalue()}{fault}"
    return said.getvalue()


def test_the_chain_of_what_was_done_here_is_whole(told):
    assert "whole" in verify()
    assert [one.previous for one in told] == [GENESIS, *(one.digest for one in told[:-1])]
    assert list(broken()) == []


@pytest.mark.parametrize(
    "forged",
    [
        {"reason": "Nothing to see."},
        {"who": "editor-0"},
        {"verb": "refused"},
        {"number": 999},
        {"kind": "photo"},
        {"label": "Another"},
        {"changes": {}},
        {"at": "2001-01-01T00:00:00+00:00"},
    ],
)
def test_a_changed_decision_is_named(told, intruder, forged):
    victim = told[0]
    Decision.objects.filter(pk=victim.pk).update(**forged)
    assert [one.pk for one in broken()] == [victim.pk]
    told = verify()
    assert f"Decision {victim.pk} " in told
    assert "does not fit the chain" in told
    assert "whole" not in told


def test_the_decision_after_a_removed_one_is_named(told, intruder):
    Decision.objects.filter(pk=told[0].pk).delete()
    Decision.objects.filter(pk=told[3].pk).delete()
    assert [one.pk for one in broken()] == [told[1].pk, told[4].pk]


def test_two_decisions_that_changed_places_are_named(told, intruder):
    one, other = told[1], told[2]
    Decision.objects.filter(pk=one.pk).update(id=10_000)
    Decision.objects.filter(pk=other.pk).update(id=one.pk)
    Decision.objects.filter(pk=10_000).update(id=other.pk)
    assert {one.pk, other.pk} <= {found.pk for found in broken()}


def test_a_decision_that_was_slipped_in_is_named(told, intruder):
    forged = Decision.objects.get(pk=told[-1].pk)
    forged.pk, forged.previous, forged.digest = None, "f" * 64, "e" * 64
    forged.save(force_insert=True)
    assert [one.pk for one in broken()] == [forged.pk]


def test_a_name_can_be_forgotten_and_the_chain_stays_whole(told):
    editor().delete()
    reviewer().delete()
    assert "whole" in verify()
