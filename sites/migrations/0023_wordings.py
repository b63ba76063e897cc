"""What a site, a report and a picture say in other languages beside the one that they were written in."""

from django.db import migrations, models

import sites.models.fields


def worded(model, what):
    field = sites.models.fields.WordingsField(blank=True, null=True, verbose_name=f"{what} in other languages")
    return migrations.AddField(model_name=model, name="wordings", field=field)


class Migration(migrations.Migration):
    dependencies = [("heritage", "0022_following")]
    operations = [
        worded("site", "summary"),
        worded("report", "summary"),
        worded("photo", "description"),
        migrations.AddField(model_name="entry", name="wordings", field=models.JSONField(null=True)),
    ]
