"""Writers and readers at the door, who keep their own account, outside of the cluster, of what they were told."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import psycopg2

from ..network import inside
from ..plan import APP

WRITERS, READERS = 4, 2
PACE, AFTER_FAILURE = 0.05, 0.2  # seconds
TABLE = "CREATE TABLE IF NOT EXISTS drill (number bigint PRIMARY KEY, written timestamptz NOT NULL DEFAULT now())"
WRITE = "INSERT INTO drill (number) VALUES (%s)"
READ = "SELECT coalesce(max(number), 0) FROM drill"


@dataclass(frozen=True, slots=True)
class Attempt:
    """``number`` is what was written, or the highest that was read. ``why`` is empty where it succeeded."""

    began: float
    ended: float
    number: int
    why: str


@dataclass(slots=True)
class Client:
    """One connection, opened anew where it is lost, and all that was tried over it."""

    address: str
    work: Callable[[psycopg2.extensions.connection], int]
    attempts: list[Attempt] = field(default_factory=list)
    _connection: psycopg2.extensions.connection | None = None

    def go_on(self, over: threading.Event) -> None:
        with inside(APP):
            while not over.is_set():
                self.attempts.append(attempt := self._attempt())
                over.wait(AFTER_FAILURE if attempt.why else PACE)
            self._close()

    def _attempt(self) -> Attempt:
        began, number, why = time.monotonic(), 0, ""
        try:
            if not self._connection:
                self._connection = psycopg2.connect(self.address, connect_timeout=3)
            number = self.work(self._connection)
        except psycopg2.Error as fault:
            why = str(fault).strip() or type(fault).__name__
            self._close()
        return Attempt(began, time.monotonic(), number, why)

    def _close(self) -> None:
        with suppress(psycopg2.Error):
            if self._connection:
                self._connection.close()
        self._connection = None


class Together:
    """Everybody at work, from entering to leaving. Whoever goes on until it is over is waited for so many seconds."""

    def __init__(self, everybody: Iterable, patience: float):
        self._over, self._patience = threading.Event(), patience
        self._threads = [threading.Thread(target=one.go_on, args=[self._over], daemon=True) for one in everybody]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, fault, *_):
        self._over.set()
        for thread in self._threads:
            thread.join(timeout=0 if fault else self._patience)  # who hangs in what is taken down is not waited for


class Load(Together):
    """Writers and readers of one table."""

    def __init__(self, writer: str, reader: str, numbers: Iterator[int]):
        self.tried: list[int] = []
        self._numbers, self._turn = numbers, threading.Lock()
        self.writers = [Client(writer, self._write) for _ in range(WRITERS)]
        self.readers = [Client(reader, _read) for _ in range(READERS)]
        super().__init__([*self.writers, *self.readers], patience=60)

    def _write(self, connection: psycopg2.extensions.connection) -> int:
        """A number that was never tried before. It counts as kept once the transaction's end is acknowledged."""
        with self._turn:
            number = next(self._numbers)
            self.tried.append(number)
        with connection.cursor() as cursor:
            cursor.execute(WRITE, [number])
        connection.commit()
        return number

    @property
    def acknowledged(self) -> set[int]:
        return {one.number for client in self.writers for one in client.attempts if not one.why}

    def flows(self, since: float, calm: float) -> bool:
        """Whether every writer has been acknowledged since then, and none has failed for some seconds."""
        now = time.monotonic()
        return all(_well(client.attempts, since, now - calm) for client in self.writers)


def _well(attempts: list[Attempt], since: float, recent: float) -> bool:
    last = attempts[-1] if attempts else None
    if not last or last.ended < max(since, recent):
        return False
    return all(not one.why for one in reversed(attempts[-200:]) if one.ended > max(recent, since))


def _read(connection: psycopg2.extensions.connection) -> int:
    with connection.cursor() as cursor:
        cursor.execute(READ)
        (number,) = cursor.fetchone()
    connection.commit()
    return number
