"""Another place of a published site waits for review."""

import django.db.models.deletion
import sites.models.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('heritage', '0012_outlines'),
    ]

    operations = [
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changes', models.JSONField(help_text='{field of the site: [as it was, as it is to be]}', verbose_name='changes')),
                ('reason', models.TextField(max_length=2000, verbose_name='why')),
                ('proposed_by', models.CharField(max_length=40, verbose_name='proposed by')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed at')),
                ('state', sites.models.fields.TermField(choices=[('waiting', 'Waits for review'), ('accepted', 'Accepted'), ('returned', 'Returned'), ('refused', 'Refused'), ('withdrawn', 'Taken back')], default='waiting', max_length=24, verbose_name='state')),
                ('decided_by', models.CharField(blank=True, max_length=40, verbose_name='decided by')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
                ('comment', models.TextField(blank=True, max_length=2000, verbose_name='comment')),
            ],
            options={
                'verbose_name': 'change of place',
                'verbose_name_plural': 'changes of place',
                'ordering': ['proposed_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='amendment',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='amendments', to='heritage.site', verbose_name='site'),
        ),
        migrations.AddIndex(
            model_name='amendment',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['proposed_at'], name='amendment_waiting'),
        ),
        migrations.AddIndex(
            model_name='amendment',
            index=models.Index(fields=['proposed_by', 'state'], name='amendment_of_editor'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'accepted', 'returned', 'refused', 'withdrawn'])), name='amendment_state_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('site',), name='amendment_one_waits'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', ''), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), models.Q(('decided_by', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='amendment_decided'),
        ),
    ]
