"""An operator who lets nobody write, or nobody in, is obeyed by every page and command, as long as that holds."""

import json
import re
from io import StringIO

import factories
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from django_tasks_db.models import DBTaskResult
from permissions.scene import invitation

from sites import intake, modes
from sites.errands import PatientWorker
from sites.models import Article, Decision, Intake, Session, Site

BROWSER = {"HTTP_ACCEPT": "text/html"}
PUBLIC = ("/", "/sites/", "/summary/", "/sites.csv", "/api/", "/map/0/0/0.json", "/feeds/reports.atom", "/admin/login/")
WHY = "We move to another server until Monday."


@pytest.fixture
def arch(db):
    return factories.site("Arch of Triumph")


def signed_in(user):
    client = Client(**BROWSER)
    client.force_login(user)
    return client


def switch(mode, *said):
    call_command("mode", mode, *said, stdout=StringIO())


def told(capsys, *args):
    call_command("mode", *args)
    return capsys.readouterr().out


# ── read-only


def test_readers_read_on_and_nobody_saves_anything(arch):
    reader, editor = Client(**BROWSER), signed_in(factories.editor())
    switch("read_only", "--why", WHY)
    assert [reader.get(path).status_code for path in PUBLIC] == [200] * len(PUBLIC)
    before = Decision.objects.count()
    for path in ("heritage/site/add/", f"heritage/site/{arch.pk}/change/", "read/", "bring/"):
        answer = editor.post(f"/admin/{path}", {"name": "Nabu"})
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")
        assert "nothing was changed" in answer.content.decode()
        assert WHY in answer.content.decode()
    assert (Decision.objects.count(), Site.objects.count()) == (before, 1)


def test_the_desk_says_so_on_its_pages(arch):
    editor = signed_in(factories.editor())
    assert "read-only at present" not in editor.get("/admin/").content.decode()
    switch("read_only", "--why", WHY)
    for path in ("/admin/", "/admin/heritage/site/", "/admin/review/", "/admin/read/"):
        page = editor.get(path).content.decode()
        assert "read-only at present" in page
        assert WHY in page


def test_nobody_signs_in_and_whoever_is_in_may_leave(db):
    editor = signed_in(factories.editor())
    switch("read_only")
    assert Client().post("/admin/login/", {"username": "editor", "password": "x"}).status_code == 503
    assert Session.objects.count() == 1
    assert editor.post("/admin/logout/").status_code == 200
    assert Session.objects.count() == 0


def test_a_page_that_writes_although_it_is_only_looked_at_is_held_to_it(db):
    link = f"/admin/invitation/{invitation(factories.editor())}/"
    invited = Client(raise_request_exception=False)
    switch("read_only")
    assert invited.get(link).status_code == 503
    assert Session.objects.count() == 0
    switch("normal")
    assert (invited.get(link).status_code, Session.objects.count()) == (302, 1)


def test_a_reader_may_still_have_an_outline_made_into_an_address(db):
    switch("read_only")
    assert Client().post("/area/").status_code == 400


# ── shut


def test_nobody_is_let_in_but_whoever_asks_for_health(arch):
    editor = signed_in(factories.editor())
    switch("no_access", "--why", WHY)
    for path in (*PUBLIC, "/admin/", "/no/such/page"):
        answer = editor.get(path)
        assert (answer.status_code, WHY in answer.content.decode()) == (503, True)
        assert "Arch of Triumph" not in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]
    assert Client().get("/sites.csv").content.decode() == f"Nothing is shown at present. Come back later.\n{WHY}\n"
    assert Client().get("/healthz").status_code == 200
    ready = Client().get("/healthz/ready")
    assert (ready.status_code, "mode: nobody is let in" in ready.content.decode()) == (503, True)
    switch("normal")
    assert (editor.get("/").status_code, Client().get("/healthz/ready").status_code) == (200, 200)


