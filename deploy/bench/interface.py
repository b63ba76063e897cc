"""The interface for programs: a page of every collection under several filters, as the server answers it."""

from statistics import median

from django.db import connection
from django.test import Client
from tqdm import tqdm

from .desk import took
from .parts import FULL
from .table import hand_over, measured

FILTERS = (
    "", "level=destroyed", "country=SY&verification=confirmed", "bbox=30,30,40,40", "cause=bombardment&kind=religious",
    "datetime=2015-01-01T00:00:00Z/..",
)  # fmt: skip
COLLECTIONS = ("sites", "reports", "articles")


def main(sites: int) -> None:
    client = Client(HTTP_HOST="localhost")
    rounds = 3 if sites >= FULL else 1
    client.get("/api/collections/sites/items?f=json")  # the first answer of a process reads the index
    for name in tqdm(COLLECTIONS, desc=f"The interface on {connection.vendor}", unit=" rows"):
        pages = [f"/api/collections/{name}/items?f=json&{asked}".rstrip("&") for asked in FILTERS]
        each = [median(took(client, page) for _ in range(rounds)) for page in pages]
        for what, figure in (("median", median(each)), ("slowest", max(each))):
            told = f"the interface, a page of 50 {name}, {what} of {len(FILTERS)} filters, ms"
            hand_over(measured(told, sites, connection.vendor, figure))
