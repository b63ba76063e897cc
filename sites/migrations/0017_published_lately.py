"""The newest reports, and what was corrected or withdrawn last, are found without reading all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("heritage", "0016_lists"),
    ]

    operations = [
        migrations.AddIndex(
            "report", models.Index(fields=["state", "first_published", "number"], name="report_published_lately")
        ),
        migrations.AddIndex(
            "decision",
            models.Index(
                fields=["id"],
                condition=models.Q(verb__in=("corrected", "withdrawn")),
                name="decision_taken_back",
            ),
        ),
    ]
