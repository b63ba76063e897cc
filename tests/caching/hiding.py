"""Hides the tower in the installation at hand, as a steward does at the desk."""

import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "heritage.settings"
django.setup()

import factories  # noqa: E402
from aviary import edit  # noqa: E402

from sites import review  # noqa: E402
from sites.models import Photo, Site  # noqa: E402

if __name__ == "__main__":
    tower = Site.objects.get(slug="watchtower")
    edit(tower, visibility="hidden")
    for photo in Photo.objects.filter(site=tower):
        review.withdraw(photo, by=factories.reviewer(), reason="It shows the way.")
