"""The stock worker of django-tasks-db, with what it lacks: patience, deadlines, and an eye for what others left
undone."""

import faulthandler
import sys
import time
from contextlib import suppress
from datetime import timedelta
from functools import partial
from logging import getLogger

from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connections
from django.db.models.functions import Now
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from .. import accounts, modes
from ..models import Worker
from .again import deadline_of, failed, take_up
from .signs import EVERY, Signs

log = getLogger(__name__)
AWAY = (OperationalError, InterfaceError, DatabaseError)  # the last, itself, from psycopg2 where the server dies
TIDIED = 60 * 60  # seconds
KEPT_DAYS, FAILED_KEPT_DAYS = 7, 30


class PatientWorker(db_worker.Worker):
    """Waits while the database is away, where the stock one dies, and while nothing may be written.

    A task that is not done within its deadline takes its process with it, whatever that hangs in: where it hung is
    written to the error stream, whoever runs the process begins another, and the task is taken up again.
    """

    def run(self):
        self._looked = self._tidied = None
        self._signs = Signs(self.worker_id)
        self._signs.start()
        try:
            self._work()
        finally:
            with suppress(DatabaseError, InterfaceError):
                take_up(self.worker_id, others=False)
            self._signs.end()

    def _work(self) -> None:
        while self.running:
            worked = self._run_tasks
            try:
                if modes.current().name == modes.NORMAL:
                    self._look_after_others()
                    self._next()
            except (DatabaseError, InterfaceError) as fault:
                if type(fault) not in AWAY:
                    raise
                log.warning("The database does not answer, and is asked again: %s", fault)
                connections.close_all()
                self._looked = None
            idle = self._run_tasks == worked
            if (self.batch and idle) or self._run_tasks == self.max_tasks:
                return
            if self.running and idle:
                connections.close_all()  # a database that is put in its place meanwhile is seen
                time.sleep(self.interval)

    def _look_after_others(self) -> None:
        now = time.monotonic()
        if self._looked is None or now - self._looked >= EVERY:
            take_up(self.worker_id, others=self._signs.may_judge())
            self._looked = now
        if self._tidied is None or now - self._tidied >= TIDIED:
            _tidy()
            self._tidied = now

    def _next(self) -> None:
        close_old_connections()
        tasks = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        if not self.process_all_queues:
            tasks = tasks.filter(queue_name__in=self.queue_names)
        tasks = tasks.exclude(queue_name__in=self.excluded_queue_names)
        with exclusive_transaction(tasks.db):
            task = tasks.get_locked()
            if task:
                task.claim(self.worker_id)
        if task:
            self.run_task(task)

    def run_task(self, task: DBTaskResult) -> None:
        task.set_failed = partial(failed, task)
        faulthandler.dump_traceback_later(deadline_of(task).total_seconds(), exit=True, file=sys.__stderr__)
        try:
            super().run_task(task)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _tidy() -> None:
    """Forget what nobody asks for any more."""
    ages = {"min_age_days": KEPT_DAYS, "failed_min_age_days": FAILED_KEPT_DAYS}
    call_command("prune_db_task_results", queue_name="*", verbosity=0, **ages)
    Worker.objects.filter(seen__lt=Now() - timedelta(days=1)).delete()
    accounts.forget_turns()
    accounts.forget_attempts()
