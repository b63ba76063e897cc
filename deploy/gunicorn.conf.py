"""How the server runs: two processes of eight threads, on this machine only unless LISTEN says otherwise; a proxy in
front of it brings HTTPS."""

import os
import sys
from pathlib import Path

from gunicorn.glogging import Logger

from heritage.memory import keep_what_is_freed, keep_what_stays

listen = os.environ.get("LISTEN", "127.0.0.1") or "127.0.0.1"  # an empty one is not set
everywhere = listen in {"0.0.0.0", "::"}  # noqa: S104  it is asked for
host = f"[{listen}]" if ":" in listen else listen
port = os.environ.get("PORT", "8000")
bind = f"{host}:{port}"
workers = 2
threads = 8  # five of them may be sending whole files (FILES_AT_ONCE), and then pages are still answered
timeout = 60
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
