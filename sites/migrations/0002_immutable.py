"""The database itself refuses to change or delete a decision or a capture, whoever asks."""

from django.db import migrations

GUARDED = {
    "heritage_decision": "a decision is never changed or deleted: write a new one",
    "heritage_capture": "a capture is never changed or deleted: it is evidence",
}

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""

POSTGRESQL_FUNCTION = """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""

POSTGRESQL = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse()
"""


def guard(apps, schema_editor):
    for table, message in GUARDED.items():
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                schema_editor.execute(SQLITE.format(table=table, verb=verb, message=message))
        else:
            schema_editor.execute(POSTGRESQL_FUNCTION.format(table=table, message=message))
            schema_editor.execute(POSTGRESQL.format(table=table))


def release(apps, schema_editor):
    for table in GUARDED:
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}")
        else:
            schema_editor.execute(f"DROP FUNCTION {table}_refuse() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("heritage", "0001_record")]
    operations = [migrations.RunPython(guard, release)]
