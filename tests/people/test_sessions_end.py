"""A session ends by itself: eight hours after its last use, a week after the sign-in; by a sign-out at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from signing import is_in, sign_in

from sites.models import Session

MONDAY = datetime(2026, 3, 23, 10, 17, 39, tzinfo=UTC)


class Clock:
    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now

    def pass_by(self, **how_long):
        self.now += timedelta(**how_long)


@pytest.fixture
def clock(monkeypatch):
    told = Clock(MONDAY)
    monkeypatch.setattr(timezone, "now", told)
    return told


def test_a_session_that_is_not_used_ends_within_eight_hours(editor, clock):
    _answer, client = sign_in("editor")
    clock.pass_by(hours=7)
    assert is_in(client)
    clock.pass_by(hours=7)
    assert is_in(client), "it was used meanwhile"
    clock.pass_by(hours=8)
    assert not is_in(client)


def test_a_session_that_is_always_used_ends_after_a_week(editor, clock):
    _answer, client = sign_in("editor")
    for _hours in range(0, 7 * 24 - 4, 4):
        clock.pass_by(hours=4)
        assert is_in(client)
    clock.pass_by(hours=4)
    assert clock.now == MONDAY + timedelta(days=7)
    assert not is_in(client)


def test_of_its_times_nothing_finer_than_the_hour_is_kept(editor, clock):
    _answer, client = sign_in("editor")
    clock.pass_by(hours=2, minutes=5)
    assert is_in(client)
    kept = Session.objects.get()
    assert (kept.began, kept.expire_date) == (MONDAY.replace(minute=0, second=0), datetime(2026, 3, 23, 20, tzinfo=UTC))
    told = f"{kept.get_decoded()} {kept.began} {kept.expire_date}"
    assert "T12:00:00" in told
    for finer in ("17:39", "22:39", ":17", ":22"):
        assert finer not in told


def test_reading_on_within_an_hour_writes_nothing(editor, clock):
    _answer, client = sign_in("editor")
    clock.pass_by(minutes=30)
    before = Session.objects.values().get()
    assert is_in(client)
    assert Session.objects.values().get() == before


def test_where_nothing_is_written_a_session_is_not_either(editor, clock, settings):
    _answer, client = sign_in("editor")
    settings.READ_ONLY = True
    before = Session.objects.values().get()
    clock.pass_by(hours=7)
    assert is_in(client)
    assert Session.objects.values().get() == before


def test_who_reads_the_public_pages_keeps_no_session_open(editor, clock):
    _answer, client = sign_in("editor")
    before = Session.objects.values().get()
    clock.pass_by(hours=2)
    assert not client.get("/sites/").cookies
    assert Session.objects.values().get() == before


def test_who_signs_out_is_out_on_the_server_too(editor):
    _answer, client = sign_in("editor")
    thief = Client()
    thief.cookies["session"] = client.cookies["session"].value
    assert is_in(thief)
    client.post("/admin/logout/")
    assert not is_in(thief)
    assert not Session.objects.exists()


def test_the_key_changes_when_somebody_signs_in(editor):
    client = Client()
    planted = "a" * 32
    client.cookies["session"] = planted
    sign_in("editor", client=client)
    assert is_in(client)
    assert client.cookies["session"].value != planted
