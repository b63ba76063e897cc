"""Who guesses passwords waits longer and longer; nobody else does. Neither names nor addresses are kept."""

import logging
from datetime import timedelta

import factories
import pytest
from django.db import connection
from django.utils import timezone
from signing import PASSWORD, is_in, sign_in, with_password

from sites.accounts import throttle
from sites.models import Attempts

HERE, ELSEWHERE = {"REMOTE_ADDR": "203.0.113.77"}, {"REMOTE_ADDR": "198.51.100.8"}
WAIT = "Too many wrong passwords"


def wrong(times, name="editor", **whence):
    return [sign_in(name, f"wrong {number}", **whence)[0].content.decode() for number in range(times)]


def later(minutes):
    Attempts.objects.update(last=timezone.now() - timedelta(minutes=minutes))


def test_after_five_wrong_passwords_the_right_one_waits_too(editor):
    assert not any(WAIT in said for said in wrong(5, **HERE))
    answer, client = sign_in("editor", **HERE)
    assert f"{WAIT}. Try again in 1 minute." in answer.content.decode()
    assert not is_in(client)


def test_who_waited_comes_in_and_begins_anew(editor):
    wrong(5, **HERE)
    later(1.1)
    assert is_in(sign_in("editor", **HERE)[1])
    assert not any(WAIT in said for said in wrong(5, **HERE))


def test_the_wait_doubles_up_to_an_hour(editor):
    waits = []
    for _number in range(9):
        wrong(5 if not waits else 1, **HERE)
        waits.append(sign_in("editor", **HERE)[0].content.decode().split("Try again in ")[1].split(" minute")[0])
        later(61)
    assert waits == ["1", "2", "4", "8", "16", "32", "60", "60", "60"]


def test_who_waits_cannot_make_the_wait_longer(editor):
    wrong(5, **HERE)
    wrong(20, **HERE)
    later(1.1)
    assert is_in(sign_in("editor", **HERE)[1])


def test_an_attacker_elsewhere_locks_nobody_out(editor):
    wrong(40, **ELSEWHERE)
    assert is_in(sign_in("editor", **HERE)[1])


def test_one_address_is_slowed_down_whatever_names_it_tries(editor):
    said = [wrong(1, name=f"name{number}", **ELSEWHERE)[0] for number in range(21)]
    assert [WAIT in one for one in said] == [False] * 20 + [True]
    assert is_in(sign_in("editor", **HERE)[1])


def test_who_waits_fills_no_table_with_names(editor):
    for number in range(30):
        wrong(1, name=f"name{number}", **ELSEWHERE)
    assert Attempts.objects.count() == 1 + 20


def test_the_right_password_is_no_guess(editor):
    for _number in range(25):
        assert is_in(sign_in("editor", **HERE)[1])


@pytest.mark.parametrize("name", ["editor", "nobody", "closed", "guest"])
def test_known_and_unknown_names_are_answered_alike(editor, name):
    closed = with_password(factories.editor("closed"))
    closed.is_active = False
    closed.save()
    with_password(factories.reader("guest"))
    said = wrong(6, name=name, **HERE)
    assert "Please enter the correct username and password" in said[0]
    assert len({one.count("errornote") for one in said}) == 1
    assert WAIT in said[5]


def test_spellings_of_a_name_are_one_name(editor):
    for name in ("editor", "Editor", " EDITOR ", "eDitor", "editoR"):
        wrong(1, name=name, **HERE)
    assert WAIT in sign_in("editor", **HERE)[0].content.decode()


def test_a_network_of_version_six_is_one_address(editor):
    for number in range(5):
        wrong(1, REMOTE_ADDR=f"2001:db8:1:2::{number}")
    assert WAIT in sign_in("editor", REMOTE_ADDR="2001:db8:1:2:ffff::1")[0].content.decode()
    assert is_in(sign_in("editor", REMOTE_ADDR="2001:db8:1:3::1")[1])


def test_what_a_visitor_writes_into_the_header_changes_nothing(editor):
    for number in range(5):
        wrong(1, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}", **HERE)
    assert WAIT in sign_in("editor", HTTP_X_FORWARDED_FOR="192.0.2.99", **HERE)[0].content.decode()


