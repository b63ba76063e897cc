"""Real places to list and to draw: the Pleiades gazetteer, if its file lies where it is looked for."""

import csv
import gzip
import os
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone
from tqdm import tqdm

from sites import catalogue
from sites.models import Site

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data" / "pleiades-places-2024.csv.gz"
FILE = Path(os.environ.get("PLEIADES", BESIDE))
LONGEST = 200
BATCH = 2000


def main(sites: int) -> None:
    """See that the database of the settings holds the places, each a published site with an exact place or none."""
    if not FILE.exists():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp = settings.DATA_DIR / "stamp"
    wanted = str(FILE.stat().st_size)
    if stamp.exists() and stamp.read_text() == wanted:
        call_command("migrate", verbosity=0)
        return
    create()
    call_command("migrate", verbosity=0)
    with transaction.atomic(), gzip.open(FILE, "rt", encoding="utf-8", newline="") as file:
        rows = tqdm(csv.DictReader(file), desc=f"Pleiades on {connection.vendor}", unit=" places")
        Site.objects.bulk_create(map(_site, rows), batch_size=BATCH)
        catalogue.rebuild()
    stamp.write_text(wanted)


def create() -> None:
    """An empty database, whatever there was."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        Path(name).unlink(missing_ok=True)
        return
    beside = connections["default"].copy(alias="beside")
    beside.settings_dict = beside.settings_dict | {"NAME": "postgres"}
    with beside.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    beside.close()


def _site(place: dict[str, str]) -> Site:
    today = timezone.now()
    return Site(
        slug=f"pleiades-{place['id']}",
        name=place["title"][:LONGEST],
        kind="archaeological_site",
        country="",
        summary=place["description"][:4000],
        latitude=float(place["lat"]) if place["lat"] else None,
        longitude=float(place["lon"]) if place["lat"] else None,
        visibility="exact",
        state="published",
        decided_by="editor-00000000",
        decided_at=today,
        first_published=today.date(),
    )
