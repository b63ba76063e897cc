from functools import lru_cache
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from .. import catalogue
from ..catalogue import BadQuery, Query, parse_query
from ..terms import Fault
from .contents import contents

LONGEST = 30  # digits
SHAPE = 2  # to be raised when the same data are written in another way


@require_safe
def tile(request: HttpRequest, z: str, x: str, y: str) -> HttpResponse:
    """The sites of a filter in one tile, as JSON. BadQuery for a tile that does not exist.

    The revision is read before the sites: an answer may be newer than its ETag says, never older.
    """
    query = parse_query(dict(request.GET.lists()), extras=("against",))
    place, revision = _place(z, x, y), catalogue.revision()
    etag = _etag(f"{revision} {place} {query.filters}")
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(_contents(place, query, revision), content_type="application/json")
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response


def _place(*given: str) -> tuple[int, ...]:
    """The tile that an address names. What is no number is told as such, as what is out of range will be."""
    for text in given:
        if not (text.isascii() and text.isdigit() and len(text) <= LONGEST):
            fault = Fault(
                "There is no tile {z}/{x}/{y}: write three whole numbers.", **dict(zip("zxy", given, strict=True))
            )
            raise BadQuery("tile", fault)
    return tuple(map(int, given))


@lru_cache(maxsize=8192)  # of two thousand bytes on average
def _contents(place: tuple[int, ...], query: Query, revision: catalogue.Stamp) -> bytes:
    """Readers look at the same places: what was written for one of them is kept, as long as its revision stands."""
    try:
        return contents(catalogue.tile(*place, query, revision))
    except Fault as fault:
        raise BadQuery("tile", fault) from fault


def _etag(asked: str) -> str:
    """The same for the same data and question. The order of a list changes nothing on the map."""
    return f'"{blake2b(f"{SHAPE} {asked}".encode(), digest_size=12).hexdigest()}"'
