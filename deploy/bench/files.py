"""The file of all sites over HTTP, beside the plainest way to get the same columns out of the database."""

import os
import shutil
import subprocess
from pathlib import Path
from statistics import median
from time import perf_counter

from django.conf import settings
from django.db import connection
from tqdm import tqdm

from .parts import FULL
from .server import Server, memory, served
from .table import at_most, hand_over, measured, not_measured, ratio_at_most

COLUMNS = (
    "site_id, slug, name, names, kind, country, place, part_of_id, summary, built, level, verification, contested,"
    " level_since, recovery, confirmed_level, causes, because, dissent, reports, articles, origins, latitude,"
    " longitude, visibility, approximate, cell, precision_m, point_source, identifiers"
)
AT_ONCE = 1 << 16
FORGET_PEAK = "5"
LIMITS = {"postgresql": ("psql", "psql COPY", 1.5), "sqlite": ("sqlite3", "the sqlite3 shell", 2.5)}


def main(sites: int) -> None:
    database, rounds = connection.vendor, 3 if sites >= FULL else 1
    program, beside, slower = LIMITS[database]
    ours, limits = [], []
    with served() as server:
        server.get("/sites.csv?country=AD").read()
        for _ in tqdm(range(rounds), desc=f"CSV on {database}", unit=" rounds"):
            limits += [_plainest()] if shutil.which(program) else []
            ours.append(_downloaded(server, sites))
    took, first, grown = (median(figures) for figures in zip(*ours, strict=True))
    what = f"CSV of all sites over HTTP, s, beside {beside}"
    if limits:
        hand_over(measured(what, sites, database, took, median(limits), ratio_at_most(slower)))
    else:
        hand_over(not_measured(what, sites, database, f"there is no {program} here"))
    hand_over(measured("CSV of all sites, first byte, s", sites, database, first, goal=at_most(1)))
    hand_over(measured("CSV of all sites, growth of the worker's memory, MB", sites, database, grown, goal=at_most(64)))


def _downloaded(server: Server, sites: int) -> tuple[float, float, float]:
    """Seconds until all of it is here, seconds until its first bytes are, MB by which a worker grew meanwhile."""
    before = {worker: resident(worker) for worker in server.workers}
    begun = perf_counter()
    answer = server.get("/sites.csv")
    part = answer.read(AT_ONCE)
    first, lines = perf_counter() - begun, part.count(b"\r\n")
    while more := answer.read(AT_ONCE):
        lines += (part[-1:] + more).count(b"\r\n")  # one may have been cut in two
        part = more
    took = perf_counter() - begun
    if lines != sites + 1:
        raise SystemExit(f"The file of all sites has {lines} lines, and {sites + 1} were expected.")
    return took, first, max(memory(worker, "VmHWM", "status") - before[worker] for worker in server.workers)


def resident(worker: int) -> float:
    """What the process holds now, in MB. Its peak is counted from here on."""
    Path(f"/proc/{worker}/clear_refs").write_text(FORGET_PEAK)
    return memory(worker, "VmRSS", "status")


def _plainest() -> float:
    if connection.vendor == "postgresql":
        copy = f"COPY (SELECT {COLUMNS} FROM heritage_entry) TO STDOUT (FORMAT csv)"  # noqa: S608
        command = ["psql", "--quiet", os.environ["DATABASE_URL"], "--command", copy]
    else:
        database = settings.DATABASES["default"]["NAME"]
        command = ["sqlite3", "-readonly", "-csv", str(database), f"SELECT {COLUMNS} FROM heritage_entry"]  # noqa: S608
    begun = perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - begun
