"""What comes of a request as a server hands it over: bytes in the address and the body, and no browser's care."""

import gzip
import json
import os
import sys
import time
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import quote_from_bytes
from wsgiref.util import setup_testing_defaults
from xml.etree import ElementTree as ET

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections

from .strangers import MARKS

PERMITTED = {200, 204, 206, 301, 302, 303, 304, 400, 403, 404, 405, 406, 409, 410, 413, 415, 416, 429}
LONGEST = 1.0  # seconds for an answer, to its last byte
STALLED = Path("/proc/pressure/cpu")  # its first total: microseconds in which some program waited for a processor
JSON = ("application/json", "application/geo+json", "application/ld+json", "application/vnd.oai.openapi+json")
XML = ("application/atom+xml", "image/svg+xml", "application/vnd.google-earth.kml+xml")


class Trusted(WSGIRequest):
    """Sent from a form of ours, as far as the token tells that goes with it."""

    _dont_enforce_csrf_checks = True


class Door(WSGIHandler):
    request_class = Trusted


@dataclass(frozen=True)
class Asked:
    """A request; ``path`` and ``query`` as they are before anything is escaped, or as ``raw`` bytes after it."""

    path: str
    query: tuple[tuple[str, str], ...] = ()
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    kind: str = ""
    raw: str = ""

    def environ(self, cookies: str) -> dict:
        query = self.raw or "&".join(f"{escaped(name)}={escaped(value)}" for name, value in self.query)
        environ = {
            "REQUEST_METHOD": self.method,
            "PATH_INFO": as_bytes(self.path).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": cookies,
            "CONTENT_LENGTH": str(len(self.body)),
            "CONTENT_TYPE": self.kind,
            "wsgi.input": BytesIO(self.body),
        } | {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers}
        setup_testing_defaults(environ)
        return environ


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


class Watch:
    """How long something takes: by the clock on the wall; or where the programs of this machine wait for each other
    most of the time, by what its processors did for us."""

    def __init__(self):
        self.began = self.now()

    @property
    def seconds(self) -> float:
        wall, worked, stalled = (now - then for now, then in zip(self.now(), self.began, strict=True))
        return worked if stalled > wall / 2 else wall

    def now(self) -> tuple[float, float, float]:
        stalled = STALLED.read_text().split("total=")[1].split()[0] if STALLED.exists() else 0
        return time.perf_counter(), sum(os.times()[:4]), int(stalled) / 1e6


def as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def escaped(text: str) -> str:
    return quote_from_bytes(as_bytes(text), safe="")


class Visitor:
    """Asks, and reads an answer to its end; what went wrong inside is told with it."""

    def __init__(self):
        self.door, self.broken = Door(), []
        got_request_exception.connect(self.remember)

    def remember(self, **_said):
        self.broken.append(sys.exc_info()[1])

    def ask(self, asked: Asked, cookies: str = "") -> Answer:
        said = {}

        def start(status, headers, _fault=None):
            said["status"], said["headers"] = int(status.split()[0]), headers

        for signal in (request_started, request_finished):  # the changes are undone, so the connection is to stay
            signal.disconnect(close_old_connections)
        watch = Watch()
        chunks = self.door(asked.environ(cookies), start)
        try:
            body = b"".join(chunks)
        finally:
            chunks.close()
        headers = {name.lower(): value for name, value in said["headers"]}
        body = gzip.decompress(body) if headers.get("content-encoding") == "gzip" and body else body
        return Answer(said["status"], headers, body, watch.seconds)


def faults_of(answer: Answer) -> list[str]:
    """What an answer may never be, whatever was asked."""
    found = [] if answer.status in PERMITTED else [f"status {answer.status}"]
    found += ["a header of theirs"] if "x-injected" in answer.headers else []
    if answer.kind == "text/html":
        page = answer.body.decode("utf-8")
        found += [f"{mark} stands in the page" for mark in MARKS.findall(page)]
    return found + broken_in(answer)


def broken_in(answer: Answer) -> list[str]:
    """Whether a program can read what calls itself JSON or XML."""
    if not answer.body:
        return []
    try:
        if answer.kind in JSON:
            json.loads(answer.body, parse_constant=refuse)
        elif answer.kind in XML:
            ET.fromstring(answer.body)  # noqa: S314  our own answer
    except (ValueError, ET.ParseError) as fault:
        return [f"{answer.kind} that nobody can read: {fault}"]
    return []


def refuse(constant):
    raise ValueError(f"{constant} is no JSON")
