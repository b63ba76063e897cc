"""Readers are answered from standbys of the database, and nobody is ever shown less than they were shown before.

How much that is stands in three places: with the reader's browser, in the ETag of what it keeps; in a file that the
processes of this machine share; and in each process, which has read it. A standby that has less is given a moment;
then the primary is read.
"""

import logging
import re
import time
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, InterfaceError, OperationalError, connections
from django.http import HttpResponse
from django.urls import reverse

from sites import catalogue
from sites.replicas import PRIMARY, STANDBY, Floor, move_to, reading_from, source
from sites.urls import WRITING

from .shut import HEALTH

log = logging.getLogger(__name__)

PATIENCE, PAUSE = 0.3, 0.02  # seconds: a standby is some milliseconds behind, or away
RESTED = 5  # seconds after which one that did not answer is asked again
MARK = re.compile(r'-r(\d{1,18})"')
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_RANGE")


def read_from_standbys(get_response):
    """Choose, for each request of a reader, the server of the database; mark its ETag with the revision it is of."""
    if STANDBY not in settings.DATABASES:
        raise MiddlewareNotUsed

    def answer(request):
        if request.method not in ("GET", "HEAD") or request.path.startswith((reverse("admin:index"), *HEALTH)):
            return get_response(request)
        least = max(_unmarked(request), floor().number())
        alias, number = (PRIMARY, revision(PRIMARY)) if _works_here(request) else _standing(least)
        response = _read(request, alias)
        if request.failed_there:
            alias, number = PRIMARY, revision(PRIMARY)
            response = _read(request, alias)
        floor().rise(number)
        return _marked(response, alias, number)

    def _read(request, alias):
        request.failed_there = False
        with reading_from(alias):
            return get_response(request)

    def ask(request, *_view):
        """What a reader confirms or stops was written a moment ago, and is written again."""
        if request.resolver_match.url_name in WRITING:
            move_to(PRIMARY)

    def explain(request, fault):
        if source() != STANDBY or not _is_of_the_server(fault):
            return None
        log.warning("A standby could not answer, and the primary is asked: %s.", type(fault).__name__)
        connections[STANDBY].close()
        request.failed_there = True
        return HttpResponse(status=503)  # nobody sees it

    answer.process_view, answer.process_exception = ask, explain
    return answer


@cache
def floor() -> Floor:
    """Below it no standby is read."""
    return Floor(Path(settings.DATA_DIR) / "floor")


def revision(alias: str) -> int:
    """The newest one that this server has."""
    with reading_from(alias):
        return catalogue.revision().number


def answering() -> str:
    """The server that readers are answered from at this moment: a standby, if there are any and one answers."""
    return PRIMARY if STANDBY not in settings.DATABASES or _asked() is None else STANDBY


class _Rest:
    """Until when standbys are left alone: where none answers, each question takes until it is given up."""

    until = 0.0


def _standing(least: int) -> tuple[str, int]:
    """A server that has at least this revision, and the one that it has."""
    given_up = time.monotonic() + PATIENCE
    while time.monotonic() >= _Rest.until and (number := _asked()) is not None:
        if number >= least:
            return STANDBY, number
        if time.monotonic() > given_up:
            break
        time.sleep(PAUSE)
    before = floor().number()
    number = revision(PRIMARY)
    if number < before:
        floor().fall(number, since=before)
    return PRIMARY, number


def _asked() -> int | None:
    """The revision of a standby; None if none answers."""
    try:
        return revision(STANDBY)
    except DatabaseError as fault:
        if not _is_of_the_server(fault):
            raise
        connections[STANDBY].close()
        _Rest.until = time.monotonic() + RESTED
        return None


def _is_of_the_server(fault: Exception) -> bool:
    """The last, by itself, comes from psycopg2 where a server dies while it is asked."""
    return isinstance(fault, OperationalError | InterfaceError) or type(fault) is DatabaseError


def _works_here(request) -> bool:
    """Editors see at once what they published."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _unmarked(request) -> int:
    """The newest revision that a browser says it was shown, which is taken out of what it sent; 0 if it says none."""
    newest = 0
    for name in CONDITIONS:
        if sent := request.META.get(name):
            newest = max([newest, *map(int, MARK.findall(sent))])
            request.META[name] = MARK.sub('"', sent)
    return newest


def _marked(response, alias: str, number: int):
    if tag := response.headers.get("ETag"):
        response.headers["ETag"] = f'{tag.removesuffix(chr(34))}-r{number}"'
    if response.streaming and not getattr(response, "file_to_stream", None):
        response.streaming_content = _Pieces(response.streaming_content, alias)
    return response


class _Pieces:
    """Pieces, each of which is read from the server that the first was read from."""

    def __init__(self, pieces, alias: str):
        self._pieces, self._alias = iter(pieces), alias

    def __iter__(self):
        return self

    def __next__(self) -> bytes:
        with reading_from(self._alias):
            return next(self._pieces)
