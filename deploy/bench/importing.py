"""A file of as many sites comes in: looked at, and then written, published and on the map."""

import csv
import hashlib
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from time import perf_counter

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from tqdm import tqdm

from sites import arrivals, imports
from sites.tables import open_table

from .pleiades import create
from .seed.cities import cities, weights
from .seed.templates import SEED
from .seed.words import KINDS, WHOSE
from .table import at_least, at_most, hand_over, measured

HEADERS = ("id", "name", "native_name", "country", "place", "kind", "latitude", "longitude", "built", "wikidata")
NEAR = 0.01  # degrees: within the town, and so within its country
SETTLED = 0.1  # of the file: what is needed at all is in memory by then
DRY = "read and validate a file of sites (dry run), rows a second"
ON_THE_MAP = """
import django
django.setup()
from sites import catalogue
print(catalogue.count(catalogue.parse_query({})))
"""  # asked by another process, as the servers' workers are
WRITTEN = "import sites, published, until the map has them, sites a second"


def main(sites: int) -> None:
    create()
    call_command("migrate", verbosity=0)
    file = _file(sites)
    by = User.objects.create_superuser("importer")
    table = open_table(file, file.name)
    mapping = imports.guess("sites", table.headers, table.sample())
    how = {"by": by, "publish": True, "visibility": "exact"}

    def dry(progress) -> None:
        told = arrivals.preview(open_table(file, file.name), mapping, progress=progress, **how)
        if told.counts["new"] != sites:
            raise SystemExit(f"Of {sites} rows these would come in: {dict(told.counts)}; {told.faults[:3]}")

    def written(progress) -> None:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        said = {"reason": "The benchmark's file.", "file_name": file.name, "sha256": digest}
        arrivals.carry_out(open_table(file, file.name), mapping, progress=progress, **said, **how)
        counted = subprocess.run([sys.executable, "-c", ON_THE_MAP], check=True, capture_output=True, text=True)
        if int(counted.stdout) != sites:
            raise SystemExit("Not all of them are on the map.")

    for what, act, goal in ((DRY, dry, at_least(100_000)), (WRITTEN, written, at_least(20_000))):
        took, grown = _watched(act, sites, what)
        hand_over(measured(what, sites, connection.vendor, sites / took, goal=goal))
        told = f"{what.split(',')[0]}: memory that grew after a tenth of it, MB"
        hand_over(measured(told, sites, connection.vendor, grown, goal=at_most(64)))


def _watched(act: Callable, sites: int, what: str) -> tuple[float, float]:
    """Seconds that it takes, and MB by which the process's peak grew from a tenth of the file on."""
    peaks = []
    with tqdm(total=sites, unit=" rows", desc=f"{what.split(',')[0]} on {connection.vendor}") as bar:

        def progress(done: float, counts) -> None:
            bar.update(sum(counts[name] for name in ("new", "changed", "same", "faulty")) - bar.n)
            if done >= SETTLED:
                peaks.append(_peak())

        begun = perf_counter()
        act(progress)
        took = perf_counter() - begun
    return took, _peak() - peaks[0]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _file(sites: int) -> Path:
    """The same rows each time."""
    file = settings.DATA_DIR / "sites.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADERS)
        writer.writerows(_rows(sites))
    return file


def _rows(sites: int) -> Iterator[tuple]:
    chance, kinds = Random(SEED), [*KINDS]  # noqa: S311
    towns = chance.choices(cities(), cum_weights=weights(), k=sites)
    for number, town in enumerate(towns, 1):
        kind = chance.choice(kinds)
        english, arabic, _ = chance.choice(KINDS[kind])
        whose, of, _ = chance.choice(WHOSE)
        latitude, longitude = (
            round(middle + chance.uniform(-NEAR, NEAR), 6) for middle in (town.latitude, town.longitude)
        )
        name = f"{english} of {whose}, {town.name} {number}"
        place = (town.name, kind, latitude, longitude, chance.randrange(300, 1900), f"Q{10_000_000 + number}")
        yield f"b{number}", name, f"{arabic} {of}", town.country, *place
