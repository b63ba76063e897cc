"""Revisions, which the index follows, and the order of names."""

import secrets

from django.db import migrations, models

from sites.names import search_text, sorting_key


def name_what_stands(apps, schema_editor):
    """Bring entries into the new columns, and name the first revision, by which indexes know what they are of."""
    entries = apps.get_model("heritage", "Entry").objects
    for entry in entries.iterator(2000):
        entry.name_key = sorting_key(entry.name)
        names = [entry.name, *(name["text"] for name in entry.names), entry.place]
        entry.search = search_text(names)
        entry.save(update_fields=["name_key", "search"])
    apps.get_model("heritage", "Revision").objects.create(number=1, token=secrets.token_hex(8), sites=None)


def nothing(apps, schema_editor):
    """The columns go, and with them what stood in them."""


class Migration(migrations.Migration):

    dependencies = [
        ('heritage', '0002_immutable'),
    ]

    operations = [
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('token', models.CharField(max_length=16)),
                ('sites', models.JSONField(null=True)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.AlterModelOptions(
            name='entry',
            options={'ordering': ['name_key', 'site_id']},
        ),
        migrations.RemoveIndex(
            model_name='entry',
            name='entry_by_level',
        ),
        migrations.AddField(
            model_name='entry',
            name='name_key',
            field=models.BinaryField(db_index=True, default=b'', help_text='Puts names in order, on every database.', max_length=800),
        ),
        migrations.AlterField(
            model_name='entry',
            name='name',
            field=models.CharField(max_length=200),
        ),
        migrations.RunPython(name_what_stands, nothing),
    ]
