"""``manage.py check_links`` looks for the pages of cited sources, politely, and draws no rash conclusions."""

import threading
import time
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from factories import article, draft_report, report, site

from sites.intake.failures import Unfetched
from sites.intake.web import Door
from sites.management.commands.check_links import Rounds, due, look
from sites.models import Decision

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY, FRIDAY = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 9)
HOSTS = ("gazette.example", "herald.example")


class Newsroom(BaseHTTPRequestHandler):
    """/404 answers with status 404, and so on; /head/405/200 with the first to HEAD, with the second to GET."""

    protocol_version = "HTTP/1.1"

    def answer(self):
        self.server.asked.append((time.monotonic(), self.command, self.headers["Host"], self.path))
        first, *rest = self.server.moved.get(self.path, self.path).strip("/").split("/")
        status = int(first) if not rest else int(rest[self.command == "GET"])
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", "/200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = answer  # noqa: N815  the names that the library calls

    def log_message(self, *_):
        """Keep quiet."""


@pytest.fixture
def newsroom():
    """A server for the hosts of these tests; ``moved`` gives a page another answer."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Newsroom) as server:
        server.asked, server.moved = [], {}
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def rounds(newsroom):
    door = Door(agent="tests", served_at=dict.fromkeys(HOSTS, ("127.0.0.1", newsroom.server_port)))

    def probe(url):
        if "nowhere.example" in url:
            raise Unfetched("There is no server of the name {host}.", vanished=True, host="nowhere.example")
        if "silent.example" in url:
            raise Unfetched("The name {host} could not be looked up.", again=True, host="silent.example")
        return door.probe(url)

    return Rounds(probe, pause=0.02)


def cited(*paths, host="gazette.example"):
    """Sources that a published report cites, one for each path."""
    sources = [article(url=f"http://{host}{path}") for path in paths]
    report(site(), cites=[(source, "says") for source in sources])
    return sources


def looked(rounds, day, older_than=0):
    return list(look(rounds, due(day, older_than), day))


def seen(source):
    source.refresh_from_db()
    return source.checked_on, source.missed_on, source.gone_since


# ── what is concluded


@pytest.mark.parametrize("path", ["/200", "/301", "/head/405/200", "/head/404/200", "/head/500/200", "/head/403/301"])
def test_a_page_that_answers_is_found(rounds, path):
    (source,) = cited(path)
    assert looked(rounds, MONDAY) == ["Pages looked for: 1. found: 1, not found: 0, gave no clear answer: 0."]
    assert seen(source) == (MONDAY, None, None)


@pytest.mark.parametrize("path", ["/404", "/410", "/head/405/404", "/head/501/410"])
def test_a_page_that_does_not_exist_on_two_days_is_gone(rounds, path):
    (source,) = cited(path)
    looked(rounds, MONDAY)
    assert seen(source) == (MONDAY, MONDAY, None)
    looked(rounds, MONDAY)
    assert seen(source) == (MONDAY, MONDAY, None)
    said = looked(rounds, TUESDAY)
    assert said[0] == f"Article {source.pk} is gone since 2026-01-05: {source.url}"
    assert seen(source) == (TUESDAY, MONDAY, MONDAY)
    told = Decision.objects.get(kind="article", number=source.pk, verb="changed").reason
    assert told.startswith("Its page was not found on 2026-01-05 and on 2026-01-06: 4")


@pytest.mark.parametrize("path", ["/401", "/403", "/429", "/451", "/500", "/503", "/599"])
def test_a_server_that_refuses_or_fails_proves_nothing(rounds, path):
    (source,) = cited(path)
    for day in (MONDAY, TUESDAY, FRIDAY):
        assert "gave no clear answer: 1" in looked(rounds, day)[-1]
    assert seen(source) == (FRIDAY, None, None)


def test_a_page_that_comes_back_is_not_gone_any_more(rounds, newsroom):
    (source,) = cited("/404")
    looked(rounds, MONDAY), looked(rounds, TUESDAY)
    newsroom.moved["/404"] = "/200"
    assert looked(rounds, FRIDAY)[0] == f"Article {source.pk} is there again: {source.url}"
    assert seen(source) == (FRIDAY, None, None)


def test_a_server_whose_name_is_gone_is_gone_if_others_were_reached(rounds):
    (lost,), (there,) = cited("/a", host="nowhere.example"), cited("/200")
    looked(rounds, MONDAY), looked(rounds, TUESDAY)
    assert seen(lost) == (TUESDAY, MONDAY, MONDAY)
    assert seen(there) == (TUESDAY, None, None)


def test_on_a_machine_without_a_line_nothing_is_concluded(rounds):
    lost, silent = cited("/a", host="nowhere.example") + cited("/a", host="silent.example")
    for day in (MONDAY, TUESDAY):
        assert looked(rounds, day)[0].startswith("No server was reached: is there a connection to the internet?")
    assert seen(lost) == seen(silent) == (None, None, None)


def test_an_address_that_is_never_asked_for_proves_nothing(rounds):
    (private,), _there = cited("/a", host="printer.internal"), cited("/200")
    looked(rounds, MONDAY), looked(rounds, TUESDAY)
    assert seen(private) == (TUESDAY, None, None)


# ── which pages are due


def test_only_the_pages_of_what_is_published_are_looked_for(rounds, newsroom):
    print_alone = article(url=None)
    report(site(), cites=[(print_alone, "says")])
    draft_report(site(), cites=[(article(url="http://gazette.example/200"), "says")])
    assert looked(rounds, MONDAY)[-1].startswith("Pages looked for: 0.")
    assert newsroom.asked == []


def test_a_page_that_several_reports_cite_is_looked_for_once(rounds, newsroom):
    (source,) = cited("/200")
    report(site(), cites=[(source, "says")])
    looked(rounds, MONDAY)
    assert len(newsroom.asked) == 1


def test_what_was_looked_for_lately_is_left_out_but_not_what_was_missed_once(rounds, newsroom):
    _there, missed = cited("/200", "/404")
    looked(rounds, MONDAY, older_than=30)
    newsroom.asked.clear()
    looked(rounds, MONDAY, older_than=30)
    assert newsroom.asked == []
    looked(rounds, TUESDAY, older_than=30)
    assert {path for *_when, path in newsroom.asked} == {"/404"}
    assert seen(missed)[2] == MONDAY
    newsroom.asked.clear()
    looked(rounds, FRIDAY, older_than=30)
    assert newsroom.asked == []
    looked(rounds, FRIDAY + timedelta(days=30), older_than=30)
    assert {path for *_when, path in newsroom.asked} == {"/200", "/404"}


# ── manners


def test_no_server_is_asked_twice_within_the_pause_and_meanwhile_others_are(rounds, newsroom):
    cited("/200", "/201", "/202"), cited("/200", "/201", "/202", host="herald.example")
    looked(rounds, MONDAY)
    assert [host for _when, _how, host, _path in newsroom.asked] == list(HOSTS) * 3
    for host in HOSTS:
        moments = [when for when, _how, asked, _path in newsroom.asked if asked == host]
        assert all(later - earlier >= 0.02 for earlier, later in pairwise(moments))


def test_a_page_that_is_there_is_asked_for_its_head_alone(rounds, newsroom):
    cited("/200")
    looked(rounds, MONDAY)
    assert [how for _when, how, *_where in newsroom.asked] == ["HEAD"]


def test_the_command_pauses_for_a_second():
    assert Rounds(probe=None)._pause == 1


# ── the command


def test_where_nothing_is_fetched_it_says_so(settings):
    settings.FETCH = False
    with pytest.raises(CommandError, match="fetches nothing from the web, so no page was looked for: set FETCH=1"):
        call_command("check_links")


def test_an_operator_is_told_what_was_seen(settings):
    settings.FETCH = True
    said = StringIO()
    call_command("check_links", "--older-than", "7", stdout=said)
    assert said.getvalue() == "Pages looked for: 0. found: 0, not found: 0, gave no clear answer: 0.\n"
