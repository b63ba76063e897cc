"""Django's ``migrate``, in which a migration that is killed leaves nothing of itself behind.

Django records a migration after it is committed if statements were put off to its end (indexes, foreign keys): killed
in between, it would be run a second time, and fail. Here it is recorded in the same transaction.
"""

from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor


class Whole(MigrationExecutor):
    def apply_migration(self, state, migration, fake=False, fake_initial=False):
        if fake or fake_initial or not migration.atomic:
            return super().apply_migration(state, migration, fake, fake_initial)
        if self.progress_callback:
            self.progress_callback("apply_start", migration, fake)
        with self.connection.schema_editor(atomic=True) as editor:
            state = migration.apply(state, editor)
            for statement in editor.deferred_sql:
                editor.execute(statement, None)
            editor.deferred_sql.clear()
            self.record_migration(migration)
        if self.progress_callback:
            self.progress_callback("apply_success", migration, fake)
        return state


migrate.MigrationExecutor = Whole  # its name there is the only place where the command asks for one
Command = migrate.Command
