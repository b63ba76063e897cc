from hashlib import blake2b

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from ..catalogue import BadQuery, Query, in_tile, parse_query, revision
from ..places import tile_range
from ..terms import Fault
from .contents import contents

SHAPE = 1  # to be raised when the same data are written in another way
COMPACT = {"ensure_ascii": False, "separators": (",", ":")}


@require_safe
def tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """The sites of a filter in one tile, as JSON. BadQuery for a tile that does not exist.

    The revision is read before the sites: an answer may be newer than its ETag says, never older.
    """
    query = parse_query(dict(request.GET.lists()))
    keys = _keys(z, x, y)
    etag = _etag(revision(), z, x, y, query)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = JsonResponse(contents(z, x, y, in_tile(*keys, query)), json_dumps_params=COMPACT)
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response


def _keys(z: int, x: int, y: int) -> tuple[int, int]:
    try:
        return tile_range(z, x, y)
    except Fault as fault:
        raise BadQuery("tile", fault) from fault


def _etag(revision: str, z: int, x: int, y: int, query: Query) -> str:
    """The same for the same data and question. The order of a list changes nothing on the map."""
    asked = repr((SHAPE, revision, z, x, y, query.filters))
    return f'"{blake2b(asked.encode(), digest_size=12).hexdigest()}"'