def test_behind_a_proxy_the_hop_that_it_wrote_counts(editor, settings):
    settings.PROXIES = 1
    proxy = {"REMOTE_ADDR": "127.0.0.1"}
    for number in range(5):
        wrong(1, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, 203.0.113.5", **proxy)
    assert WAIT in sign_in("editor", HTTP_X_FORWARDED_FOR="203.0.113.5", **proxy)[0].content.decode()
    assert is_in(sign_in("editor", HTTP_X_FORWARDED_FOR="203.0.113.5, 203.0.113.6", **proxy)[1])


@pytest.mark.parametrize("hop", ["203.0.113.5:{0}", "[2001:db8::5]:{0}", "[2001:db8::5]"])
def test_the_port_that_a_proxy_writes_is_no_other_address(editor, settings, hop):
    settings.PROXIES = 1
    for number in range(5):
        wrong(1, HTTP_X_FORWARDED_FOR=hop.format(4000 + number), REMOTE_ADDR="127.0.0.1")
    said = sign_in("editor", HTTP_X_FORWARDED_FOR=hop.format(5000), REMOTE_ADDR="127.0.0.1")
    assert WAIT in said[0].content.decode()


def test_an_empty_hop_before_the_one_that_the_proxy_wrote_is_no_way_round(editor, settings):
    settings.PROXIES = 1
    wrong(5, HTTP_X_FORWARDED_FOR="203.0.113.5", REMOTE_ADDR="127.0.0.1")
    said = sign_in("editor", HTTP_X_FORWARDED_FOR=", 203.0.113.5", REMOTE_ADDR="127.0.0.1")
    assert WAIT in said[0].content.decode()


def test_a_hundred_at_once_are_no_more_than_a_hundred_in_turn(at_once, rf, editor):
    request = rf.post("/admin/login/", **HERE)
    allowed = at_once(*[lambda: throttle.try_once(request, "editor")] * 12)
    assert sum(one == timedelta() for one in allowed) == throttle.FOR_A_NAME


def test_nothing_is_kept_that_leads_to_somebody(editor, caplog):
    caplog.set_level(logging.DEBUG)
    wrong(6, **HERE)
    sign_in("editor", **HERE | {"HTTP_USER_AGENT": "Sentinel/7.0"})
    sign_in("editor", **ELSEWHERE | {"HTTP_USER_AGENT": "Sentinel/7.0"})
    kept = everything() + caplog.text
    assert "heritage_attempts" in kept
    for sentinel in (HERE["REMOTE_ADDR"], ELSEWHERE["REMOTE_ADDR"], "Sentinel"):
        assert sentinel not in kept
    assert not any("editor" in one for one in Attempts.objects.values_list("key", flat=True))


def everything():
    """Every row of every table, as text; sessions as they are read."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 – the names of our own tables
            told.append(f"{table}: {cursor.fetchall()}")
    return "\n".join(told)


def test_the_key_changes_with_the_day_and_old_rows_go(editor, rf, monkeypatch):
    request = rf.post("/admin/login/", **HERE)
    throttle.try_once(request, "editor")
    before = set(Attempts.objects.values_list("key", flat=True))
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    throttle.try_once(request, "editor")
    assert len(before) == 2
    assert before.isdisjoint(Attempts.objects.values_list("key", flat=True))


def test_the_password_pages_inside_are_as_slow(editor, client):
    client.force_login(editor)
    for number in range(5):
        client.post("/admin/account/second-factor/remove/", {"password": f"wrong {number}"})
    answer = client.post("/admin/password_change/", {"old_password": PASSWORD})
    assert WAIT in answer.content.decode()


def test_a_hundred_invented_hops_are_one_visitor(editor, settings):
    settings.PROXIES = 1
    said = [
        wrong(1, name=f"name{number}", HTTP_X_FORWARDED_FOR=f"198.18.0.{number}, 203.0.113.5", REMOTE_ADDR="127.0.0.1")[
            0
        ]
        for number in range(100)
    ]
    assert [WAIT in one for one in said] == [False] * 20 + [True] * 80


def test_where_the_proxy_is_not_told_of_nobody_is_kept_out_for_ever(editor, monkeypatch):
    """All seem to come from one address: who guesses slows down everybody, an hour at most, or till midnight."""
    proxy = {"REMOTE_ADDR": "127.0.0.1"}
    for number in range(40):
        wrong(1, name=f"name{number}", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}", **proxy)
        later(61)
    wrong(1, name="another", **proxy)
    assert WAIT in sign_in("editor", HTTP_X_FORWARDED_FOR="203.0.113.6", **proxy)[0].content.decode()
    later(61)
    assert is_in(sign_in("editor", HTTP_X_FORWARDED_FOR="203.0.113.6", **proxy)[1])
    wrong(5, **proxy)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    assert is_in(sign_in("editor", **proxy)[1])
