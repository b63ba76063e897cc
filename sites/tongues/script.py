"""The words that the scripts of a page say, as Django hands them to a browser: a script of its own, kept for long."""

from functools import lru_cache
from hashlib import blake2b

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.i18n import JavaScriptCatalog

from .addresses import PLAIN

KEPT = "public, max-age=31536000, immutable"


@require_safe
def words_js(request: HttpRequest) -> HttpResponse:
    """The catalogue of the address's language. English has none: its words stand in the scripts."""
    language = get_language()
    if language == PLAIN:
        raise Http404
    script, version = _script(language)
    etag = f'"{version}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = KEPT if request.GET.get("v") == version else "public, no-cache"
    return response


def script_address() -> str:
    """Where a page in the language that is spoken now finds its words; nothing for English.

    The version stands in the address, so that a browser keeps the script until its words are others.
    """
    language = get_language()
    if language in (None, PLAIN) or language not in dict(settings.LANGUAGES):
        return ""
    return f"{reverse('words_js')}?v={_script(language)[1]}"


@lru_cache
def _script(language: str) -> tuple[bytes, str]:
    """The script, and a digest of it. Catalogues are read once by a process, as all of Django's are."""
    catalogue = JavaScriptCatalog(packages=["sites"])
    script = catalogue.get(HttpRequest()).content
    return script, blake2b(script, digest_size=6).hexdigest()
