"""A picture from after the damage may name the one from before with which readers compare it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('heritage', '0009_verbs'),
    ]

    operations = [
        migrations.AddField(
            model_name='photo',
            name='pair',
            field=models.ForeignKey(blank=True, help_text='Readers compare the two by moving a slider. Only of a picture that shows the site after the damage.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='compared', to='heritage.photo', verbose_name='same view before the damage'),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.CheckConstraint(condition=models.Q(('pair', None), ('moment', 'after'), _connector='OR'), name='photo_pair_after_with_before', violation_error_message='Only a picture from after the damage is compared with one from before.'),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('pair',), name='photo_pair_once'),
        ),
    ]
