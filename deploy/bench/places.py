"""Lists and the map of the Pleiades places."""

from django.db import connection

from sites import catalogue

from . import chromium
from .browser import tell_of_click
from .parts import FULL
from .pleiades import FILE
from .server import served
from .table import hand_over, not_measured
from .throughput import tell_of_pages


def main(sites: int) -> None:
    if not FILE.exists():
        hand_over(not_measured("lists and the map of Pleiades", sites, connection.vendor, "name its file in PLEIADES"))
        return
    places = catalogue.count(catalogue.Query())
    with served() as server:
        server.get("/").read()
        tell_of_pages(places, server, quick=sites < FULL)
        if chromium.found():
            tell_of_click(places, server, rounds=3)
