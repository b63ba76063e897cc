"""How the work stands: for the page at the desk, and for whatever watches over the servers."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult

from ..models import Worker
from .again import SILENT


@dataclass(frozen=True, slots=True)
class AtWork:
    """How many tasks are due, are to be done later, are being done and were given up; since when the one that is due
    longest is due, None if none is; and how many workers have given a sign within a minute."""

    due: int
    later: int
    running: int
    failed: int
    due_since: datetime | None
    workers: int


def at_work() -> AtWork:
    ready = Q(status="READY")
    due = ready & Q(run_after__lte=Now())
    # A task that may be done at any time is due since it came: its day of falling due is the last of all.
    at_any = ready & Q(run_after__year=9999)
    found = DBTaskResult.objects.aggregate(
        due=Count("pk", due | at_any),
        later=Count("pk", ready),
        running=Count("pk", Q(status="RUNNING")),
        failed=Count("pk", Q(status="FAILED")),
        since=Min("run_after", filter=due),
        came=Min("enqueued_at", filter=at_any),
    )
    since = min(filter(None, (found.pop("since"), found.pop("came"))), default=None)
    found["later"] -= found["due"]
    workers = Worker.objects.filter(seen__gt=Now() - SILENT).count()
    return AtWork(**found, due_since=since, workers=workers)
