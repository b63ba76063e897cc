"""HAProxy's own socket: servers taken out of the round and let in again, without a restart."""

import socket
from collections.abc import Iterable

from ..machine import Machine
from ..plan import Host


def leave(machine: Machine, file: str, backends: Iterable[str], hosts: Iterable[Host], chosen: Iterable[Host]) -> None:
    """Of all these hosts let only the chosen ones answer in these backends."""
    among = set(chosen)
    for backend in backends:
        for host in hosts:
            state = "ready" if host in among else "maint"
            _told(machine, file, f"set server {backend}/{host.name} state {state}")


def _told(machine: Machine, file: str, order: str) -> None:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(machine.folder / file))
        line.sendall(f"{order}\n".encode())
        if said := line.recv(4096).decode().strip():
            raise OSError(f"HAProxy on {machine.host.name} does not take “{order}”: {said}")
