from hashlib import blake2b

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe
from django_countries import countries

from .. import catalogue
from ..catalogue import BadQuery, Entry, parse_query
from ..names import search_words, sounds, words
from ..places import PublicPlace
from ..terms import KINDS, Fault

SHAPE = 2  # to be raised when the same sites are written in another way
ANSWER = {"ensure_ascii": False, "separators": (",", ":")}


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """{"sites": [...]}: what a reader may mean who has begun to type ``q``, the likeliest first. BadQuery.

    The revision is read before the sites: an answer may be newer than its ETag says, never older.
    """
    text = _asked(request)
    etag = (
        f'"{blake2b(f"{SHAPE} {get_language()} {catalogue.revision()} {text}".encode(), digest_size=12).hexdigest()}"'
    )
    response = get_conditional_response(request, etag=etag)
    if response is None:
        found = [_told(entry, text) for entry in catalogue.suggest(text)] if text else []
        response = JsonResponse({"sites": found}, json_dumps_params=ANSWER)
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response


def _asked(request: HttpRequest) -> str:
    for parameter in request.GET:
        if parameter != "q":
            raise BadQuery(parameter[:40], Fault("There is no such parameter. Known is: q."))
    return parse_query(dict(request.GET.lists())).q.strip()


def _told(entry: Entry, text: str) -> dict:
    """A site as a suggestion shows it. ``at`` is null where it has no public point, ``cell`` where that is exact."""
    placed = entry.latitude is not None
    native = entry.native
    return {
        "number": entry.number,
        "slug": entry.slug,
        "name": entry.name,
        "matched": _matched(entry, text),
        "called": _called(entry),
        "native": native and {"text": native.text, "language": native.language},
        "kind": gettext(KINDS.label(entry.kind)),
        "country": countries.name(entry.country),
        "level": entry.status.level,
        "at": [entry.latitude, entry.longitude] if placed else None,
        "cell": PublicPlace(entry.latitude, entry.longitude, entry.cell).bounds if placed and entry.cell else None,
    }


def _called(entry: Entry) -> dict | None:
    """Its name in the language of the page, where that is not the main one."""
    told = entry.named(get_language())
    return None if told.text == entry.name else {"text": told.text, "language": told.language}


def _matched(entry: Entry, text: str) -> str:
    """The further name that more of the words meet than the site's own name; empty where that says it all."""
    told = search_words(text)
    best = max([entry.name, *(name.text for name in entry.names)], key=lambda name: _met(name, told))
    return "" if best == entry.name else best


def _met(name: str, told: tuple[str, ...]) -> tuple[int, int]:
    """How many of the words begin a word of the name, and how many sound like one."""
    borne = words(name)
    heard = {sound for word in borne for sound in sounds(word)}
    begun = sum(any(word.startswith(one) for word in borne) for one in told)
    return begun, sum(not heard.isdisjoint(sounds(one)) for one in told)
