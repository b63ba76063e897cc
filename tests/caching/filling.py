"""Fills the installation at hand: one of everything, and a tower that is found everywhere. It says on its last line, as
JSON, what stands for the names of the table of permissions, and every address at which the tower could be told of."""

import json
import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "heritage.settings"
django.setup()

import factories  # noqa: E402
from aviary import spot  # noqa: E402
from django.core.management import call_command  # noqa: E402
from leaks.readers import addresses  # noqa: E402
from permissions import scene  # noqa: E402

PLACE = spot("plain", "exact")


def tower():
    said = {"latitude": PLACE[0], "longitude": PLACE[1], "country": "FJ", "place": "Canary Hollow"}
    site = factories.site("Watchtower", identifiers=[("wikidata", "Q990099")], point_source="Canary Survey", **said)
    factories.report(site, "destroyed", event="2015-08-23")
    factories.photo(site)
    return site


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    scene.people()
    held = scene.records()
    told = {"names": scene.names(held), "tower": [*dict.fromkeys(addresses([tower()]))]}
    sys.stdout.write(f"\n{json.dumps(told)}\n")
