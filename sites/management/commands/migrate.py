"""Django's ``migrate``, in which a migration that is killed leaves nothing of itself behind, and none stops readers.

Django records a migration after it is committed if statements were put off to its end (indexes, foreign keys): killed
in between, it would be run a second time, and fail. Here it is recorded in the same transaction.

On PostgreSQL a migration that waits until it may change a table lets nobody past who comes after it, readers neither.
Here it waits two seconds, lets those pass who queue behind it, and tries again from the beginning.
"""

import time

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor
from psycopg2.errors import LockNotAvailable

LONGEST = 2  # seconds that a statement waits, and with it all who come after
PAUSE = 3  # seconds in which they pass
TRIES = 40
HELD = (
    "{name} was not carried out, and nothing of it is left: for minutes others have held a table that it changes. "
    "Migrations before it stand. A backup, a release or a forgotten session may be at work: wait for its end, or look "
    "for the oldest transaction in pg_stat_activity. Then run migrate again."
)


class Whole(MigrationExecutor):
    def apply_migration(self, state, migration, fake=False, fake_initial=False):
        if fake or fake_initial or not migration.atomic:
            return super().apply_migration(state, migration, fake, fake_initial)
        if self.progress_callback:
            self.progress_callback("apply_start", migration, fake)
        state = self._applied_without_a_queue(state, migration)
        if self.progress_callback:
            self.progress_callback("apply_success", migration, fake)
        return state

    def _applied_without_a_queue(self, state, migration):
        if self.connection.vendor != "postgresql":
            return self._applied(state, migration)
        for _ in range(TRIES):
            try:
                return self._applied(state.clone(), migration)  # what is begun in vain has changed it
            except OperationalError as fault:
                if not isinstance(fault.__cause__, LockNotAvailable):
                    raise
            time.sleep(PAUSE)
        raise CommandError(HELD.format(name=migration))

    def _applied(self, state, migration):
        with self.connection.schema_editor(atomic=True) as editor:
            if self.connection.vendor == "postgresql":
                editor.execute(f"SET LOCAL lock_timeout = '{LONGEST}s'", None)
            state = migration.apply(state, editor)
            for statement in editor.deferred_sql:
                editor.execute(statement, None)
            editor.deferred_sql.clear()
            self.record_migration(migration)
        return state


migrate.MigrationExecutor = Whole  # its name there is the only place where the command asks for one
Command = migrate.Command
