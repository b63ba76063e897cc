"""How many forms came from where, for an hour."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("heritage", "0024_standing"),
    ]

    operations = [
        migrations.CreateModel(
            name="Turns",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("taken", models.JSONField(default=list)),
                ("last", models.DateTimeField(db_index=True, null=True)),
            ],
            options={"default_permissions": ()},
        ),
    ]
