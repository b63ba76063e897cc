"""Files on their way in at the desk."""

import django.db.models.deletion
import sites.models.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("heritage", "0019_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="HandedIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    sites.models.fields.TermField(
                        choices=[("sites", "Sites"), ("articles", "Articles"), ("reports", "Reports")],
                        max_length=24,
                        verbose_name="what its rows are",
                    ),
                ),
                ("file", models.FileField(blank=True, max_length=200, upload_to="handed-in", verbose_name="file")),
                ("file_name", models.CharField(max_length=200, verbose_name="file")),
                ("sheet", models.CharField(blank=True, max_length=100, verbose_name="sheet")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.BigIntegerField(verbose_name="size")),
                ("mapping", models.JSONField(default=dict, verbose_name="mapping")),
                ("wanted", models.JSONField(default=dict, help_text="publish, visibility, reason, language")),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="at")),
                (
                    "state",
                    sites.models.fields.TermField(
                        choices=[
                            ("mapping", "Its columns are to be confirmed"),
                            ("checking", "Being looked through"),
                            ("checked", "Looked through"),
                            ("carrying", "Being brought in"),
                            ("done", "Brought in"),
                            ("failed", "Could not be read"),
                        ],
                        default="mapping",
                        max_length=24,
                        verbose_name="state",
                    ),
                ),
                ("told", models.JSONField(default=dict)),
                ("message", models.TextField(blank=True, verbose_name="message")),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("due", models.DateTimeField(help_text="When work that was begun counts as broken off.", null=True)),
                (
                    "handed_in_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="handed_in",
                        to="heritage.editor",
                    ),
                ),
                (
                    "made",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="handed_in",
                        to="heritage.import",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["sites", "articles", "reports"])),
                        name="handedin_kind_known",
                        violation_error_message="Choose one of the listed values.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["mapping", "checking", "checked", "carrying", "done", "failed"])
                        ),
                        name="handedin_state_known",
                        violation_error_message="Choose one of the listed values.",
                    ),
                ],
            },
        ),
    ]
