"""Sessions that know whose they are, what slows down who guesses passwords, and the right to manage people."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def end_old_sessions(apps, schema_editor):
    """Nobody reads Django's own table any more, and what lies there still leads to people. Everybody signs in anew."""
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('heritage', '0010_pairs'),
        ('sessions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempts',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('day', models.DateField(db_index=True)),
                ('failed', models.PositiveIntegerField(default=0)),
                ('last', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AlterModelOptions(
            name='editor',
            options={'permissions': [('manage_people', 'Can open, change, close and erase accounts')]},
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('began', models.DateTimeField(help_text='The hour of the sign-in.', null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.RunPython(end_old_sessions, migrations.RunPython.noop),
    ]
