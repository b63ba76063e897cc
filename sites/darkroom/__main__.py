"""The process that looks at a picture: an order as its argument, bytes on its standard input; on its standard output
a line of JSON and, one behind the other, the pictures that were made.

Its limits are set before a byte is looked into. A hostile file can make it fail, and nothing else.
"""

import contextlib
import json
import os
import resource
import sys
import warnings
from pathlib import Path

from ..terms import Fault
from .pixels import negative_of, prints

MIB = 1024 * 1024
SPARE = 4 * MIB
OUTPUT = 16 * MIB
FOR_PRINTS = 3  # times what may be taken to look
FORBIDDEN = ("socket.", "subprocess.", "os.", "shutil.", "pty.", "signal.", "urllib.", "webbrowser.")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def main() -> None:
    order, received = json.loads(sys.argv[1]), sys.stdin.buffer.read()
    warnings.simplefilter("ignore")  # the library has a line for every oddity of a camera's notes
    confine(order["memory"], order["processor"])
    told, made = answer_to(order, received)
    sys.stdout.buffer.write(b"".join([json.dumps(told | {"sizes": list(map(len, made))}).encode(), b"\n", *made]))


def answer_to(order: dict, received: bytes) -> tuple[dict, list[bytes]]:
    """What was seen and made, or why nothing was."""
    spare = bytearray(SPARE)  # let go of when the memory is used up, so that there is room to say so
    try:
        seen, negative = negative_of(received, max(order["widths"], default=1))
        widths = [min(width, seen["width"]) for width in order["widths"]]
        loosen()
        return seen, prints(negative, widths)
    except Fault as fault:
        return {"fault": fault.template, "values": fault.values}, []
    except MemoryError:
        del spare
        return {
            "fault": "To open this picture takes more than {memory} MB of memory: make it smaller.",
            "values": {"memory": order["memory"]},
        }, []


def confine(memory: int, processor: int) -> None:
    """Set the limits and let nothing be written, started or connected to.

    ``memory`` holds for what is taken from here on. Both hold until the picture is known to be sound.
    """
    own = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    for kind, most, at_most in [
        (resource.RLIMIT_AS, own + memory * MIB, own + FOR_PRINTS * memory * MIB),
        (resource.RLIMIT_CPU, processor, FOR_PRINTS * processor),
        (resource.RLIMIT_FSIZE, OUTPUT, OUTPUT),
        (resource.RLIMIT_NPROC, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ]:
        with contextlib.suppress(ValueError):  # the operator's own limit is lower still
            resource.setrlimit(kind, (most, at_most))
    sys.addaudithook(forbid)


def loosen() -> None:
    """To make prints of a sound picture takes more than to look at it."""
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU):
        _, at_most = resource.getrlimit(kind)
        resource.setrlimit(kind, (at_most, at_most))


def forbid(event: str, args: tuple) -> None:
    """An audit hook, which cannot be taken out again."""
    writes = event == "open" and args[2] & WRITING
    if writes or event.startswith(FORBIDDEN):
        raise PermissionError(f"Looking at a picture needs no {event}.")


if __name__ == "__main__":
    main()
