"""Of a reader an e-mail address is kept while it follows, in one table that nothing public reads; and nothing else."""

import ast
import logging
from pathlib import Path

import factories
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from letterbox import links_in, ticket

from heritage.fairness import FORMS_AN_HOUR
from sites import catalogue, follow, releases
from sites.models import Follower, Letter

READER = "sentinel.reader@example.org"
WHENCE = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Sentinel/7.0", "HTTP_REFERER": "https://sentinel.example/"}
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.8"}
HERE = Path(follow.__file__).parent


def everything():
    """By table, every row, as text."""
    told = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 – the names of our own tables
            told[table] = str(cursor.fetchall())
    return told


def test_no_address_no_browser_and_no_mail_address_is_logged_or_kept_elsewhere(post, temple, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    browser = Client(**WHENCE)
    post.refused.add("other.sentinel@example.org")
    browser.post("/follow/", {"email": READER, "ticket": ticket()})
    browser.post("/follow/", {"email": "other.sentinel@example.org", "ticket": ticket()})
    browser.post("/follow/", {"email": "no.sentinel", "ticket": ticket()})
    browser.post("/corrections/", {"text": "It stands.", "email": READER, "ticket": ticket()})
    (confirm,), (stop,) = links_in(post.taken[0], "confirm"), links_in(post.taken[0], "stop")
    browser.get(confirm)
    browser.post(confirm)
    factories.report(temple)
    call_command("send_alerts")
    post.refused.add(READER)
    factories.report(temple)
    Follower.objects.update(told_on=None)
    call_command("send_alerts")
    kept = everything()
    assert {table for table, rows in kept.items() if READER in rows} == {"heritage_follower", "heritage_letter"}
    browser.get(f"{stop}x")
    browser.post(stop)
    call_command("forget_reader", READER)
    everywhere = "\n".join([*everything().values(), caplog.text, *capfd.readouterr()])
    assert "Mails sent: 1" in everywhere, "this is the place to look"
    for sentinel in ("203.0.113.77", "entinel"):
        assert sentinel not in everywhere


def test_what_stands_in_the_table_makes_no_link(post, reader, temple):
    reader.ask()
    (link,) = links_in(post.taken[0], "confirm")
    assert link.split("/")[-2] not in str(everything())
    assert Client().post(f"/follow/confirm/{Follower.objects.get().key}/").status_code == 404


def test_no_release_and_no_file_holds_anything_of_readers(reader, post, temple, settings):
    factories.report(temple)
    reader.confirm()
    Client().post("/corrections/", {"text": "SENTINEL words", "email": READER, "ticket": ticket()})
    releases.release("1")
    written = [path for path in (settings.DATA_DIR / "releases").rglob("*") if path.is_file()]
    assert len(written) > 5
    for path in written:
        assert b"reader@example.org" not in path.read_bytes()
        assert b"SENTINEL" not in path.read_bytes()


def test_the_room_knows_its_own_two_tables_alone():
    taken = set()
    for path in HERE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level and node.module == "models":
                taken |= {alias.name for alias in node.names}
    assert taken == {"Follower", "Letter"}


def test_one_address_sends_a_few_forms_an_hour_and_locks_nobody_out(post, temple):
    def sent(number, **whence):
        said = {"text": f"It stands {number}.", "ticket": ticket()}
        return Client(**whence, HTTP_ACCEPT="text/html").post("/corrections/", said)

    said = [sent(number, **WHENCE) for number in range(FORMS_AN_HOUR + 2)]
    assert [answer.status_code for answer in said] == [200] * FORMS_AN_HOUR + [429] * 2
    assert 3500 < int(said[-1].headers["Retry-After"]) <= 3600
    assert "still stands, and send it in 60 minutes" in said[-1].content.decode()
    to_follow = Client(**WHENCE).post("/follow/", {"email": READER, "ticket": ticket()})
    assert (to_follow.status_code, post.taken) == (429, []), "both forms are counted together"
    assert sent(99, **ELSEWHERE).status_code == 200
    assert Client(**WHENCE).get("/corrections/").status_code == 200
    assert Letter.objects.count() == FORMS_AN_HOUR + 1


def test_what_was_refused_is_not_counted(temple):
    browser = Client(**WHENCE)
    for _mistyped in range(FORMS_AN_HOUR * 2):
        assert browser.post("/corrections/", {"text": "", "ticket": ticket()}).status_code == 400
    assert browser.post("/corrections/", {"text": "It stands.", "ticket": ticket()}).status_code == 200


def test_it_is_counted_where_readers_may_ask_for_as_much_as_they_like(temple, settings):
    settings.READER_SECONDS = 0
    said = [
        Client(**WHENCE).post("/corrections/", {"text": f"It stands {number}.", "ticket": ticket()}).status_code
        for number in range(FORMS_AN_HOUR + 1)
    ]
    assert said == [200] * FORMS_AN_HOUR + [429]


@pytest.mark.parametrize("mode", ["read_only", "no_access"])
def test_while_nothing_may_be_written_every_form_is_refused_in_words(reader, post, temple, mode):
    reader.ask()
    (confirm,), (stop,) = links_in(post.taken[0], "confirm"), links_in(post.taken[0], "stop")
    call_command("mode", mode, "--why", "We move.")
    forms = {"/follow/": {"email": "x@example.org", "ticket": ticket()}, confirm: {}, stop: {}}
    forms["/corrections/"] = {"text": "It stands.", "ticket": ticket()}
    for path, said in forms.items():
        answer = Client(HTTP_ACCEPT="text/html").post(path, said)
        assert (answer.status_code, "We move." in answer.content.decode()) == (503, True), path
        assert Client().get(path).status_code == (200 if mode == "read_only" else 503)
    call_command("mode", "normal")
    assert (Follower.objects.filter(confirmed=False).count(), Letter.objects.count(), len(post.taken)) == (1, 0, 1)


def test_all_news_of_a_filter_are_asked_in_a_few_questions(temple, django_assert_max_num_queries):
    for _report in range(20):
        factories.report(temple)
    with django_assert_max_num_queries(20):
        found = catalogue.news(catalogue.Query(), 0, catalogue.last_decision(), 30)
    assert (found.new, len(found.reports)) == (20, 20)
