"""Files that came in: what they made, and the decisions by which they did."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

from sites.models.fields import TermField

verbs = import_module("sites.migrations.0009_verbs")
LABELS = verbs.LABELS | {"imported": "Imported", "undone": "Import undone"}
KINDS = {"sites": "Sites", "articles": "Articles", "reports": "Reports"}
SAID = "Choose one of the listed values."


class Migration(migrations.Migration):
    dependencies = [("heritage", "0018_releases")]
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
                condition=models.Q(verb__in=list(LABELS)), name="decision_verb_known", violation_error_message=SAID
            ),
        ),
        migrations.RunPython(verbs.guard_again, verbs.guard_again),
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", TermField(choices=list(KINDS.items()), max_length=24, verbose_name="what its rows are")),
                ("dataset", models.CharField(max_length=60, verbose_name="dataset")),
                ("file_name", models.CharField(max_length=200, verbose_name="file")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("mapping", models.JSONField(default=dict, verbose_name="mapping")),
                ("who", models.CharField(max_length=40, verbose_name="who")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("counts", models.JSONField(default=dict, verbose_name="counts")),
                ("published", models.BooleanField(default=False, verbose_name="published")),
                (
                    "after",
                    models.BigIntegerField(
                        default=0, help_text="The last decision before it; what it changed was decided since."
                    ),
                ),
                ("undone_at", models.DateTimeField(null=True, verbose_name="undone at")),
            ],
            options={"verbose_name": "import", "verbose_name_plural": "imports", "ordering": ["-id"]},
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=list(KINDS)), name="import_kind_known", violation_error_message=SAID
            ),
        ),
        migrations.CreateModel(
            name="Imported",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dataset", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=200)),
                ("number", models.PositiveBigIntegerField()),
                ("said", models.BinaryField(max_length=200)),
                ("before", models.JSONField(default=list)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="made", to="heritage.import"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="imported",
            constraint=models.UniqueConstraint(fields=("dataset", "kind", "key"), name="imported_once"),
        ),
        migrations.AddIndex(
            model_name="imported", index=models.Index(fields=["kind", "number"], name="imported_record")
        ),
    ]
