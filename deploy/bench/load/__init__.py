"""The server under load, with ten thousand sites whatever the size of the run: readers, editors, a crawler, files, slow
clients, and many thousand requests in a row."""

from django.db import OperationalError, connection

from .. import database
from ..parts import FULL
from ..pleiades import create
from . import crawler, editors, files, readers, slow, worn

LOADED = 10_000  # sites


def main(sites: int) -> None:
    prepare()
    quick = sites < FULL
    for step in (readers, editors, crawler, files, slow, worn):
        step.tell(LOADED, quick=quick)


def prepare() -> None:
    """See that the database holds its sites."""
    if connection.vendor == "postgresql":
        try:
            connection.ensure_connection()
        except OperationalError:
            create()
    database.main(LOADED)
