"""Changes of a published place wait for review; records are returned with a comment.

SQLite makes the table of decisions anew for its new constraint, and forgets on the way who guards it.
"""

import django.db.models.deletion
import sites.models.fields
from django.db import migrations, models

GUARD = """
CREATE TRIGGER IF NOT EXISTS heritage_decision_no_{verb} BEFORE {verb} ON heritage_decision
BEGIN SELECT RAISE(ABORT, 'a decision is never changed or deleted: write a new one'); END
"""


def guard_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(GUARD.format(verb=verb))


class Migration(migrations.Migration):

    dependencies = [
        ('heritage', '0008_opened_and_sent'),
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
        migrations.RemoveConstraint(
            model_name='decision',
            name='decision_verb_known',
        ),
        migrations.AlterField(
            model_name='decision',
            name='verb',
            field=sites.models.fields.TermField(choices=[('created', 'Created'), ('changed', 'Changed'), ('kept', 'Copy kept'), ('submitted', 'Sent to review'), ('published', 'Published'), ('returned', 'Returned'), ('refused', 'Refused'), ('corrected', 'Corrected'), ('withdrawn', 'Withdrawn'), ('deleted', 'Deleted before publication')], max_length=24, verbose_name='what'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('verb__in', ['created', 'changed', 'kept', 'submitted', 'published', 'returned', 'refused', 'corrected', 'withdrawn', 'deleted'])), name='decision_verb_known', violation_error_message='Choose one of the listed values.'),
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
        migrations.RunPython(guard_again, guard_again),
    ]
