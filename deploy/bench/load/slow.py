"""M6: clients that never finish their request, against gunicorn alone and behind the proxy that we describe."""

import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection

from ..server import free_port, served
from ..table import at_least, hand_over, measured, not_measured
from .asking import asked, get

PROXY = Path(__file__).resolve().parents[2] / "nginx.conf"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin")
HALF = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
DRIP, SLOW = 2.0, 200  # seconds, clients
READERS, PATIENCE = 40, 5.0  # requests, and how long each waits for its answer
SILENT = b""


def tell(sites: int, *, quick: bool) -> None:
    database = connection.vendor
    with served() as server:
        for kind, sent in (("that say nothing", SILENT), ("half open", HALF)):
            what = f"{SLOW} connections {kind}, gunicorn alone: share of readers answered within {PATIENCE:g} s"
            hand_over(measured(what, sites, database, _answered(server.port, sent)))
    what = f"{SLOW} connections half open, behind nginx: share of readers answered within {PATIENCE:g} s"
    if not NGINX:
        hand_over(not_measured(what, sites, database, "there is no nginx here"))
        return
    with served() as server, proxied(server.port) as port:
        hand_over(measured(what, sites, database, _answered(port, HALF), goal=at_least(1)))


def _answered(port: int, sent: bytes) -> float:
    """The share of readers who get a page while the slow ones are there."""
    get(port, "/sites/")
    with _besieged(port, sent):
        told = asked((partial(get, port, "/sites/", PATIENCE) for _ in range(READERS)), hands=8)
    return told.statuses[200] / READERS


@contextmanager
def _besieged(port: int, sent: bytes) -> Iterator[None]:
    """Meanwhile so many clients hold a connection, and send a letter every now and then."""
    held = [_begun(port, sent) for _ in range(SLOW)]
    stop = threading.Event()

    def drip() -> None:
        while not stop.wait(DRIP):
            for one in held if sent else []:
                try:
                    one.send(b"a")
                except OSError:
                    continue  # whoever is shut out is shut out

    dripping = threading.Thread(target=drip)
    dripping.start()
    stop.wait(DRIP / 2)
    try:
        yield
    finally:
        stop.set()
        dripping.join()
        for one in held:
            one.close()


def _begun(port: int, sent: bytes) -> socket.socket:
    one = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    one.sendall(sent)
    return one


@contextmanager
def proxied(server: int) -> Iterator[int]:
    """The proxy as the manual describes it, without its certificate, before a server; its port."""
    port = free_port()
    said = (
        PROXY.read_text().replace("127.0.0.1:8000", f"127.0.0.1:{server}").replace("listen 443 ssl", f"listen {port}")
    )
    said = re.sub(r"^ *(?:ssl_|listen \[).*\n", "", said, flags=re.M).replace("heritage.example", "_")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "nginx.conf"
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        file.write_text(
            f"worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/log;"
            f" events {{ worker_connections 2048; }} http {{ {temporary}\n{said}\n}}"
        )
        with subprocess.Popen([NGINX, "-p", folder, "-c", str(file)]) as running:
            try:
                _await(port, running)
                yield port
            finally:
                running.terminate()


def _await(port: int, running: subprocess.Popen) -> None:
    for _ in range(100):
        if running.poll() is not None:
            break
        if get(port, "/healthz") == 200:
            return
        threading.Event().wait(0.1)
    raise SystemExit("nginx does not answer: its reason stands above.")