def test_a_word_that_cannot_be_read_is_no_leave_to_go_on(db, settings):
    for broken in ("", "{", "[]", json.dumps({"mode": "ajar", "why": ""}), json.dumps({"mode": "normal"})):
        (settings.DATA_DIR / "mode").write_text(broken)
        assert modes.current() == modes.Mode(modes.NO_ACCESS)
        assert Client().get("/").status_code == 503


def test_the_reason_is_text_and_no_markup(db):
    switch("no_access", "--why", "<script>alert(1)</script>")
    page = Client(**BROWSER).get("/").content.decode()
    assert "&lt;script&gt;" in page
    scripts = re.findall(r"<script[^>]*>", page)
    assert [one for one in scripts if ' src="/static/' not in one] == []


# ── commands


WRITING = [
    ("demo",),
    ("refresh",),
    ("import_sites", "nothing.csv"),
    ("import_reports", "nothing.csv"),
    ("import_articles", "nothing.csv"),
    ("undo_import",),
    ("erase_editor", "editor", "--yes"),
    ("check_links",),
    ("send_alerts",),
    ("forget_reader", "reader@example.org"),
    ("release",),
    ("release", "--withhold", "2026.11"),
]


@pytest.mark.parametrize("mode", ["read_only", "no_access"])
@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_a_command_that_writes_does_not_begin(db, mode, command):
    switch(mode)
    with pytest.raises(CommandError, match=r"read-only|shut"):
        call_command(*command)


def test_a_command_that_only_reads_works_in_every_mode(arch, capsys):
    for mode in modes.MODES:
        switch(mode)
        call_command("verify")
        assert "are whole" in capsys.readouterr().out


@pytest.fixture
def waiting(settings, at_once):
    """Hands something in, and gives a worker who does one piece of work: for a story that is told outside of the test's
    transaction, in which no time passes for PostgreSQL and a worker could not close its connection."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    text = b"The Arch was damaged on 23 August 2015."
    queue = {"queue_names": ["default"], "excluded_queue_names": [], "backend_name": "default", "worker_id": "worker"}

    def hand_in():
        intake.hand_in(by=factories.editor(), received=text, file_name="arch.txt", published="2015-08-24")
        return lambda **how: PatientWorker(**queue, interval=0.01, startup_delay=False, **how)

    return hand_in


def test_a_worker_waits_until_it_may_write(waiting, at_once):
    def story():
        worker = waiting()
        switch("read_only")
        worker(batch=True, max_tasks=None).run()
        assert (Intake.objects.get().state, Article.objects.count()) == ("waiting", 0)
        switch("normal")
        worker(batch=False, max_tasks=1).run()
        assert (Intake.objects.get().state, Article.objects.count()) == ("done", 1)

    assert at_once(story) == [None]


def test_a_worker_outlives_a_database_that_is_away(waiting, at_once, monkeypatch):
    there, asked = DBTaskResult.objects.ready, []

    def away():
        asked.append(1)
        if len(asked) == 1:
            raise OperationalError("The server closed the connection.")
        return there()

    def story():
        worker = waiting()
        monkeypatch.setattr(DBTaskResult.objects, "ready", away)
        worker(batch=False, max_tasks=1).run()
        assert (len(asked), Intake.objects.get().state) == (2, "done")

    assert at_once(story) == [None]


@pytest.mark.django_db
def test_the_command_says_what_stands(settings, capsys):
    assert told(capsys).startswith("normal:")
    assert told(capsys, "no_access", "--why", WHY).startswith("no_access:")
    assert WHY in told(capsys)
    settings.READ_ONLY = True
    with pytest.raises(CommandError, match="READ_ONLY=1"):
        call_command("mode", "normal")
    with pytest.raises(CommandError, match="at most 500"):
        call_command("mode", "no_access", "--why", "x" * 501)


@pytest.mark.django_db
def test_where_the_disk_takes_nothing_the_database_alone_tells_everybody(settings, capsys):
    settings.DATA_DIR = "/proc/self"
    assert told(capsys, "read_only").startswith("read_only:")
