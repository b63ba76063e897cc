"""The product's own server on a free port, with the benchmark's addresses, and what its processes hold in memory."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds


@dataclass(frozen=True, slots=True)
class Server:
    """``pid`` is the process that has started those that answer: its ``workers``."""

    port: int
    pid: int = 0

    @property
    def workers(self) -> tuple[int, ...]:
        return _children(self.pid)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """One answer over a connection of its own, its body not yet read."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        connection.request("GET", path, headers={"Connection": "close", **headers})
        return connection.getresponse()

    def each_worker(self, path: str) -> dict[int, bytes]:
        """The body that each worker answers with. ``path`` must be a numbered tile."""
        bodies = {}
        while len(bodies) < len(self.workers):
            answer = self.get(path)
            bodies[int(answer.headers["X-Pid"])] = answer.read()
        return bodies


@contextmanager
def served(*options: str, environment: Mapping[str, str] = MappingProxyType({})) -> Iterator[Server]:
    """The server as `make run` starts it, with further options of gunicorn. Its static files must be collected."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", *options, "heritage.wsgi"]
    env = os.environ | {"PORT": str(port)} | environment
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL) as running:
        try:
            _await_health(port, running)
            yield Server(port, running.pid)
        finally:
            running.terminate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _await_health(port: int, running: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and running.poll() is None:
        try:
            if Server(port).get("/healthz").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"The server of {settings.DATA_DIR} does not answer: its reason stands above.")


def _children(pid: int) -> tuple[int, ...]:
    """The processes that a process has started."""
    return tuple(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def memory(pid: int, name: str, file: str = "smaps_rollup") -> float:
    """A figure of a process's memory in MB, as Linux tells it."""
    found = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/{file}").read_text(), re.M)
    return int(found[1]) / 1024


def spent(server: Server) -> float:
    """Seconds of processor time that the workers have used so far."""
    said = [Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split() for worker in server.workers]
    return sum(int(one[11]) + int(one[12]) for one in said) / os.sysconf("SC_CLK_TCK")
