"""What the desk's lists are found and put in order by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("heritage", "0015_sendings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Listed",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind", "token", "block", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("token", models.BinaryField(max_length=200)),
                ("block", models.BigIntegerField()),
                ("held", models.BinaryField()),
            ],
        ),
        migrations.AddIndex("report", models.Index(fields=["event_latest", "id"], name="report_in_time")),
        migrations.AddIndex("site", models.Index(fields=["name", "id"], name="site_by_name")),
        migrations.AddIndex("article", models.Index(fields=["published_latest", "id"], name="article_in_time")),
        migrations.AddIndex("decision", models.Index(fields=["at"], name="decision_in_time")),
    ]
