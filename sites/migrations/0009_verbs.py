"""What else may be decided: to return a draft, to merge two sites, to restore what a record said."""

from importlib import import_module

from django.db import migrations, models

from sites.models.fields import TermField

LABELS = {
    "created": "Created",
    "changed": "Changed",
    "kept": "Copy kept",
    "submitted": "Sent to review",
    "published": "Published",
    "returned": "Returned",
    "refused": "Refused",
    "corrected": "Corrected",
    "withdrawn": "Withdrawn",
    "merged": "Merged",
    "deleted": "Deleted before publication",
    "restored": "Restored",
}
immutable = import_module("sites.migrations.0002_immutable")


def guard_again(apps, schema_editor):
    """SQLite makes the table anew for another constraint, and its triggers go with the old one."""
    if schema_editor.connection.vendor != "sqlite":
        return
    table = "heritage_decision"
    for verb in ("UPDATE", "DELETE"):
        statement = immutable.SQLITE.format(table=table, verb=verb, message=immutable.GUARDED[table])
        schema_editor.execute(statement.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS"))


class Migration(migrations.Migration):
    dependencies = [("heritage", "0008_opened_and_sent")]
    operations = [
        migrations.RemoveConstraint(model_name="decision", name="decision_verb_known"),
        migrations.AlterField(
            model_name="decision",
            name="verb",
            field=TermField(choices=list(LABELS.items()), max_length=24, verbose_name="what"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(verb__in=list(LABELS)),
                name="decision_verb_known",
                violation_error_message="Choose one of the listed values.",
            ),
        ),
        migrations.RunPython(guard_again, guard_again),
    ]
