"""The code of the last release goes on beside the new one: on the database as the new one's migrations leave it."""

from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django_migration_linter.migration_linter import MigrationLinter

from sites import backups
from sites.backups.instant import State
from sites.backups.opening import members
from sites.backups.restoring import _empty
from sites.backups.rows import load

KEPT = sorted(Path(__file__).parent.glob("*/backup.tar"), key=lambda file: [*map(int, file.parent.name.split("."))])
LAST = KEPT[-1]
EDITED = ("site", "report", "article", "photo")  # what people change
RULES = "docs/how-to/upgrade.md#migrations-that-the-last-release-survives tells how to do it in two steps"


@pytest.fixture
def manifest():
    return backups.examine(LAST)


@pytest.fixture
def old(db, manifest):
    """The models of the last release."""
    return State([(app, name) for app, name in manifest.migrations])


def stored(old, manifest):
    """Everything that an installation of the last release held, written anew by its own models: {table: rows}."""
    kept, rows = {model._meta.db_table: model for model in old.kept()}, {}
    _empty(kept)
    with members(LAST, None) as archive:
        for name, body in archive:
            store, _, rest = name.partition("/")
            if store == "tables":
                table = rest.partition("/")[0]
                rows[table] = rows.get(table, 0) + load(kept[table], manifest.tables[table]["columns"], body)
    return rows


def test_the_last_release_writes_reads_and_changes_on_the_new_database(old, manifest):
    rows = stored(old, manifest)
    assert rows == {table: said["rows"] for table, said in manifest.tables.items() if said["rows"]}
    for model in old.kept():
        assert len(model._base_manager.values_list()) == rows.get(model._meta.db_table, 0)
    changed = {name: [record.save() for record in old.find(name).objects.all()] for name in EDITED}
    assert min(map(len, changed.values())) > 0
    connection.check_constraints()


def test_a_column_that_is_called_otherwise_would_be_noticed(old, manifest):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE heritage_site RENAME COLUMN place TO region")
    with pytest.raises(DatabaseError, match="place"), transaction.atomic():
        stored(old, manifest)


if connection.vendor == "postgresql":

    @pytest.mark.parametrize(("default", "survives"), [("", False), ("DEFAULT ''", True)])
    def test_a_new_column_needs_a_default_that_the_database_knows(old, manifest, default, survives):
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE heritage_site ADD COLUMN mark varchar NOT NULL {default}")
        if survives:
            assert stored(old, manifest)["heritage_site"] > 1
        else:
            with pytest.raises(DatabaseError, match="mark"), transaction.atomic():
                stored(old, manifest)

    # On SQLite there is one machine, and a table that changes is written anew: to a linter all of it looks alike.

    @pytest.fixture
    def linter(db):
        return MigrationLinter(no_cache=True, all_warnings_as_errors=True)

    def test_no_migration_since_the_last_release_shuts_it_out_or_locks_a_table_for_long(linter, manifest, capsys):
        released = {tuple(one) for one in manifest.migrations}
        ours = [one for one in linter.migration_loader.disk_migrations.values() if one.app_label == "heritage"]
        for migration in ours:
            if (migration.app_label, migration.name) not in released:
                linter.lint_migration(migration)
        assert not linter.has_errors, f"{capsys.readouterr().out}\n{RULES}"

    def test_a_migration_that_shuts_it_out_is_noticed(linter):
        loader = MigrationLoader(connection)
        for name in ("0006_handed_in_by", "0010_pairs"):  # one takes a column away, the other lets nothing stand twice
            before = linter.nb_erroneous
            linter.lint_migration(loader.get_migration("heritage", name))
            assert linter.nb_erroneous == before + 1
