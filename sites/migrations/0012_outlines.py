"""Outlines of sites, merged sites, and the indexes by which neighbours and twins are found."""

import django.db.models.deletion
import sites.models.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('heritage', '0011_people'),
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
        migrations.AddIndex(
            model_name='identifier',
            index=models.Index(fields=['scheme', 'value'], name='identifier_of_sites'),
        ),
        migrations.AddIndex(
            model_name='site',
            index=models.Index(fields=['latitude', 'longitude'], name='site_around'),
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
    ]
