"""A small server stays there for everybody: one reader is not given all of it.

What an answer costs is measured in processor time, not guessed from its address, and taken from the purse of whoever
asked. Whole files hold a thread for as long as they are sent, so only some are sent at once. Of the forms that readers
send, and that are kept, one address sends a few in an hour, to all servers together. The desk and the map's tiles are
never refused. Nothing that others do empties a purse.
"""

import math
import time
from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sites.accounts import address_of, give_turn_back, take_turn
from sites.urls import FILES, SENT

from .purses import Digests, Places, Purses, is_somebody

FREE = ("tile", "suggest")  # what costs next to nothing, and comes in crowds
SOON = 10  # seconds
FORMS_AN_HOUR = 5

digests, purses, places = Digests(), Purses(), Places()


def share_fairly(get_response):
    """Answer 429 to an address that has used up its time, and 503 while too many files are on their way."""

    def answer(request):
        request.sender = _sender_of(request)
        request.purse = request.sender if settings.READER_SECONDS else None
        begun = time.thread_time()
        response = get_response(request)
        _pay(request.purse, time.thread_time() - begun)
        if getattr(request, "turn", False) and response.status_code >= 400:
            give_turn_back(address_of(request))
        return _followed(request, response)

    def ask(request, *_view):
        name = request.resolver_match.url_name
        if name in FREE or not _is_for_readers(request):
            return None
        if name in SENT and request.method == "POST":
            return _too_much(request) or _too_often(request)
        return _too_much(request) or (_too_many(request) if name in FILES else None)

    answer.process_view = ask
    return answer


def _is_for_readers(request) -> bool:
    return not request.path.startswith((reverse("admin:index"), "/healthz"))


def _sender_of(request) -> bytes | None:
    """Nobody where nobody can be told apart."""
    address = address_of(request)
    known = _is_for_readers(request) and is_somebody(address)
    return digests.of(address, time.monotonic()) if known else None


def _pay(purse: bytes | None, spent: float) -> None:
    if purse:
        purses.take(purse, spent, settings.READER_SECONDS, time.monotonic())


def _too_much(request) -> HttpResponse | None:
    wait = purses.wait(request.purse, settings.READER_SECONDS, time.monotonic()) if request.purse else 0
    said = _(
        "Much was asked for from your address in the last minutes, and others wait too. Go on in %(wait)s seconds."
    )
    return _refused(request, 429, math.ceil(wait), said) if wait else None


def _too_many(request) -> HttpResponse | None:
    request.hold = places.take(request.purse, settings.FILES_AT_ONCE)
    said = _("Too many files are being sent at this moment. Ask for this one again in %(wait)s seconds.")
    return None if request.hold else _refused(request, 503, SOON, said)


def _too_often(request) -> HttpResponse | None:
    wait = take_turn(address_of(request), FORMS_AN_HOUR) if request.sender else 0
    request.turn = bool(request.sender) and not wait
    minutes = math.ceil(wait / 60)
    said = ngettext(
        "Several forms came from your address in the last hour. Nothing was sent: go back, where all that you typed "
        "still stands, and send it in %(minutes)s minute.",
        "Several forms came from your address in the last hour. Nothing was sent: go back, where all that you typed "
        "still stands, and send it in %(minutes)s minutes.",
        minutes,
    )
    return _refused(request, 429, math.ceil(wait), said % {"minutes": minutes}, form=True) if wait else None


def _refused(request, status: int, wait: int, said: str, form: bool = False) -> HttpResponse:
    said = said % {"wait": wait}
    if request.path.startswith(reverse("api")) or request.path.endswith(("json", "jsonld")):
        response = JsonResponse({"code": "TooMuch", "description": said}, status=status)
    elif request.get_preferred_type(["text/plain", "text/html"]) == "text/html":
        context = {"status": status, "said": said, "form": form}
        response = HttpResponse(render_to_string("busy.html", context), status=status)
    else:
        response = HttpResponse(f"{said}\n", content_type="text/plain; charset=utf-8", status=status)
    response["Retry-After"], response["Cache-Control"] = str(wait), "no-store"
    return response


def _followed(request, response):
    """What is made while it is sent is paid for too; its place is free when it has been sent or the reader is gone."""
    hold = getattr(request, "hold", None)
    if response.streaming and request.method == "HEAD":
        response.streaming_content = ()  # else the server would make it all, and throw it away
        _let_go(response)
    if not response.streaming or request.method == "HEAD":
        places.give_back(hold)
        return response
    if not getattr(response, "file_to_stream", None):  # that one costs nothing, and the server sends it by itself
        response.streaming_content = Paid(response.streaming_content, request.purse)
    response._resource_closers.append(partial(places.give_back, hold))
    return response


def _let_go(response) -> None:
    """Close at once what the answer holds open, in the order in which it would be closed at the end."""
    while response._resource_closers:
        response._resource_closers.pop(0)()


class Paid:
    """Pieces, each of which is paid for as it is made."""

    def __init__(self, pieces: Iterable[bytes], purse: bytes | None):
        self._pieces, self._purse = iter(pieces), purse

    def __iter__(self):
        return self

    def __next__(self) -> bytes:
        begun = time.thread_time()
        try:
            return next(self._pieces)
        finally:
            _pay(self._purse, time.thread_time() - begun)
