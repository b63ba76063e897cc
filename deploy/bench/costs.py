"""What a request, a decision and a million sites cost: processor time and bytes, by kind of request and by table."""

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

from django.conf import settings
from django.db import connection
from django.test import Client

from sites import gazetteer, index, review
from sites.models import Decision, Entry, Toponym

from .load import addresses
from .publish import REASON, account, any_site, draft
from .table import hand_over, measured

EACH = 24  # requests of each kind, no two for the same address
WARM = 4  # of which so many come first and do not count
MILLION = 1_000_000
PROGRAMS = "/api/collections/sites/items?limit=50"
LIGHT = 0.002  # GB in a million sites: tables that weigh less are told together
TABLES = {
    # The tables by size, indexes among it. SQLite tells of its pages, PostgreSQL of its files.
    "sqlite": "SELECT s.tbl_name, SUM(d.pgsize) FROM dbstat d JOIN sqlite_schema s ON s.name = d.name GROUP BY 1",
    "postgresql": "SELECT relname, pg_total_relation_size(oid) FROM pg_class "
    "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
}


def main(sites: int) -> None:
    if not Toponym.objects.exists():
        gazetteer.rebuild()
    _tell_of_bytes(sites)
    reader = Client(SERVER_NAME="localhost", HTTP_ACCEPT_ENCODING="gzip")
    for kind, asked in _kinds(sites):
        _tell_of_requests(reader, sites, kind, asked)
    _tell_of_decisions(sites)


def _kinds(sites: int) -> Iterator[tuple[str, list[str]]]:
    slugs = [*Entry.objects.exclude(tile_key=None).order_by("pk").values_list("slug", flat=True)[:EACH]]
    records = addresses.records(20 * EACH)
    yield "the map's page", ["/", *(f"/?page={page}" for page in range(2, EACH + 1))]
    for kind in ("sites", "reports", "articles"):
        yield f"a page of {kind}", [path for path in records if path.startswith(f"/{kind}/")][:EACH]
    yield "a page of the list", addresses.lists(sites)[:EACH]
    yield "a map tile", addresses.map_tiles(EACH)
    yield "a picture of a place", [f"/sites/{slug}/place.svg" for slug in slugs]
    yield "a suggestion", [f"/suggest.json?q={slug[:5]}" for slug in slugs]
    yield "50 sites for programs", [f"{PROGRAMS}&bbox=-180,-60,{180 - at},85" for at in range(EACH)]
    yield "a feed of a site", [f"/sites/{slug}.atom" for slug in slugs]


def _tell_of_requests(reader: Client, sites: int, kind: str, asked: list[str]) -> None:
    """Asked for the first time, and asked whether it still stands."""
    answers = [(path, *_timed(reader, path)) for path in asked]
    again = [
        _timed(reader, path, answer.headers["ETag"])[1] for path, answer, _ in answers if answer.has_header("ETag")
    ]
    weights = [_weight(answer) for _, answer, _ in answers]
    rows = {
        "processor time of the server, ms": median(took for _, _, took in answers[WARM:]),
        "bytes on the wire, KB": median(weights) / 1000,
    }
    if again[WARM:]:
        rows["processor time where it still stands, ms"] = median(again[WARM:])
    for what, figure in rows.items():
        hand_over(measured(f"{kind}: {what}", sites, connection.vendor, figure))


def _timed(reader: Client, path: str, etag: str = "") -> tuple:
    """(answer, milliseconds): the processor time of this process; what PostgreSQL spends in its own is not in it."""
    headers = {"if-none-match": etag} if etag else {}
    begun = process_time()
    answer = reader.get(path, headers=headers)
    took = (process_time() - begun) * 1000
    if answer.status_code not in (200, 304):
        raise SystemExit(f"{path} is answered {answer.status_code}.")
    return answer, took


def _weight(answer) -> int:
    packed = answer.has_header("Content-Encoding")
    return len(answer.content if packed else gzip.compress(answer.content))


def _tell_of_bytes(sites: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLES[connection.vendor])
        weighed = sorted(((name, held / sites * MILLION / 1e9) for name, held in cursor), key=lambda row: -row[1])
    rows = {name: weight for name, weight in weighed if weight >= LIGHT}
    rows["all tables"] = sum(weight for _, weight in weighed)
    rows["the map's index on disk"] = _files(Path(settings.DATA_DIR) / "index") / sites * MILLION / 1e9
    for name, weight in rows.items():
        hand_over(measured(f"{name}, GB a million sites", sites, connection.vendor, weight))


def _files(folder: Path) -> int:
    index.current()  # whoever asks first keeps the columns
    return sum(_sizes(folder.rglob("*.npy")))


def _sizes(files: Iterable[Path]) -> Iterator[int]:
    return (file.stat().st_size for file in files)


def _tell_of_decisions(sites: int) -> None:
    """Reports are published one after the other by one who has nobody beside them."""
    editor, reviewer, chance = account("Editor"), account("Reviewer"), Random(6)  # noqa: S311
    took, worked = [], []
    for _ in range(EACH):
        report = draft(any_site(sites, chance), editor)
        begun, busy = perf_counter(), process_time()
        review.publish(report, by=reviewer, reason=REASON)
        took.append((perf_counter() - begun) * 1000)
        worked.append((process_time() - busy) * 1000)
    written = [len(str(row)) for row in Decision.objects.order_by("-pk").values_list()[: 2 * EACH]]
    for what, figure in {
        "publish a report: from the call to the commit, ms": median(took[WARM:]),
        "publish a report: processor time of the server, ms": median(worked[WARM:]),
        "a decision, bytes without indexes": median(written),
    }.items():
        hand_over(measured(what, sites, connection.vendor, figure))
