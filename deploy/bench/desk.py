"""The desk's list of reports: as it opens, under a filter, searched, and deep down."""

from statistics import median
from time import perf_counter

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from tqdm import tqdm

from .parts import FULL
from .table import at_most, hand_over, measured

LISTS = {
    "list": "",
    "filter by level": "level__exact=destroyed",
    "filter by state": "state__exact=in_review",
    "search, a rare word": "q=zzyzx",
    "search, a common word": "q=Mosque",
    "deep page": "p={deep}",
}
REPORTS_OF_A_SITE, ROWS = 3, 100


def main(sites: int) -> None:
    client = Client(HTTP_HOST="localhost")
    client.force_login(_administrator())
    deep = sites * REPORTS_OF_A_SITE // ROWS * 9 // 10
    for name, query in tqdm(LISTS.items(), desc=f"The desk on {connection.vendor}", unit=" lists"):
        address = f"/admin/heritage/report/?{query.format(deep=deep)}"
        took = median(_took(client, address) for _ in range(3 if sites >= FULL else 1))
        hand_over(measured(f"the desk's reports, {name}, ms", sites * 3, connection.vendor, took, goal=at_most(100)))


def _administrator() -> User:
    said = {"is_staff": True, "is_superuser": True}
    return User.objects.get_or_create(username="benchmark-desk", defaults=said)[0]


def _took(client: Client, address: str) -> float:
    begun = perf_counter()
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} was answered with {answer.status_code}.")
    return (perf_counter() - begun) * 1000
