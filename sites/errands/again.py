"""A task that failed, or whose worker is gone, is tried again after a pause that grows, and given up in the end.

What a task does may so be begun more than once: each task sees to it that it is done once.
"""

from datetime import timedelta
from traceback import format_exception

from django.db.models.functions import Now
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import retry

from ..models import Worker

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120)]
TRIES = len(PAUSES) + 1
DEADLINE = timedelta(minutes=9)
LONGER = {"sites.handover.working.work": timedelta(hours=6)}  # a file of a million rows
SILENT = timedelta(minutes=1)  # a worker that has given no sign for so long is gone


class Lost(Exception):
    """The worker that had begun a task gives no sign any more."""


class TookTooLong(Exception):
    """A task was not done within its deadline."""


def deadline_of(task: DBTaskResult) -> timedelta:
    return LONGER.get(task.task_path, DEADLINE)


def try_again(task: DBTaskResult, **said) -> None:
    """Let a task wait for its next try; after the last it has failed. Nothing, if another worker did so before."""
    tries = len(task.worker_ids)
    held = DBTaskResult.objects.filter(pk=task.pk, status=task.status, started_at=task.started_at)
    if tries < TRIES:
        held.update(status="READY", run_after=timezone.now() + PAUSES[max(tries, 1) - 1], **said)
    else:
        held.update(status="FAILED", finished_at=timezone.now(), **said)


@retry()
def failed(task: DBTaskResult, fault: BaseException) -> None:
    """In place of the stock ``set_failed``: the fault and what follows from it are written down in one step."""
    name = f"{type(fault).__module__}.{type(fault).__qualname__}"
    try_again(task, exception_class_path=name, traceback="".join(format_exception(fault)))
    task.refresh_from_db()


def take_up(worker: str, *, others: bool) -> None:
    """Whatever this worker, which does nothing at the moment, left undone; and what others did, who are gone."""
    signs = dict(Worker.objects.values_list("name", "seen"))
    alive = set(Worker.objects.filter(seen__gt=Now() - SILENT).values_list("name", flat=True))
    for task in DBTaskResult.objects.running():
        who = task.worker_ids[-1] if task.worker_ids else ""
        began, limit = task.started_at or task.enqueued_at, deadline_of(task)
        late = (signs.get(who) or timezone.now()) - began >= limit
        # One that never gave a sign is of a version that gives none, and may be at work.
        gone = others and who not in alive and (who in signs or late)
        if who == worker or gone:
            try_again(task, **_why(limit if late else None))


def _why(limit: timedelta | None) -> dict:
    if limit:
        fault, said = TookTooLong, f"It was not done within {round(limit.total_seconds() / 60)} minutes, and was ended."
    else:
        fault, said = Lost, "Whoever worked on it was stopped, or lost the database, before it was done."
    name = f"{fault.__module__}.{fault.__qualname__}"
    return {"exception_class_path": name, "traceback": f"{name}: {said}\n"}
