"""What runs on each machine, and its configuration: the files of ``configuration/``, filled in."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from string import Template

from .machine import OWNER, Machine, Program
from .plan import APPLICATION, DATABASES, DOOR, ETCD, ETCD_PEERS, KEEPERS, NETWORK, PATRONI, POSTGRESQL

TEMPLATES = Path(__file__).with_name("configuration")
OLDER, NEWER = "etcd", "etcd3"  # what Patroni calls etcd's interfaces
SEARCHED = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


@dataclass(frozen=True, slots=True)
class Passwords:
    superuser: str = field(default_factory=lambda: token_hex(16))
    replication: str = field(default_factory=lambda: token_hex(16))
    application: str = field(default_factory=lambda: token_hex(16))


def etcd(machine: Machine) -> Program:
    keepers = ",".join(f"{one.name}=http://{one.address}:{ETCD_PEERS}" for one in KEEPERS)
    file = filled(machine, "etcd.yml", keepers=keepers, older="true" if _interface() == OLDER else "false")
    return Program("etcd", (path("etcd"), "--config-file", file))


def patroni(machine: Machine, passwords: Passwords) -> Program:
    keepers = ", ".join(f"{one.address}:{ETCD}" for one in KEEPERS)
    secret = {"superuser": passwords.superuser, "replication": passwords.replication}
    here = {"interface": _interface(), "network": NETWORK, "programs": _postgresql()}
    file = filled(machine, "patroni.yml", keepers=keepers, **here, **secret)
    return Program("patroni", (path("patroni"), file))


def haproxy(machine: Machine) -> Program:
    lines = (f"    server {one.name} {one.address}:{POSTGRESQL} check port {PATRONI}" for one in DATABASES)
    return Program(
        "haproxy", (path("haproxy"), "-db", "-f", filled(machine, "haproxy.cfg", databases="\n".join(lines)))
    )


def pgbouncer(machine: Machine, passwords: Passwords) -> Program:
    write(machine, "users.txt", f'"{APPLICATION}" "{passwords.application}"\n')
    return Program("pgbouncer", (path("pgbouncer"), filled(machine, "pgbouncer.ini", door=DOOR.address)))


def filled(machine: Machine, name: str, **values: str) -> str:
    values |= {"name": machine.host.name, "address": machine.host.address, "folder": str(machine.folder)}
    return write(machine, name, Template((TEMPLATES / name).read_text()).substitute(values))


def write(machine: Machine, name: str, text: str) -> str:
    """A file that only the programs can read: some hold passwords."""
    file = machine.folder / name
    file.touch(mode=0o600)
    file.write_text(text)
    shutil.chown(file, OWNER, OWNER)
    return str(file)


def path(name: str) -> str:
    found = shutil.which(name, path=SEARCHED)
    if not found:
        raise SystemExit(f"There is no {name} here: run deploy/cluster/machine.sh.")
    return found


def _interface() -> str:
    """Which of etcd's interfaces Patroni is to speak; ETCD_INTERFACE asks for one.

    By the newer one, Patroni before 3.0.3 takes the lead back from whoever holds it: where a primary stood still and
    goes on, what was acknowledged meanwhile is then lost. Debian 12 has 3.0.2.
    """
    said = subprocess.run([path("patroni"), "--version"], check=True, capture_output=True, text=True).stdout.split()[-1]
    safe = tuple(map(int, said.split(".")[:3])) >= (3, 0, 3)
    return os.environ.get("ETCD_INTERFACE") or (NEWER if safe else OLDER)


def _postgresql() -> str:
    """The folder of the newest PostgreSQL's programs."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    newest = max(folders, key=lambda one: float(one.parent.name), default=None)
    return str(newest or Path(path("initdb")).parent)
