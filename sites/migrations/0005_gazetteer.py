"""The names of sites under the keys by which texts find them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("heritage", "0004_intake"),
    ]

    operations = [
        migrations.CreateModel(
            name="ToponymWord",
            fields=[
                ("sound", models.CharField(max_length=60, primary_key=True, serialize=False)),
            ],
            options={
                "ordering": ["sound"],
            },
        ),
        migrations.CreateModel(
            name="Toponym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(db_index=True, help_text="As sites.names.name_key gives it.", max_length=120)),
                (
                    "short",
                    models.BooleanField(help_text="Tells the site only where the text speaks of its surroundings."),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="toponyms", to="heritage.site"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
    ]
