"""What pgBackRest is asked to do: keep, tell, and bring back, for the whole cluster or beside it."""

import shlex
import subprocess
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

import psycopg2

from ..cluster import Cluster
from ..machine import Machine, Program
from ..members import members
from ..plan import APP, DATABASES, KEEPERS, Host
from ..programs import PATRONI_FOLDER, filled, path, postgresql
from .account import done
from .vault import Keys, hand_out

SPARE = Host("spare", 60)  # a machine that never had anything of the database
HowFar = tuple[str, ...]
END = ("--type=default",)
PAST = "patroni-past.yml"


def until(moment: float) -> HowFar:
    """Follow the log to the last transaction that had ended by then, in seconds since 1970."""
    target = datetime.fromtimestamp(moment, UTC).isoformat(sep=" ")
    return ("--type=time", f"--target={target}", "--target-action=promote")


def begin(cluster: Cluster) -> None:
    """A place for this database in the vault, once the log that is sent already does not stand in the way."""
    cluster.wait(
        lambda: _done(cluster, "stanza-create") and _done(cluster, "check"), "the log does not reach the vault"
    )


def keep(cluster: Cluster, kind: str) -> None:
    """A backup, full or incr: of the changes since the last."""
    _on_primary(cluster, f"--type={kind}", "backup")


def turn_back(cluster: Cluster, how_far: HowFar) -> None:
    """The whole cluster as it was: stopped, forgotten by etcd, and begun anew with the backup."""
    for host in DATABASES:
        cluster.machines[host].power_off()
    _forget(cluster)
    for host in DATABASES:
        _set_aside(cluster.machines[host])
    _begin_with_backup(cluster, how_far)


def lose(cluster: Cluster) -> None:
    """All machines of the database and of etcd at once, with their disks."""
    for host in (*DATABASES, *KEEPERS):
        cluster.machines[host].power_off()
    for host in (*DATABASES, *KEEPERS):
        _wipe(cluster.machines[host])


def bring_back(cluster: Cluster, how_far: HowFar) -> None:
    """The whole cluster on machines that have nothing."""
    for host in KEEPERS:
        cluster.machines[host].power_back()
    _begin_with_backup(cluster, how_far)


def beside(cluster: Cluster, keys: Keys, how_far: HowFar) -> str:
    """The database as it was, on a machine of its own, which keeps no log; gives its address."""
    if SPARE not in cluster.machines:
        cluster.set_up(SPARE)
    machine = cluster.machines[SPARE]
    machine.power_off()
    machine.programs.clear()
    _wipe(machine)
    machine.power_back()
    hand_out(cluster, SPARE, keys)
    machine.carry_out(_pgbackrest(machine, *how_far, "--archive-mode=off", "restore"))
    machine.run(_alone(machine))
    address = cluster.directly(SPARE)
    cluster.wait(lambda: _read_to_the_end(address), "the copy does not come up")
    return address


def _alone(machine: Machine) -> Program:
    """PostgreSQL without Patroni, whose settings came with the backup and name the paths of another machine."""
    data = machine.folder / "data"
    own = {
        "listen_addresses": machine.host.address,
        "unix_socket_directories": machine.folder,
        "hba_file": data / "pg_hba.conf",
        "ident_file": data / "pg_ident.conf",
        "synchronous_standby_names": "",
    }
    settings = [word for name, value in own.items() for word in ("-c", f"{name}={value}")]
    return Program("postgres", (str(Path(postgresql(), "postgres")), "-D", str(data), *settings))


def _begin_with_backup(cluster: Cluster, how_far: HowFar) -> None:
    """One alone first: whoever comes first decides what the cluster begins with."""
    first, *others = (cluster.machines[host] for host in DATABASES)
    asked = Path(filled(first, PAST, PATRONI_FOLDER, until=shlex.join(how_far)))
    first.power_back()
    cluster.wait(lambda: members().primary == first.host, "the backup does not come up")
    asked.unlink()
    for machine in others:
        machine.power_back()
    cluster.await_whole()


def _forget(cluster: Cluster) -> None:
    """What etcd knows of the cluster: as patronictl asks it of whoever sits there."""
    folder = cluster.machines[DATABASES[0]].folder / PATRONI_FOLDER
    command = ["ip", "netns", "exec", APP.namespace, path("patronictl"), "-c", str(folder), "remove", "heritage"]

    def forgotten() -> bool:
        said = "heritage\nYes I am aware\n"  # while a leader is still believed in, it asks for that too, and is refused
        return subprocess.run(command, input=said, check=False, capture_output=True, text=True).returncode == 0

    cluster.wait(forgotten, "etcd does not forget the cluster")


def _set_aside(machine: Machine) -> None:
    (machine.folder / "data").rename(machine.folder / "data.before")


def _wipe(machine: Machine) -> None:
    """All but what whoever sets machines up puts there."""
    for one in machine.folder.iterdir():
        if one.is_dir() and one.name != PATRONI_FOLDER:
            rmtree(one)


def _on_primary(cluster: Cluster, *words: str) -> None:
    machine = cluster.machines[members().primary]
    machine.carry_out(_pgbackrest(machine, *words))


def _done(cluster: Cluster, word: str) -> bool:
    with suppress(OSError):
        _on_primary(cluster, word)
        return True
    return False


def _pgbackrest(machine: Machine, *words: str) -> Program:
    where = (f"--config={machine.folder / 'pgbackrest.conf'}", "--stanza=heritage")
    return Program("pgbackrest", (path("pgbackrest"), *where, *words))


def _read_to_the_end(address: str) -> bool:
    with suppress(psycopg2.Error):
        return done(address, "SELECT pg_is_in_recovery()") == (False,)
    return False
