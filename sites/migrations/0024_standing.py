"""What stands for all servers of one database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("heritage", "0023_wordings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("said", models.JSONField(default=dict)),
                ("at", models.DateTimeField(null=True)),
            ],
            options={"default_permissions": ()},
        ),
    ]
