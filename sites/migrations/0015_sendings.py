"""The forms that were sent: so that none makes a record twice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("heritage", "0014_waiting")]
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
    ]
