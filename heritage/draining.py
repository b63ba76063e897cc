"""A server that is about to stop says so at /healthz/ready, and answers as ever for some seconds more.

Whoever spreads readers over several servers asks there, sends nobody to this one any more, and only then it stops.
"""

import mmap
import signal

from gunicorn.errors import HaltServer

from .environment import number

_said = mmap.mmap(-1, 1)  # in memory that a server shares with the processes which it begins


def begun() -> bool:
    return _said[0] != 0


def drain(server) -> None:
    """Let gunicorn's ``server`` stop DRAIN_SECONDS after it is told to (SIGTERM); at once if told again or replaced."""
    stop, seconds = server.handle_term, number("DRAIN_SECONDS", "0")

    def wait():
        if not seconds or begun() or server.reexec_pid:  # another answers at the same address
            stop()
        _said[0] = 1
        signal.signal(signal.SIGALRM, lambda *_: server.signal(signal.SIGTERM, None))
        signal.alarm(seconds)

    server.handle_term = wait


def halt_once(server) -> None:
    """Processes that cannot begin (settings that are of no use) end the server one after the other. Gunicorn halts at
    the first; the next, seen while it does, would end it with a traceback below the sentence that says what is wrong.
    """
    reap, seen = server.reap_workers, []

    def reap_quietly():
        try:
            reap()
        except HaltServer as why:
            if seen:
                return
            seen.append(why)
            raise

    server.reap_workers = reap_quietly
