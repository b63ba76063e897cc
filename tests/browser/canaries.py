"""Run within an installation: the canary sites of some spots, published, and so many others about them that the map
draws clusters. Writes what is known of each of them."""

import json
import sys

import django

django.setup()

import aviary  # noqa: E402
import factories  # noqa: E402

from sites import catalogue  # noqa: E402

KNOWN = ("name", "slug", "visibility", "latitude", "longitude")
BROOD = 24


def nestling(number):
    place = {"latitude": 31.0171839 + number * 0.2131471, "longitude": 34.0274913 + number * 0.3172919}
    said = {"visibility": aviary.CLASSES[number % 4], "country": "FJ", "place": "Canary Hollow"}
    return factories.site(f"Nestling {number:02}", **place, **said)


held = aviary.fill(json.load(sys.stdin)) | {f"nestling {number}": nestling(number) for number in range(BROOD)}
catalogue.rebuild()
print(json.dumps({key: {name: getattr(site, name) for name in KNOWN} for key, site in held.items()}))  # noqa: T201
