"""A verb for what was restored, and the forms that were sent: so that none makes a record twice."""

from importlib import import_module

import sites.models.fields
from django.db import migrations, models

KNOWN = ["created", "changed", "kept", "submitted", "published", "refused", "corrected", "withdrawn", "deleted", "restored"]
LABELS = {"kept": "Copy kept", "submitted": "Sent to review", "deleted": "Deleted before publication"}
immutable = import_module("sites.migrations.0002_immutable")


def guard_again(apps, schema_editor):
    """SQLite makes the table anew for another constraint, and its triggers go with the old one."""
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            statement = immutable.SQLITE.format(
                table="heritage_decision", verb=verb, message=immutable.GUARDED["heritage_decision"]
            )
            schema_editor.execute(statement.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS"))


class Migration(migrations.Migration):
    dependencies = [("heritage", "0008_opened_and_sent")]
    operations = [
        migrations.CreateModel(
            name="Sending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=20)),
                ("number", models.PositiveBigIntegerField(null=True)),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["token", "kind"], name="sending_once")]},
        ),
        migrations.RemoveConstraint(model_name="decision", name="decision_verb_known"),
        migrations.AlterField(
            model_name="decision",
            name="verb",
            field=sites.models.fields.TermField(
                choices=[(verb, LABELS.get(verb, verb.capitalize())) for verb in KNOWN],
                max_length=24,
                verbose_name="what",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(verb__in=KNOWN),
                name="decision_verb_known",
                violation_error_message="Choose one of the listed values.",
            ),
        ),
        migrations.RunPython(guard_again, guard_again),
    ]
