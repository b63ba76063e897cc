"""Puts so many sites into the catalogue of DATA_DIR that its columns and lines are kept: a program of its own."""

import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "heritage.settings"
django.setup()

from cast import MANY  # noqa: E402

from sites.models import Entry, Revision, Site  # noqa: E402

if __name__ == "__main__":
    site, entry, begun = Site.objects.get(), Entry.objects.get(), Site.objects.get().pk + 1
    sites, entries = [], []
    for number in range(begun, begun + MANY):
        site.pk = entry.pk = entry.site_id = number
        site.slug = entry.slug = f"tomb-{number}"
        site.name = entry.name = f"Tomb {number}"
        sites.append(Site(**{one.attname: getattr(site, one.attname) for one in Site._meta.concrete_fields}))
        entries.append(Entry(**{one.attname: getattr(entry, one.attname) for one in Entry._meta.concrete_fields}))
    Site.objects.bulk_create(sites, 500)
    Entry.objects.bulk_create(entries, 500)
    Revision.objects.create(number=Revision.objects.latest("number").number + 1, token="filled", sites=None)
