from django_tasks_db.management.commands import db_worker

from ... import errands


class Command(db_worker.Command):
    """The stock command, with a worker of ours."""

    def handle(self, **options):
        db_worker.Worker = errands.PatientWorker
        super().handle(**options)
