"""The map in a browser: its first view, cold; from a click to all sites shown; and how smoothly it moves."""

from statistics import median
from time import perf_counter

from django.db import connection

from . import chromium
from .chromium import visit
from .frames import frames
from .parts import FULL
from .server import Server, served
from .table import at_most, hand_over, measured, not_measured

SMOOTH = 20  # milliseconds a frame at the p95: sixty a second are 16.7, and a timer is not exact


def main(sites: int) -> None:
    if chromium.found() is None:
        hand_over(not_measured("the map in a browser", sites, connection.vendor, "there is no Chromium here"))
        return
    with served() as server:
        server.get("/").read()
        rounds = 3 if sites >= FULL else 1
        _tell_of_first_view(sites, server, rounds)
        tell_of_click(sites, server, rounds)
        if sites >= FULL:
            _tell_of_frames(sites, server)


def _tell_of_first_view(sites: int, server: Server, rounds: int) -> None:
    views = [_first_view(server) for _ in range(rounds)]
    kilobytes, requests, strangers, usable = (median(figures) for figures in zip(*views, strict=True))
    database = connection.vendor
    hand_over(measured("first view of the map, cold, KB received", sites, database, kilobytes, goal=at_most(250)))
    hand_over(measured("first view of the map, requests", sites, database, requests))
    hand_over(measured("first view of the map, requests to others", sites, database, strangers, goal=at_most(0)))
    hand_over(measured("first view of the map, usable after, s", sites, database, usable, goal=at_most(2)))


def _first_view(server: Server) -> tuple[float, float, float, float]:
    with visit(server.url) as here:
        begun = perf_counter()
        here.page.goto(f"{server.url}/", wait_until="commit")
        here.page.wait_for_selector("#map[aria-busy=false]")
        usable = perf_counter() - begun
        here.settled()
        return here.received / 1024, here.requests, here.strangers, usable


def tell_of_click(sites: int, server: Server, rounds: int) -> None:
    """From the click that takes the last filter away until all sites are on the map, as clusters or one by one."""
    took, kilobytes = (median(figures) for figures in zip(*(_click(server) for _ in range(rounds)), strict=True))
    hand_over(measured("all sites on the map, from click to shown, s", sites, connection.vendor, took, goal=at_most(1)))
    what = "all sites on the map, from click to shown, KB received"
    hand_over(measured(what, sites, connection.vendor, kilobytes, goal=at_most(250)))


def _click(server: Server) -> tuple[float, float]:
    with visit(server.url) as here:
        here.page.goto(f"{server.url}/?kind=object")
        here.page.wait_for_selector("#map[aria-busy=false]")
        here.settled()
        here.forget()
        begun = perf_counter()
        here.page.locator(".chips-clear").click()
        return here.settled() - begun, here.received / 1024


def _tell_of_frames(sites: int, server: Server) -> None:
    for movement, told in frames(f"{server.url}/").items():
        what = f"{movement} the map, a frame, p95, ms"
        hand_over(measured(what, sites, connection.vendor, told.p95, goal=at_most(SMOOTH)))
