"""The database at one instant, while others write on; and the models that its tables had when it was last migrated."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from .refusal import Refusal

SCHEMA = "heritage_restoring"  # where PostgreSQL builds what is restored
# What is built anew from the record, leads to people who were signed in, or is true of the servers as they are now.
LEFT_OUT = {
    f"heritage.{name}"
    for name in ("entry", "period", "revision", "toponym", "toponymword", "listed", "session", "attempts")
} | {"sessions.session", "heritage.standing", "heritage.turns", "heritage.worker"}


@contextmanager
def instant() -> Iterator[None]:
    """Whatever is read meanwhile is of one moment, and nobody waits for it."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        before, connection.transaction_mode = connection.transaction_mode, "DEFERRED"  # a reader, in a mode for writers
        try:
            with transaction.atomic(durable=True):
                yield
        finally:
            connection.transaction_mode = before
    else:
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def migrations() -> list[tuple[str, str]]:
    """Those that the database has passed."""
    return sorted(MigrationRecorder(connection).applied_migrations())


class State:
    """The models as they were after these migrations. Raises Refusal if the program does not know one of them."""

    def __init__(self, passed: list[tuple[str, str]]):
        loader = MigrationLoader(None)
        graph = loader.graph
        unknown = [f"{app}.{name}" for app, name in passed if (app, name) not in graph.nodes]
        if unknown:
            raise Refusal(
                "The database is of a later version: this one does not know the migrations {names}. "
                "Install the version that made it.",
                names=", ".join(unknown[:10]),
            )
        known = set(passed)
        self._ends = [key for key in passed if not {one.key for one in graph.node_map[key].children} & known]
        self.apps = loader.project_state(self._ends).apps

    def reach(self) -> None:
        """Bring an empty database there."""
        MigrationExecutor(connection).migrate(self._ends)

    def kept(self) -> list[type[models.Model]]:
        """The models whose rows are backed up, in order."""
        found = self.apps.get_models(include_auto_created=True)
        kept = [model for model in found if model._meta.managed and model._meta.label_lower not in LEFT_OUT]
        return sorted(kept, key=lambda model: model._meta.db_table)

    def find(self, name: str) -> type[models.Model] | None:
        """A model of ours, if there was one then."""
        return self.apps.all_models["heritage"].get(name)


def head(state: State) -> list:
    """Number and digest of the last decision; nothing before the first one."""
    decision = state.find("decision")
    last = decision and decision.objects.order_by("-id").values_list("id", "digest").first()
    return list(last or ())
