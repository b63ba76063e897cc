"""What is never changed or deleted is not replaced or emptied either, the two ways round the guards of a row."""

from importlib import import_module

from django.db import migrations

immutable = import_module("sites.migrations.0002_immutable")
intake = import_module("sites.migrations.0004_intake")
releases = import_module("sites.migrations.0018_releases")

MESSAGES = immutable.GUARDED | {"heritage_workingcopy": intake.COPY, "heritage_release": releases.MESSAGE}
ONE_OF_EACH = {  # what is unique in a table: by any of these REPLACE finds the row that it deletes unseen
    "heritage_decision": ("id = NEW.id", "previous = NEW.previous", "digest = NEW.digest"),
    "heritage_capture": ("id = NEW.id", "(article_id = NEW.article_id AND sha256 = NEW.sha256)"),
    "heritage_workingcopy": ("id = NEW.id", "(capture_id = NEW.capture_id AND sha256 = NEW.sha256)"),
    "heritage_release": ("id = NEW.id", "version = NEW.version"),
}

SQLITE = """
CREATE TRIGGER {table}_no_REPLACE BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""

POSTGRESQL = """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()
"""


def guard(apps, schema_editor):
    statement = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for table, message in MESSAGES.items():
        schema_editor.execute(statement.format(table=table, message=message, same=" OR ".join(ONE_OF_EACH[table])))


def release(apps, schema_editor):
    statement = "DROP TRIGGER {table}_no_REPLACE"
    if schema_editor.connection.vendor != "sqlite":
        statement = "DROP TRIGGER {table}_no_truncate ON {table}"
    for table in MESSAGES:
        schema_editor.execute(statement.format(table=table))


class Migration(migrations.Migration):
    dependencies = [("heritage", "0020_handed_in")]
    operations = [migrations.RunPython(guard, release)]
