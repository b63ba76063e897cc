"""The side of the caller: starts the process that looks at a picture, watches its clock, and says why it failed."""

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from ..terms import Fault

MOST_BYTES = 20 * 1024 * 1024
# A JPEG is decoded at a fraction of its size, one that is sent in layers only after all of them are there, and others
# whole: so much of each fits into the memory of the process.
MEGAPIXELS = {"JPEG": 50, "progressive JPEG": 15, "PNG": 16, "WEBP": 5, "AVIF": 8}
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Limits:
    """What the process may take: ``memory`` in MiB beyond its own, ``processor`` and ``clock`` in seconds."""

    memory: int = 96
    processor: int = 2
    clock: float = 20


@dataclass(frozen=True, slots=True)
class Picture:
    """What can be trusted of a file: what it is, its size as it is shown, the day on which the camera's clock stood.

    ``made`` are WebP pictures rebuilt from its pixels, by the width that was asked for.
    """

    sha256: str
    media_type: str
    width: int
    height: int
    taken: str
    made: dict[int, bytes]


def develop(received: bytes, widths: Iterable[int] = (), limits: Limits | None = None) -> Picture:
    """Look at a picture in a process of its own, and make one of each width; none becomes wider than it is.

    Raises Fault for what is no single, whole, still picture, is too large, or does not keep to the limits.
    """
    limits, widths = limits or Limits(), list(widths)
    code, said = _run(received, json.dumps({"widths": widths} | asdict(limits)), limits)
    if code != 0:
        raise _broken_off(code)
    line, _, bodies = said.partition(b"\n")
    seen = json.loads(line)
    if "fault" in seen:
        raise Fault(seen["fault"], **seen["values"])
    ends = accumulate(seen.pop("sizes"), initial=0)
    made = (bodies[start:end] for start, end in pairwise(ends))
    return Picture(**seen, made=dict(zip(widths, made, strict=True)))


def _run(received: bytes, order: str, limits: Limits) -> tuple[int, bytes]:
    """The exit code and what was written. The answer goes to a file without a name, which the kernel keeps short."""
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(  # noqa: S603  our own module; the strangers' bytes come on its standard input
                [sys.executable, "-m", "sites.darkroom", order],
                input=received,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=limits.clock,
                cwd=ROOT,
                env={},
                check=False,
            )
        except subprocess.TimeoutExpired:
            return -signal.SIGXCPU, b""
        answer.seek(0)
        return done.returncode, answer.read()


def _broken_off(code: int) -> Fault:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return Fault("It takes too long to open this picture: make it smaller, or save it anew as JPEG.")
    return Fault("The picture is built so oddly that it cannot be opened: save it anew as JPEG and upload that.")
