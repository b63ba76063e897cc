"""A part that is shown as another square than its whole is not told to be its part any more."""

import secrets

from django.db import migrations
from django.db.models import F, Max, Q


def untie(apps, schema_editor):
    entries = apps.get_model("heritage", "Entry")._base_manager
    same = Q(latitude=F("part_of__latitude"), longitude=F("part_of__longitude"))
    nowhere = Q(latitude=None, part_of__latitude=None)
    tied = entries.exclude(part_of=None).exclude(visibility="exact").exclude(same | nowhere)
    if tied.update(part_of=None):
        revisions = apps.get_model("heritage", "Revision")._base_manager
        last = revisions.aggregate(last=Max("number"))["last"] or 0
        revisions.create(number=last + 1, token=secrets.token_hex(8), sites=None)


class Migration(migrations.Migration):
    dependencies = [("heritage", "0027_signs")]
    operations = [migrations.RunPython(untie, migrations.RunPython.noop)]
