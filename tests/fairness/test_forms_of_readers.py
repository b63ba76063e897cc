"""A reader sends a few forms an hour, whichever server takes them, and is forgotten afterwards."""

from datetime import timedelta

import pytest
from django.core import serializers
from django.utils import timezone

from sites.accounts import forget_turns, give_turn_back, take_turn
from sites.models import Turns

READER, OTHER, MOST = "203.0.113.77", "198.51.100.8", 5


def test_many_sent_at_once_to_several_servers_are_counted_together(at_once):
    waits = at_once(*[lambda: take_turn(READER, MOST)] * 12)
    assert sorted(waits)[:MOST] == [0] * MOST
    assert all(3500 < wait <= 3600 for wait in sorted(waits)[MOST:])


@pytest.mark.django_db
def test_nobody_pays_for_another_and_what_was_refused_is_given_back():
    assert [take_turn(READER, 1), take_turn(OTHER, 1)] == [0, 0]
    assert take_turn(READER, 1) > 0
    give_turn_back(READER)
    assert take_turn(READER, 1) == 0


@pytest.mark.django_db
def test_a_clock_that_was_set_back_keeps_nobody_out():
    take_turn(READER, 1)
    later = (timezone.now() + timedelta(days=1)).timestamp()
    Turns.objects.update(taken=[later])
    assert take_turn(READER, 1) == 0


@pytest.mark.django_db
def test_no_address_is_kept_and_after_an_hour_nothing_is():
    take_turn(READER, MOST)
    assert READER not in serializers.serialize("json", Turns.objects.all())
    forget_turns()
    assert Turns.objects.count() == 1
    Turns.objects.update(last=timezone.now() - timedelta(hours=1))
    take_turn(OTHER, MOST)
    assert Turns.objects.count() == 1
