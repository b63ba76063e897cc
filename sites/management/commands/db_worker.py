import time
from logging import getLogger

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connections
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from ... import modes

log = getLogger(__name__)
AWAY = (OperationalError, InterfaceError, DatabaseError)  # the last, itself, from psycopg2 where the server dies


class PatientWorker(db_worker.Worker):
    """Waits while the database is away, where the stock one dies, and while nothing may be written."""

    def run(self):
        while self.running:
            worked = self._run_tasks
            try:
                if modes.current().name == modes.NORMAL:
                    self._next()
            except (DatabaseError, InterfaceError) as fault:
                if type(fault) not in AWAY:
                    raise
                log.warning("The database does not answer, and is asked again: %s", fault)
                connections.close_all()
            idle = self._run_tasks == worked
            if (self.batch and idle) or self._run_tasks == self.max_tasks:
                return
            if self.running and idle:
                connections.close_all()  # a database that is put in its place meanwhile is seen
                time.sleep(self.interval)

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


class Command(db_worker.Command):
    """The stock command, with a worker of ours."""

    def handle(self, **options):
        db_worker.Worker = PatientWorker
        super().handle(**options)
