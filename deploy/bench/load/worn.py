"""M7: many thousand requests of all kinds in a row, and what the workers hold in memory before and after."""

from django.db import connection

from ..server import Server, memory, served
from ..table import at_most, hand_over, measured
from .addresses import mixed
from .asking import asked, get

HANDS = 8


def tell(sites: int, *, quick: bool) -> None:
    warm, many = (1000, 4000) if quick else (10_000, 50_000)
    addresses = mixed(sites, warm + many)
    with served() as server:
        asked(_each(server, addresses[:warm]), hands=HANDS)
        before = held(server)
        told = asked(_each(server, addresses[warm:]), hands=HANDS)
        grown = max(now / then - 1 for now, then in zip(held(server), before, strict=True))
    what = f"{many:,} mixed requests after {warm:,}"
    hand_over(
        measured(f"{what}: growth of a worker's memory, %", sites, connection.vendor, grown * 100, goal=at_most(5))
    )
    hand_over(measured(f"{what}: a worker's memory before them, MB", sites, connection.vendor, max(before)))
    hand_over(measured(f"{what}: failed", sites, connection.vendor, told.failed, goal=at_most(0)))
    hand_over(measured(f"{what}: p95, ms", sites, connection.vendor, told.p(95)))


def _each(server: Server, addresses: list[str]):
    return (lambda path=path: get(server.port, path) for path in addresses)


def held(server: Server) -> list[float]:
    """What each worker holds, in MB."""
    return [memory(worker, "VmRSS", "status") for worker in server.workers]
