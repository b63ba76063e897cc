"""The real server, asked by somebody whose address is known to it: its log, at its most talkative, does not tell it."""

import os
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings

HERE = "127.77.13.9"  # an address of this machine's own, as good as any for a visitor
BEYOND = "203.0.113.77"
SENT = [
    b"no request at all\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For : 203.0.113.77\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.77\r\nContent-Length: many\r\n\r\n",
    b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
]
ADDRESSES = ["/healthz", "/no/such/page/", "/sites/?q=%00", "/robots.txt"]


@pytest.fixture
def server(tmp_path):
    """(port, process) of a server that says all that it can."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    outside = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECURE", "DEBUG"}}
    env = outside | {"DATA_DIR": str(tmp_path), "PORT": str(port), "LOG_LEVEL": "DEBUG"}
    command = ["-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "--log-level", "debug", "-w", "1", "heritage.wsgi"]
    log = (tmp_path / "log").open("wb")
    with log, subprocess.Popen([sys.executable, *command], cwd=settings.BASE_DIR, env=env, stderr=log) as process:
        try:
            yield await_port(port, process)
        finally:
            process.terminate()


def await_port(port, process):
    while process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=30):
                return port
        except ConnectionRefusedError:
            continue
    return pytest.fail("The server stopped.")


def test_the_log_of_the_server_tells_no_address_and_no_browser(server, tmp_path):
    for sent in SENT:
        with socket.create_connection(("127.0.0.1", server), timeout=60, source_address=(HERE, 0)) as visitor:
            visitor.sendall(sent)
            assert visitor.recv(12).startswith(b"HTTP/1.1 4")
    for address in ADDRESSES:
        visitor = HTTPConnection("127.0.0.1", server, timeout=60, source_address=(HERE, 0))
        visitor.request("GET", address, headers={"X-Forwarded-For": BEYOND, "User-Agent": "Sentinel/7.0"})
        assert visitor.getresponse().read()
        visitor.close()
    told = Path(tmp_path / "log").read_text()
    assert told.count("A request that cannot be read was refused.") == len(SENT)
    assert "GET an address at which nothing stands: " in told
    for sentinel in (HERE, BEYOND, "Sentinel", "/no/such/page/"):
        assert sentinel not in told
