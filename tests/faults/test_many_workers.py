"""As many workers as one likes: each task is done once, whoever is killed, hangs or is told to stop meanwhile."""

import os
import signal
import subprocess
import sys
from collections import Counter

import pytest
from machines import HERE, ROOT, awaited, kill

SCRIPT = [sys.executable, str(HERE / "workers.py")]
STATES = "SELECT status, count(*) FROM django_tasks_database_dbtaskresult GROUP BY status"
FAILED = "SELECT worker_ids, traceback FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'"
MANY = 60


@pytest.fixture
def office(install):
    """An installation whose operator begins workers; all that were begun are ended."""
    one = install(WORKER="1")
    one.workers = []
    yield one
    for worker in one.workers:
        kill(worker)


def hand_out(office, *what):
    subprocess.run([*SCRIPT, "hand_out", *map(str, what)], cwd=ROOT, env=office.env, check=True)


def begin(office, how_many=1, *said):
    begun = [office.begin([*SCRIPT, "work", *said]) for _ in range(how_many)]
    office.workers += begun
    return begun


def told(office):
    file = office.data / "chores"
    return Counter(file.read_text().splitlines()) if file.exists() else Counter()


def all_done(office):
    states = dict(office.rows(STATES))
    return states if set(states) <= {"SUCCESSFUL", "FAILED"} else None


def test_three_workers_do_sixty_tasks_once_each_and_one_is_killed_in_the_middle(office):
    hand_out(office, "chore", MANY, 0.2)
    workers = begin(office, 3)
    awaited("The first", lambda: sum(told(office).values()) > 10)
    os.kill(workers[0].pid, signal.SIGKILL)
    workers[0].wait()
    assert awaited("The end", lambda: all_done(office)) == {"SUCCESSFUL": MANY}
    seen = told(office)
    done = [seen[f"done {number}"] for number in range(MANY)]
    # Who is killed when a task is done, and before that is noted, leaves it to be done again: at most that one.
    assert min(done) == 1
    assert sum(done) <= MANY + 1
    assert sum(seen[f"begun {number}"] for number in range(MANY)) <= MANY + 1
    assert len(office.rows("SELECT DISTINCT CAST(worker_ids AS text) FROM django_tasks_database_dbtaskresult")) >= 3


def test_a_task_that_hangs_takes_its_worker_with_it_and_another_does_it(office):
    hand_out(office, "hangs_once", 1)
    (first,) = begin(office, 1, "4")
    assert first.wait(60) == 1
    assert "in hangs_once" in (office.data.parent / "processes.log").read_text()
    begin(office)
    assert awaited("The end", lambda: all_done(office)) == {"SUCCESSFUL": 1}
    assert told(office) == {"begun 0": 2, "done 0": 1}


def test_a_task_that_always_fails_is_tried_five_times_and_given_up_with_its_reason(office):
    hand_out(office, "always_fails", 1)
    begin(office, 2)
    assert awaited("The end", lambda: all_done(office)) == {"FAILED": 1}
    ((_workers, reason),) = office.rows(FAILED)
    assert (told(office), "ValueError: It rains." in reason) == ({"begun 0": 5}, True)


def test_a_worker_that_is_told_to_stop_finishes_what_it_has_begun_and_no_more(office):
    hand_out(office, "chore", 3, 2)
    (worker,) = begin(office)
    awaited("The first", lambda: told(office)["begun 0"] + told(office)["begun 1"] + told(office)["begun 2"])
    worker.terminate()
    assert worker.wait(60) == 0
    assert sum(told(office).values()) == 2
    assert dict(office.rows(STATES)) == {"SUCCESSFUL": 1, "READY": 2}
    assert office.rows("SELECT * FROM heritage_worker") == []
