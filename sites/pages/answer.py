"""What every page shares: how its address is read and how it is answered."""

from collections.abc import Callable, Iterable
from functools import partial, wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from ..catalogue import BadQuery, Query, parse_query
from ..citations import code_of
from ..terms import Fault, is_tracker

DAYS = ("on", "known")
GONE = 410
MOST_DIGITS = 6
DEEPEST = 1000  # pages of a list: what no reader turns to is asked for by programs alone, and for them there are files


def public(view: Callable) -> Callable:
    """A page for everybody: it is only read, its address holds no trackers, and caches ask whether it still stands."""

    @require_safe
    @wraps(view)
    def answer(request, **place):
        if any(map(is_tracker, request.GET)):
            return _untracked(request)
        response = view(request, **place)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response

    return answer


def _untracked(request: HttpRequest) -> HttpResponse:
    kept = [(name, value) for name, values in request.GET.lists() for value in values if not is_tracker(name)]
    return HttpResponseRedirect(address(request.path, kept))


def address(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """A path with its query, if there is any."""
    query = urlencode(list(pairs))
    return f"{path}?{query}" if query else path


def days(query: Query) -> str:
    """The two days of a query as the end of a link, so that a reader stays on them."""
    return address("", [pair for pair in query.pairs if pair[0] in DAYS])


def read(request: HttpRequest, extras: Iterable[str] = ()) -> Query:
    """The filter in an address, where the view itself reads the ``extras``. Raises BadQuery."""
    return parse_query(dict(request.GET.lists()), tuple(extras))


def read_only(request: HttpRequest, *known: str) -> Query:
    """The filter of a page that takes these parameters alone. Raises BadQuery for any other."""
    for parameter in request.GET:
        if parameter not in known:
            raise BadQuery(parameter[:40], _no_such(known))
    return read(request, known)


def _no_such(known: tuple[str, ...]) -> Fault:
    if not known:
        return Fault("This page takes no parameters: leave it out.")
    return Fault("This page has no such parameter. It knows: {known}.", known=", ".join(known))


def page_number(request: HttpRequest) -> int:
    """The ``page`` that an address asks for, from 1. Raises BadQuery."""
    text = request.GET.get("page") or "1"
    plain = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    if not plain or int(text) < 1 or len(request.GET.getlist("page")) > 1:
        raise BadQuery("page", Fault("“{text}” is not the number of a page: write 1 or more, once.", text=text[:60]))
    if int(text) > DEEPEST:
        fault = Fault(
            "Lists end at page {last}: choose a narrower filter, or take the file, which holds all.", last=DEEPEST
        )
        raise BadQuery("page", fault)
    return int(text)


def render(request: HttpRequest, template: str, context: dict, status: int = 200) -> HttpResponse:
    """A page from its template. It is made without the request, so that nothing of the reader can enter it; it knows
    its address, as a QR code too, the day, and the picture that stands for it elsewhere (``preview``, if it has one).
    """
    here = context.get("here", request.path)
    origin = request.build_absolute_uri("/").rstrip("/")
    canonical = origin + here
    said = {"here": here, "origin": origin, "canonical": canonical}
    said |= {"qr": partial(code_of, canonical), "today": timezone.localdate()}
    preview = request.build_absolute_uri(context.get("preview", reverse("list_preview")))
    return HttpResponse(render_to_string(template, said | context | {"preview": preview}), status=status)
