"""The whole: built from nothing in a folder of its own, and taken down without a trace, however it ends."""

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from . import network, programs, share
from .machine import OWNER, Machine
from .members import keepers_well, members
from .plan import (
    APP,
    APPLICATION,
    DATABASE,
    DATABASES,
    DOOR,
    HOSTS,
    KEEPERS,
    POOL,
    POSTGRESQL,
    READER,
    SUPERUSER,
    WRITER,
    Host,
)
from .programs import Passwords

FOLDER = "heritage-cluster."
PATIENCE = 120  # seconds
Prepare = Callable[["Cluster"], None]


@dataclass(slots=True)
class Cluster:
    folder: Path
    passwords: Passwords = field(default_factory=Passwords)
    machines: dict[Host, Machine] = field(default_factory=dict)

    def build(self, prepare: Prepare) -> None:
        network.lay()
        for host in HOSTS:
            self.set_up(host)
        prepare(self)
        for host in KEEPERS:
            self.machines[host].run(programs.etcd(self.machines[host]))
        self.wait(keepers_well, "etcd does not come up")
        for host in DATABASES:
            self.machines[host].run(programs.patroni(self.machines[host], self.passwords))
        self.await_whole()
        self._make_database()
        door = self.machines[DOOR]
        door.run(programs.haproxy(door))
        door.run(programs.pgbouncer(door, self.passwords))
        self.wait(self._answers, "the database does not answer at the door")

    def await_whole(self) -> None:
        """Until there is a primary, a synchronous standby and a third, none of them behind."""
        self.wait(lambda: keepers_well() and members().whole, "the cluster does not become whole")

    def wait(self, done: Callable[[], bool], complaint: str) -> None:
        until = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > until:
                raise OSError(f"After {PATIENCE} seconds {complaint} ({members()}).\n{self.last_words()}")
            time.sleep(0.25)

    @property
    def writer(self) -> str:
        """The database as the write side signs in: through pgbouncer, wherever the primary is."""
        return self._address(DOOR, POOL)

    @property
    def writer_directly(self) -> str:
        """The primary, wherever it is, over a connection of one's own."""
        return self._address(DOOR, WRITER)

    @property
    def reader(self) -> str:
        """The database as the public side signs in: a standby that keeps up."""
        return self._address(DOOR, READER)

    def directly(self, host: Host) -> str:
        """One database past the door, as its superuser."""
        return f"postgres://{SUPERUSER}:{self.passwords.superuser}@{host.address}:{POSTGRESQL}/{DATABASE}"

    def last_words(self) -> str:
        """The ends of the programs' logs."""
        logs = sorted(self.folder.glob("*/*.log"))
        return "\n".join(f"── {one.parent.name} {one.name}\n" + "\n".join(_end(one)) for one in logs)

    def _address(self, host: Host, port: int) -> str:
        return f"postgres://{APPLICATION}:{self.passwords.application}@{host.address}:{port}/{DATABASE}"

    def set_up(self, host: Host) -> None:
        network.plug_in(host)
        disk = self.folder / host.name
        disk.mkdir(mode=0o700)
        shutil.chown(disk, OWNER, OWNER)
        self.machines[host] = Machine(host, disk)
        self.machines[host].power_on()

    def _make_database(self) -> None:
        primary = self.directly(members().primary).rpartition("/")[0]
        _psql(f"{primary}/postgres", f"CREATE ROLE {APPLICATION} LOGIN PASSWORD '{self.passwords.application}'")
        _psql(f"{primary}/postgres", f"CREATE DATABASE {DATABASE} OWNER {APPLICATION}")

    def _answers(self) -> bool:
        try:
            return all(_psql(address, "SELECT 'yes'") == "yes" for address in (self.writer, self.reader))
        except OSError:
            return False


@contextmanager
def standing(prepare: Prepare = lambda cluster: None) -> Iterator[Cluster]:
    """A cluster that is whole, and that is gone afterwards: also after Ctrl-C, and after half a build.

    ``prepare`` is done once its machines have power, before a program runs on them.
    """
    if found := network.standing():
        raise SystemExit(f"A cluster stands, or its remains: {', '.join(found)}. Remove: python -m deploy.cluster down")
    signal.signal(signal.SIGTERM, _stop)
    folder = Path(tempfile.mkdtemp(prefix=FOLDER))
    try:
        folder.chmod(0o711)
        cluster = Cluster(folder)
        cluster.build(prepare)
        yield cluster
    finally:
        take_down()


def take_down() -> None:
    """Everything that a cluster leaves, whether it ended in order or not. A second Ctrl-C does not stop this."""
    handlers = {one: signal.signal(one, signal.SIG_IGN) for one in (signal.SIGINT, signal.SIGTERM)}
    network.remove()
    share.give_back()
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        shutil.rmtree(folder)
    for one, handler in handlers.items():
        signal.signal(one, handler)


def _stop(*_) -> None:
    raise SystemExit(128 + signal.SIGTERM)


def _psql(address: str, statement: str) -> str:
    """The answer of a database to one statement, asked from the application's machine."""
    command = ["ip", "netns", "exec", APP.namespace, "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", address, "-c", statement]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise OSError(done.stderr.strip())
    return done.stdout.strip()


def _end(log: Path) -> list[str]:
    return log.read_text(errors="replace").splitlines()[-8:]
