"""Outlines of sites, merged sites, and the indexes by which neighbours and twins are found."""

from importlib import import_module

import django.db.models.deletion
import sites.models.fields
from django.db import migrations, models

guarded = import_module("sites.migrations.0002_immutable")


def guard_again(apps, schema_editor):
    """SQLite changes a constraint by making the table anew, and forgets its triggers over that."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS heritage_decision_no_{verb}")
        message = guarded.GUARDED["heritage_decision"]
        schema_editor.execute(guarded.SQLITE.format(table="heritage_decision", verb=verb, message=message))


class Migration(migrations.Migration):

    dependencies = [
        ('heritage', '0008_opened_and_sent'),
    ]

    operations = [
        migrations.CreateModel(
            name='Apart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_by', models.CharField(max_length=40, verbose_name='said by')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='decision',
            name='decision_verb_known',
        ),
        migrations.AddField(
            model_name='entry',
            name='footprint',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='site',
            name='footprint',
            field=models.JSONField(blank=True, help_text='Where the site lies on the ground: drawn on the map above, or pasted as GeoJSON.', null=True, validators=[sites.models.fields.check_outline], verbose_name='outline'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='verb',
            field=sites.models.fields.TermField(choices=[('created', 'Created'), ('changed', 'Changed'), ('kept', 'Copy kept'), ('submitted', 'Sent to review'), ('published', 'Published'), ('refused', 'Refused'), ('corrected', 'Corrected'), ('withdrawn', 'Withdrawn'), ('merged', 'Merged'), ('deleted', 'Deleted before publication')], max_length=24, verbose_name='what'),
        ),
        migrations.AddIndex(
            model_name='identifier',
            index=models.Index(fields=['scheme', 'value'], name='identifier_of_sites'),
        ),
        migrations.AddIndex(
            model_name='site',
            index=models.Index(fields=['latitude', 'longitude'], name='site_around'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('verb__in', ['created', 'changed', 'kept', 'submitted', 'published', 'refused', 'corrected', 'withdrawn', 'merged', 'deleted'])), name='decision_verb_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), ('state', 'withdrawn'), _connector='OR'), name='site_merged_is_withdrawn'),
        ),
        migrations.AddField(
            model_name='apart',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='apart_too', to='heritage.site'),
        ),
        migrations.AddField(
            model_name='apart',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='apart_from', to='heritage.site'),
        ),
        migrations.AddConstraint(
            model_name='apart',
            constraint=models.UniqueConstraint(fields=('site', 'other'), name='apart_once'),
        ),
        migrations.AddConstraint(
            model_name='apart',
            constraint=models.CheckConstraint(condition=models.Q(('site__lt', models.F('other'))), name='apart_in_order'),
        ),
        migrations.RunPython(guard_again, migrations.RunPython.noop),
    ]
