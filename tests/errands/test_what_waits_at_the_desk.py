"""What waits, what is being done and what was given up is seen by administrators, and by nobody else."""

from datetime import timedelta

import factories
import pytest
from django.db import OperationalError
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from sites import errands
from sites.errands import again
from sites.errands.worker import _tidy
from sites.models import Attempts, Turns, Worker

pytestmark = pytest.mark.django_db
READING = "sites.intake.tasks.take_in"
SILENT = timedelta(minutes=5)


def task(status="READY", by=("first",), path=READING, **said):
    now = timezone.now()
    plain = {"args_kwargs": {"args": [7], "kwargs": {}}, "task_path": path, "backend_name": "default"}
    plain |= {"started_at": now, "run_after": get_date_max(), "worker_ids": list(by), "status": status}
    return DBTaskResult.objects.create(**plain | said)


def worker(name, silent=timedelta()):
    Worker.objects.create(name=name, since=Now() - silent, seen=Now() - silent)


def page(user):
    client = Client()
    client.force_login(user)
    return client.get("/admin/work/")


def test_an_administrator_sees_what_waits_and_why_it_failed(settings):
    settings.WORKER = True
    task("FAILED", by=["a"] * 5, traceback="Traceback\nValueError: It rains in Palmyra.\n")
    task("READY", by=())
    told = page(factories.administrator()).content.decode()
    parts = ("It rains in Palmyra.", "An article that was handed in 7", "5 / 5", "begin one with manage.py db_worker")
    assert [part for part in parts if part not in told] == []
    worker("first")
    told = page(factories.administrator()).content.decode()
    assert ("begin one" in told, "first" in told) == (False, True)


def test_nobody_else_sees_it():
    task("FAILED", traceback="ValueError: It rains in Palmyra.\n")
    for user in (factories.editor(), factories.reviewer(), factories.steward()):
        assert page(user).status_code == 403
    assert "/admin/work/" in Client().get("/admin/work/").url


def test_how_the_work_stands_can_be_told_in_numbers():
    now = timezone.now()
    first = task(run_after=now - timedelta(minutes=3))
    task(run_after=now + timedelta(minutes=3))
    task()
    task("RUNNING")
    task("FAILED")
    task("SUCCESSFUL")
    worker("first")
    worker("gone", SILENT)
    told = errands.at_work()
    assert (told.due, told.later, told.running, told.failed, told.workers) == (2, 1, 1, 1, 1)
    assert told.due_since == first.run_after


def test_where_nothing_waits_it_is_due_since_never():
    assert errands.at_work() == errands.AtWork(0, 0, 0, 0, None, 0)


def test_what_a_worker_left_that_is_gone_waits_again_and_of_one_that_is_there_does_not():
    worker("gone", SILENT)
    worker("there")
    left, held, unknown = (task("RUNNING", by=[who]) for who in ("gone", "there", "of an earlier version"))
    again.take_up("third", others=False)
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"RUNNING"}
    again.take_up("third", others=True)
    for one in (left, held, unknown):
        one.refresh_from_db()
    assert [one.status for one in (left, held, unknown)] == ["READY", "RUNNING", "RUNNING"]
    assert "was stopped" in left.traceback
    assert left.run_after > timezone.now()


def test_what_took_too_long_is_said_to_have():
    worker("gone", SILENT)
    left = task("RUNNING", by=["gone"], started_at=timezone.now() - 2 * SILENT - errands.DEADLINE)
    again.take_up("third", others=True)
    left.refresh_from_db()
    assert "not done within 9 minutes" in left.traceback


def test_pauses_grow_and_the_fifth_try_is_the_last():
    pauses = []
    for tries in range(1, errands.TRIES + 1):
        one = task("RUNNING", by=["a"] * tries)
        again.failed(one, ValueError("It rains."))
        pauses.append(round((one.run_after - timezone.now()) / timedelta(minutes=1)) if one.status == "READY" else None)
        assert "It rains." in one.traceback
    assert pauses == [1, 5, 30, 120, None]


def test_what_another_worker_took_up_meanwhile_is_left_to_it():
    one = task("RUNNING")
    DBTaskResult.objects.update(started_at=timezone.now() + timedelta(seconds=1), worker_ids=["first", "second"])
    again.try_again(one)
    assert DBTaskResult.objects.get().status == "RUNNING"


def test_what_is_done_is_forgotten_in_the_end_and_what_waits_is_not(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    long_ago = timezone.now() - timedelta(days=8)
    task("SUCCESSFUL", finished_at=long_ago)
    kept = {task("FAILED", finished_at=long_ago).pk, task("READY", enqueued_at=long_ago).pk}
    worker("gone", timedelta(days=2))
    Turns.objects.create(key="a", last=long_ago)
    Attempts.objects.create(key="a", day=long_ago, failed=3)
    _tidy()
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == kept
    assert (Worker.objects.count(), Turns.objects.count(), Attempts.objects.count()) == (0, 0, 0)


def test_a_worker_whose_own_signs_do_not_come_through_judges_nobody(monkeypatch):
    signs = errands.signs.Signs("first")
    monkeypatch.setattr(errands.signs, "SILENT", timedelta())
    signs._give()
    assert signs.may_judge()

    def away(*_said, **_how):
        raise OperationalError("The server closed the connection.")

    monkeypatch.setattr(errands.signs.connections, "close_all", lambda: None)
    monkeypatch.setattr(Worker.objects, "filter", away)
    monkeypatch.setattr(signs, "_last", signs._last - 4 * errands.signs.EVERY)
    signs._give()
    assert not signs.may_judge()
