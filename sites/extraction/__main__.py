"""The process that reads: an order as its argument, bytes on its standard input, JSON on its standard output.

Its limits are set before a byte is looked into. A hostile page can make it fail, and nothing else.
"""

import contextlib
import json
import logging
import os
import resource
import sys
from dataclasses import asdict

from .kinds import read
from .language import prepare
from .process import Unreadable

MIB = 1024 * 1024
LONGEST = 1_000_000  # characters: a long book
SPARE = 16 * MIB
FORBIDDEN = ("socket.", "subprocess.", "os.", "shutil.", "pty.", "signal.", "urllib.", "webbrowser.")
READING = {"os.listdir", "os.scandir"}  # how Python finds its own modules
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def main() -> None:
    order, received = json.loads(sys.argv[1]), sys.stdin.buffer.read()
    logging.disable()  # the libraries have a line for every fault of a page
    prepare(received)
    confine(order["limits"])
    sys.stdout.write(json.dumps(answer_to(order, received)))


def answer_to(order: dict, received: bytes) -> dict:
    """What was read, or why nothing was."""
    spare = bytearray(SPARE)  # let go of when the memory is used up, so that there is room to say so
    try:
        found = read(received, order["url"], order["charset"])
        if len(found.text) > LONGEST:
            raise Unreadable("It has more than {longest} characters of text: hand in what matters.", longest=LONGEST)
        return asdict(found)
    except Unreadable as fault:
        return {"fault": fault.template, "values": fault.values}
    except MemoryError:
        del spare
        return {
            "fault": "Reading it takes more than {memory} MB of memory. Paste the text of the article instead.",
            "values": {"memory": order["limits"]["memory"]},
        }


def confine(limits: dict) -> None:
    """Set the limits, none of which can be raised again, and let nothing be written, started or connected to."""
    memory, output = limits["memory"] * MIB, limits["output"] * MIB
    for kind, most in [
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, limits["processor"]),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ]:
        with contextlib.suppress(ValueError):  # the operator's own limit is lower still
            resource.setrlimit(kind, (most, most))
    sys.addaudithook(forbid)


def forbid(event: str, args: tuple) -> None:
    """An audit hook, which cannot be taken out again."""
    writes = event == "open" and args[2] & WRITING
    if writes or (event.startswith(FORBIDDEN) and event not in READING):
        raise PermissionError(f"Reading a page needs no {event}.")


if __name__ == "__main__":
    main()
