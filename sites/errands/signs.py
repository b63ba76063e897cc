"""A worker gives signs, so that others know when it is gone and what it left undone."""

import threading
import time
from logging import getLogger

from django.db import DatabaseError, InterfaceError, connections
from django.db.models.functions import Now

from ..models import Worker
from .again import SILENT

EVERY = 10.0  # seconds

log = getLogger(__name__)


class Signs(threading.Thread):
    """Gives them until it is told to end, whatever the worker does meanwhile, by the database's clock."""

    def __init__(self, worker: str):
        super().__init__(name="signs", daemon=True)
        self._worker, self._over = worker, threading.Event()
        self._steady = self._last = None

    def run(self):
        try:
            while True:
                self._give()
                if self._over.wait(EVERY):
                    break
            self._asked(Worker.objects.filter(name=self._worker).delete)
        finally:
            connections.close_all()

    def end(self) -> None:
        self._over.set()
        self.join()

    def may_judge(self) -> bool:
        """Whether its own signs came through as long as others need to be taken for gone: a database that was away, or
        locked, kept theirs out as well."""
        now = time.monotonic()
        return bool(self._last) and now - self._last < 3 * EVERY and now - self._steady > SILENT.total_seconds()

    def _give(self) -> None:
        before = self._last
        if self._asked(self._sign):
            self._last = time.monotonic()
            if before is None or self._last - before > 3 * EVERY:
                self._steady = self._last

    def _sign(self) -> None:
        if not Worker.objects.filter(name=self._worker).update(seen=Now()):
            Worker.objects.create(name=self._worker, since=Now(), seen=Now())

    @staticmethod
    def _asked(question) -> bool:
        try:
            question()
        except (DatabaseError, InterfaceError) as fault:
            log.debug("A sign was not given: %s", fault)
            connections.close_all()
            return False
        return True
