"""How the server runs: two processes of eight threads, on this machine only unless LISTEN says otherwise; a proxy in
front of it brings HTTPS."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from gunicorn.glogging import Logger

from heritage import draining
from heritage.logs import FORMATS, Line
from heritage.memory import keep_what_is_freed, keep_what_stays

listen = os.environ.get("LISTEN", "127.0.0.1") or "127.0.0.1"  # an empty one is not set
everywhere = listen in {"0.0.0.0", "::"}  # noqa: S104  it is asked for
host = f"[{listen}]" if ":" in listen else listen
port = os.environ.get("PORT", "8000")
bind = f"{host}:{port}"
workers = 2
threads = 8  # five of them may be sending whole files (FILES_AT_ONCE), and then pages are still answered
worker_class = "heritage.worker.Worker"
timeout = 60
graceful_timeout = 150  # seconds in which a server that stops sends to its end what it has begun
limit_request_line = 8190  # an area stands in the address, as long as it is
loglevel = "warning"
control_socket_disable = True
forwarder_headers = ""  # a reader could send SCRIPT_NAME, and so ask the proxy for one address and us for another
worker_tmp_dir = None
if Path("/dev/shm").is_dir():
    worker_tmp_dir = "/dev/shm"  # a heartbeat on a slow disk can stall a worker
# Where the processes leave their figures for each other (prometheus_client): of this server alone, and not on a disk.
figures = Path(worker_tmp_dir or tempfile.gettempdir()) / f"heritage-figures-{os.getuid()}-{os.getpid()}"
if os.environ.get("METRICS_TOKEN"):
    raw_env = [f"PROMETHEUS_MULTIPROC_DIR={figures}"]


class NamelessLog(Logger):
    """gunicorn's own, which would write down the address of whoever sends what is no request, and what it says; and the
    address that was asked for, where a file breaks off in the middle or somebody looks closely."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(FORMATS.get(os.environ.get("LOG_FORMAT", "text"), Line)())

    def warning(self, msg, *args, **said):
        refused = msg.startswith("Invalid request from ip=")
        super().warning("A request that cannot be read was refused." if refused else msg, *args, **said)

    def debug(self, msg, *args, **said):
        of_a_request = msg == "%s %s"  # its method and its address
        super().debug("A request came." if of_a_request else msg, *([] if of_a_request else args), **said)

    def exception(self, msg, *args, **said):
        of_a_request = msg.startswith("Error handling request") if isinstance(msg, str) else False
        super().exception(*(["An answer broke off."] if of_a_request else [msg, *args]), **said)


logger_class = NamelessLog


def on_starting(server):
    """What a server of the same number has left is none of ours. How this one will end: after readers were sent
    elsewhere, or with another that takes its place (SIGUSR2)."""
    if os.environ.get("METRICS_TOKEN"):
        shutil.rmtree(figures, ignore_errors=True)
        figures.mkdir(mode=0o700)
    draining.drain(server)
    draining.halt_once(server)
    # Begun as a file, the other would take modules of gunicorn's folder for Python's own of the same name.
    server.START_CTX["args"] = [sys.executable, "-m", "gunicorn", *sys.argv[1:]]


def child_exit(server, worker):
    """Whatever a process that is gone was doing is done by nobody; what it has counted stays."""
    for file in figures.glob(f"gauge_live*_{worker.pid}.db"):
        file.unlink(missing_ok=True)


def on_exit(server):
    shutil.rmtree(figures, ignore_errors=True)


def when_ready(server):
    """Say where the site is, once it can be opened."""
    here = f"http://{'127.0.0.1' if everywhere else host}:{port}"
    others = "Others reach it too: it listens on all networks of this machine.\n" if everywhere else ""
    sys.stdout.write(f"\nThe map:   {here}/\nThe desk:  {here}/admin/\n{others}Stop with Ctrl-C.\n\n")
    sys.stdout.flush()


def post_fork(server, worker):
    """What a worker needs for its columns it will need again."""
    keep_what_is_freed()


def post_worker_init(worker):
    """The program is loaded."""
    keep_what_stays()
