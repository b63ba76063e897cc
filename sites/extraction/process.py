"""The side of the caller: starts the process that reads, watches its clock, and says why it failed."""

import json
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from ..terms import Fault

ROOT = Path(__file__).resolve().parent.parent.parent
INSTEAD = "Paste the text of the article instead."


class Unreadable(Fault):
    """Nothing can be read in what was handed in: what it is, and what to do instead. Trying again does not help."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What was read. ``text`` has its paragraphs apart by blank lines; a field that the page does not tell is empty.

    ``published`` is a day, YYYY-MM-DD. ``canonical`` is the address that the page gives itself, not yet to be believed.
    ``url``, ``status`` and ``headers`` are those of the exchange that a web archive holds.
    """

    text: str
    media_type: str
    title: str = ""
    authors: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    canonical: str = ""
    made_with: str = ""
    url: str = ""
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What the process may take: ``memory`` and ``output`` in MiB, ``processor`` and ``clock`` in seconds."""

    memory: int = 384
    processor: int = 15
    clock: float = 20
    output: int = 8


def extract(received: bytes, *, url: str = "", charset: str = "", limits: Limits | None = None) -> Extract:
    """Read the text of a page, a PDF, a web archive or a plain text, and what it says of itself.

    What it is shows in its bytes. ``charset``, as the sender named it, helps where they leave open what the letters
    are; ``url`` is where it came from, which may tell the day. Raises Unreadable if the limits allow no text.
    """
    limits = limits or Limits()
    order = json.dumps({"url": url, "charset": charset, "limits": asdict(limits)})
    code, said = _run(received, order, limits)
    if code != 0:
        raise _broken_off(code, limits)
    answer = json.loads(said)
    if "fault" in answer:
        raise Unreadable(answer["fault"], **answer["values"])
    return Extract(**answer | {"headers": tuple((name, value) for name, value in answer["headers"])})


def _run(received: bytes, order: str, limits: Limits) -> tuple[int, bytes]:
    """The exit code and what was written. The answer goes to a file without a name, which the kernel keeps short."""
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(  # noqa: S603  our own module; the strangers' bytes come on its standard input
                [sys.executable, "-m", "sites.extraction", order],
                input=received,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=limits.clock,
                cwd=ROOT,
                env={"OPENBLAS_NUM_THREADS": "1"},  # each thread would reserve memory
                check=False,
            )
        except subprocess.TimeoutExpired:
            return -signal.SIGXCPU, b""
        answer.seek(0)
        return done.returncode, answer.read()


def _broken_off(code: int, limits: Limits) -> Unreadable:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return Unreadable("Reading it takes longer than {seconds} seconds. " + INSTEAD, seconds=limits.processor)
    return Unreadable("It is built so oddly that reading it breaks off. " + INSTEAD)
