"""How far the work with a file has come. The program before this one writes on beside it: the columns have defaults."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("heritage", "0026_workers"),
    ]

    operations = [
        migrations.AddField("handedin", "done", models.FloatField(db_default=0, default=0)),
        migrations.AddField("handedin", "sign", models.DateTimeField(null=True)),
    ]
