"""What an operator says on one server holds on all of its database; and on each what it knew last, if that is away."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client

from sites import modes
from sites.models import Standing
from sites.modes import everywhere
from sites.terms import Fault

pytestmark = pytest.mark.django_db
WHY = "We move to another server until Monday."


@pytest.fixture
def at(settings, tmp_path, monkeypatch):
    """Go to one of the servers: each has a folder, and processes that remember what they saw."""
    remembered = {}

    def go(name, begun_anew=False):
        settings.DATA_DIR.mkdir(exist_ok=True)
        remembered[settings.DATA_DIR] = everywhere._last
        settings.DATA_DIR = tmp_path / name
        settings.DATA_DIR.mkdir(exist_ok=True)
        monkeypatch.setattr(everywhere, "_last", None if begun_anew else remembered.get(settings.DATA_DIR))

    return go


@pytest.fixture
def a_second_later(monkeypatch):
    return lambda: monkeypatch.setattr(everywhere, "OFTEN", 0)


@pytest.fixture
def away():
    """The database does not answer within it."""

    def refuse(*_said):
        raise OperationalError("The server closed the connection.")

    return lambda: connection.execute_wrapper(refuse)


def told(*said):
    out = StringIO()
    call_command("mode", *said, stdout=out, stderr=out)
    return out.getvalue()


def test_it_is_obeyed_on_the_other_server_when_that_looks_again(at, a_second_later):
    at("b")
    assert Client().get("/").status_code == 200
    at("a")
    told("no_access", "--why", WHY)
    assert modes.current() == modes.Mode(modes.NO_ACCESS, WHY)
    at("b")
    a_second_later()
    assert WHY in Client().get("/").content.decode()
    told("normal")
    at("a")
    assert Client().get("/").status_code == 200
    assert not (at("a"), modes.current().alone)[1]


def test_on_the_server_where_it_is_said_it_holds_at_once(at):
    at("a")
    for mode in (*modes.MODES, *modes.MODES):
        told(mode)
        assert modes.current().name == mode


def test_another_process_of_the_same_server_need_not_wait_for_a_second(at, monkeypatch):
    at("a")
    modes.current()
    before = everywhere._last
    for mode in ("no_access", "normal"):
        told(mode)
        monkeypatch.setattr(everywhere, "_last", before)
        assert modes.current().name == mode
        before = everywhere._last


def test_what_was_known_last_holds_while_the_database_is_away(at, a_second_later, away):
    at("a")
    told("read_only", "--why", WHY)
    at("b")
    modes.current()
    a_second_later()
    with away():
        assert modes.current() == modes.Mode(modes.READ_ONLY, WHY)
        at("b", begun_anew=True)
        assert modes.current() == modes.Mode(modes.READ_ONLY, WHY)


def test_a_process_that_never_knew_lets_nobody_in_while_the_database_is_away(at, away):
    at("c", begun_anew=True)
    with away():
        assert Client(raise_request_exception=False).get("/").status_code == 503
        assert Client().get("/healthz").status_code == 200
        assert "mode: the database does not answer" in Client().get("/healthz/ready").content.decode()
        with pytest.raises(CommandError, match="nothing was ever said"):
            told()


def test_without_the_database_a_server_can_be_shut_by_itself_and_not_opened(at, away, a_second_later):
    at("b")
    modes.current()
    at("a")
    modes.current()
    with away():
        assert "on this server alone" in told("no_access")
        with pytest.raises(CommandError, match="nothing was opened"):
            told("normal")
    a_second_later()
    assert modes.current().name == modes.NO_ACCESS
    at("b")
    assert modes.current().name == modes.NORMAL
    at("a")
    assert "on this server alone" in told()
    told("normal")
    assert modes.current() == modes.Mode(modes.NORMAL)


def test_a_file_of_a_database_that_was_set_back_still_holds(at):
    at("a")
    told("read_only")
    Standing.objects.update(number=0, said={"mode": "normal", "why": ""})
    everywhere.forget()
    assert modes.current().name == modes.READ_ONLY
    told("normal")
    told("no_access")
    told("normal")
    assert modes.current().name == modes.NORMAL


def test_a_word_that_an_earlier_version_left_holds_until_it_is_taken_back(at, settings):
    at("a")
    (settings.DATA_DIR / "mode").write_text(json.dumps({"mode": "read_only", "why": WHY}))
    assert (modes.current().name, modes.current().why) == (modes.READ_ONLY, WHY)
    told("normal")
    assert modes.current().name == modes.NORMAL


def test_where_a_row_says_what_nobody_knows_nobody_is_let_in(at):
    Standing.say("mode", {"mode": "ajar", "why": ""})
    at("b", begun_anew=True)
    assert modes.current().name == modes.NO_ACCESS


def test_a_restore_on_one_server_shuts_all(at, a_second_later):
    at("b")
    modes.current()
    at("a")
    modes.begin(b"{}")
    at("b")
    a_second_later()
    assert Client().get("/").status_code == 503
    for act in (modes.require_writing, lambda: modes.switch(modes.NORMAL)):
        with pytest.raises(Fault, match="on another server"):
            act()
    at("a")
    modes.end()
    at("b")
    assert Client().get("/").status_code == 200


def test_readers_cost_one_question_a_second(at, django_assert_num_queries, a_second_later):
    at("a", begun_anew=True)
    with django_assert_num_queries(1):
        for _ in range(100):
            modes.current()
    a_second_later()
    with django_assert_num_queries(1):
        modes.current()
