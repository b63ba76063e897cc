"""Frozen releases. The database itself refuses to change or delete one; it may be withheld, once and with a reason."""

from django.db import migrations, models
from django.db.models import Q

MESSAGE = "a release is never changed or deleted: it may be withheld, once"
FROZEN = ("id", "version", "day", "note", "sha256", "size", "sites", "reports", "articles", "files")

SQLITE_DELETE = f"""
CREATE TRIGGER heritage_release_no_DELETE BEFORE DELETE ON heritage_release
BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
"""

SQLITE_UPDATE = f"""
CREATE TRIGGER heritage_release_no_UPDATE BEFORE UPDATE ON heritage_release
WHEN OLD.withheld_on IS NOT NULL OR NEW.withheld_on IS NULL
  OR {" OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in FROZEN)}
BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
"""

POSTGRESQL_FUNCTION = f"""
CREATE FUNCTION heritage_release_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND OLD.withheld_on IS NULL AND NEW.withheld_on IS NOT NULL
    AND ({", ".join(f"OLD.{name}" for name in FROZEN)})
    IS NOT DISTINCT FROM ({", ".join(f"NEW.{name}" for name in FROZEN)})
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""

POSTGRESQL = """
CREATE TRIGGER heritage_release_no_change BEFORE UPDATE OR DELETE ON heritage_release
FOR EACH ROW EXECUTE FUNCTION heritage_release_refuse()
"""


def guard(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in (SQLITE_DELETE, SQLITE_UPDATE) if sqlite else (POSTGRESQL_FUNCTION, POSTGRESQL):
        schema_editor.execute(statement)


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER heritage_release_no_{verb}")
    else:
        schema_editor.execute("DROP FUNCTION heritage_release_refuse() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("heritage", "0017_published_lately")]

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=40, unique=True)),
                ("day", models.DateField()),
                ("note", models.TextField(blank=True, max_length=2000)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("sites", models.PositiveBigIntegerField()),
                ("reports", models.PositiveBigIntegerField()),
                ("articles", models.PositiveBigIntegerField()),
                ("files", models.JSONField()),
                ("withheld_on", models.DateField(null=True)),
                ("withheld_because", models.TextField(blank=True, max_length=2000)),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("withheld_because", ""), ("withheld_on", None))
                        | Q(("withheld_on__isnull", False), ~Q(("withheld_because", ""))),
                        name="release_withheld_with_reason",
                    )
                ],
            },
        ),
        migrations.RunPython(guard, release),
    ]
