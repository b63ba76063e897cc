"""How the server runs: two processes of eight threads, on this machine only; a proxy in front of it brings HTTPS."""

import os
import sys
from pathlib import Path

from gunicorn.glogging import Logger

from heritage import draining
from heritage.memory import keep_what_is_freed, keep_what_stays

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = 2
threads = 8  # five of them may be sending whole files (FILES_AT_ONCE), and then pages are still answered
worker_class = "heritage.worker.Worker"
timeout = 60
graceful_timeout = 150  # seconds in which a server that stops sends to its end what it has begun
limit_request_line = 8190  # an area stands in the address, as long as it is
loglevel = "warning"
control_socket_disable = True
forwarder_headers = ""  # a reader could send SCRIPT_NAME, and so ask the proxy for one address and us for another
if Path("/dev/shm").is_dir():
    worker_tmp_dir = "/dev/shm"  # a heartbeat on a slow disk can stall a worker


class NamelessLog(Logger):
    """gunicorn's own, which would write down the address of whoever sends what is no request, and what it says."""

    def warning(self, msg, *args, **said):
        refused = msg.startswith("Invalid request from ip=")
        super().warning("A request that cannot be read was refused." if refused else msg, *args, **said)


logger_class = NamelessLog


def on_starting(server):
    """How it will end: after readers were sent elsewhere, or with another that takes its place (SIGUSR2)."""
    draining.drain(server)
    # Begun as a file, the other would take modules of gunicorn's folder for Python's own of the same name.
    server.START_CTX["args"] = [sys.executable, "-m", "gunicorn", *sys.argv[1:]]


def when_ready(server):
    """Say where the site is, once it can be opened."""
    sys.stdout.write(f"\nThe map:   http://{bind}/\nThe desk:  http://{bind}/admin/\nStop with Ctrl-C.\n\n")
    sys.stdout.flush()


def post_fork(server, worker):
    """What a worker needs for its columns it will need again."""
    keep_what_is_freed()


def post_worker_init(worker):
    """The program is loaded."""
    keep_what_stays()
