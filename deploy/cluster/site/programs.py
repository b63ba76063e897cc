"""What runs on the machines that stand upon the database, and the environment by which the product knows of them."""

import sys
from collections.abc import Mapping
from pathlib import Path

from ..machine import Machine, Program
from ..plan import CACHE, CACHED, FETCHED, FRONT, PRODUCT, SERVERS, STORED
from ..programs import filled, path, write

ROOT = Path(__file__).resolve().parents[3]
PYTHON = sys.executable
OWNER = Path(PYTHON).resolve().owner()  # an interpreter in somebody's home is for them alone
PID_FILE = "/dev/shm/server.pid"  # in the memory of its machine: it goes with the power
RULES = ROOT / "deploy" / "cache" / "varnish.vcl"


def environment(machine: Machine, shared: Mapping[str, str]) -> dict[str, str]:
    """The settings of the product on a machine: those that all share, and a folder of its own."""
    return {**shared, "DATA_DIR": str(machine.folder / "data"), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def command(machine: Machine, shared: Mapping[str, str], *words: str) -> Program:
    """One of `manage.py`."""
    return Program(words[0], (PYTHON, str(ROOT / "manage.py"), *words), environment(machine, shared), OWNER)


def server(machine: Machine, shared: Mapping[str, str]) -> Program:
    options = ("--bind", f"{machine.host.address}:{PRODUCT}", "--pid", PID_FILE)
    few = ("--workers", "1", "--threads", "8")
    started = ("-m", "gunicorn", "-c", str(ROOT / "deploy/gunicorn.conf.py"), *options, *few, "heritage.wsgi")
    return Program("server", (PYTHON, *started), environment(machine, shared), OWNER)


def told_to_stop() -> Program:
    """Ends once the server has."""
    stop = f"pid=$(cat {PID_FILE}) && kill -TERM $pid && while kill -0 $pid 2>/dev/null; do sleep 0.1; done"
    return Program("stop", ("sh", "-c", stop), owner=OWNER)


def front(machine: Machine) -> Program:
    servers = [f"    server {one.name} {one.address}:{PRODUCT}" for one in SERVERS]
    lines = {"servers": "\n".join(servers), "spare": "\n".join(f"{one} backup" for one in servers)}
    return Program(
        "haproxy", (path("haproxy"), "-db", "-f", filled(machine, "front.cfg", cache=CACHE.address, **lines))
    )


def cache(machine: Machine) -> Program:
    """Varnish by the rules that operators are given, which name a server on the same machine."""
    rules = RULES.read_text().replace('"127.0.0.1"', f'"{FRONT.address}"').replace('"8000"', f'"{FETCHED}"')
    file = write(machine, RULES.name, rules)
    where = ("-a", f"{machine.host.address}:{CACHED}", "-n", str(machine.folder / "varnish"))
    return Program("varnishd", (path("varnishd"), "-F", "-f", file, *where, "-s", "malloc,256m", "-j", "none"))


def store(machine: Machine) -> Program:
    """A storage that speaks S3 and forgets everything with its power: its lasting is somebody else's promise."""
    where = ("-H", machine.host.address, "-p", str(STORED))
    return Program("storage", (PYTHON, "-m", "moto.server", *where), owner=OWNER)
