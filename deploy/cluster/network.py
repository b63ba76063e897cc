"""The cable of each machine, and the switch that they are plugged into.

The switch is a namespace too: bridge and cables lie in it, so that the rules and the addresses of this machine's own
network have no say here, and one removal takes all of it away.
"""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .plan import PREFIX, Host

SWITCH = f"{PREFIX}switch"
BRIDGE = "bridge"
NAMES = Path("/run/netns")
CLONE_NEWNET = 0x4000_0000
_libc = ctypes.CDLL(None, use_errno=True)


def ip(*words: str) -> str:
    done = subprocess.run(["ip", *words], check=False, capture_output=True, text=True)
    if done.returncode:
        raise OSError(f"ip {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


def lay() -> None:
    """The switch, without a cable."""
    ip("netns", "add", SWITCH)
    ip("-n", SWITCH, "link", "add", BRIDGE, "type", "bridge", "forward_delay", "0")
    ip("-n", SWITCH, "link", "set", BRIDGE, "up")


def plug_in(host: Host) -> None:
    """The machine's namespace, and a cable from it to the switch."""
    ip("netns", "add", host.namespace)
    cable = ["type", "veth", "peer", "name", "eth0", "netns", host.namespace]
    ip("-n", SWITCH, "link", "add", host.name, *cable)
    ip("-n", SWITCH, "link", "set", host.name, "master", BRIDGE, "up")
    ip("-n", host.namespace, "addr", "add", f"{host.address}/24", "dev", "eth0")
    ip("-n", host.namespace, "link", "set", "eth0", "up")
    ip("-n", host.namespace, "link", "set", "lo", "up")


def known_as(host: Host, addresses: tuple[str, ...]) -> None:
    """The machine has these addresses too."""
    for address in addresses:
        ip("-n", host.namespace, "addr", "add", f"{address}/32", "dev", "eth0")


def cut(host: Host) -> None:
    """What is sent from here on is lost without a word, as by a broken switch and not as by a closed port."""
    ip("-n", SWITCH, "link", "set", host.name, "nomaster")


def mend(host: Host) -> None:
    ip("-n", SWITCH, "link", "set", host.name, "master", BRIDGE)


def cut_between(host: Host, others: tuple[Host, ...]) -> None:
    """The machine no longer reaches the others, but reaches everybody else."""
    for other in others:
        ip("-n", host.namespace, "route", "add", "blackhole", f"{other.address}/32")


def mend_between(host: Host, others: tuple[Host, ...]) -> None:
    for other in others:
        ip("-n", host.namespace, "route", "del", "blackhole", f"{other.address}/32")


def standing() -> list[str]:
    """The namespaces that there are of a cluster, or of the remains of one."""
    return sorted(one.name for one in NAMES.glob(f"{PREFIX}*"))


def remove() -> None:
    """End everything that runs in the cluster's namespaces, and take them away."""
    for namespace in standing():
        kill_all(namespace)
        ip("netns", "del", namespace)


def processes(namespace: str) -> list[int]:
    return [pid for pid in map(int, ip("netns", "pids", namespace).split()) if pid != os.getpid()]


def kill_all(namespace: str) -> None:
    while found := processes(namespace):
        for pid in found:
            send(pid, signal.SIGKILL)
        time.sleep(0.02)


def send(pid: int, what: signal.Signals) -> None:
    """A signal, to a process that may have ended meanwhile."""
    with suppress(ProcessLookupError):
        os.kill(pid, what)


@contextmanager
def inside(host: Host) -> Iterator[None]:
    """Meanwhile what this thread opens towards the network goes out from that machine."""
    with Path("/proc/thread-self/ns/net").open() as home, (NAMES / host.namespace).open() as there:
        _enter(there.fileno())
        try:
            yield
        finally:
            _enter(home.fileno())


def _enter(namespace: int) -> None:
    if _libc.setns(namespace, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
