"""What every answer tells browsers and caches of how long it may be shown without asking whether it still stands.

A browser asks each time. A cache that many share asks each time too, unless SHARED_CACHE_SECONDS says for how long it
need not: then it answers nearly all readers by itself, and what was withdrawn or protected is gone from it as soon as
that time is over (docs/how-to/cache.md).
"""

import re

from django.conf import settings
from django.urls import reverse

from sites.urls import FILES, urlpatterns

OURS = "private, no-store"
ASK_FIRST = "public, no-cache"
THEIRS = "private, no-cache"  # an editor who looks at public pages sees what was saved a moment ago
UNKEPT = "no-store"
LASTING = {200, 301, 302, 304}
SHORT = {404, 410}  # until somebody publishes it
SOON = 10  # seconds
SAFE = ("GET", "HEAD")
# What a shared answer may depend on besides its address.
TOLD_APART_BY = {"accept", "accept-encoding", "accept-language", "sec-fetch-site", "referer"}
PUBLIC = {pattern.name for pattern in urlpatterns} - FILES  # whole files would push out all else
ASKS_EACH_TIME = re.compile(r"no-cache|max-age=0\b")


def cache_manners(get_response):
    """Nothing of the desk is kept by any cache, its refusals neither. What is public may be kept, but each time it is
    asked whether it still stands, unless its page or the operator says otherwise: what was withdrawn must be gone."""

    def answer(request):
        response = get_response(request)
        at_the_desk = request.path.startswith(reverse("admin:index"))
        if at_the_desk and "no-store" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = OURS
        response.headers.setdefault("Cache-Control", ASK_FIRST)
        if settings.SHARED_CACHE_SECONDS:
            response.headers["Cache-Control"] = _where_many_share(request, response)
        return response

    return answer


def _where_many_share(request, response) -> str:
    said = response.headers["Cache-Control"]
    if "no-store" in said or "private" in said:
        return said
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return THEIRS
    if request.method not in SAFE or response.status_code not in LASTING | SHORT:
        return UNKEPT
    if not _is_for_everybody(request, response) or not ASKS_EACH_TIME.search(said):
        return said
    most = SOON if response.status_code in SHORT else settings.SHARED_CACHE_SECONDS
    return f"public, max-age=0, s-maxage={min(most, settings.SHARED_CACHE_SECONDS)}, must-revalidate"


def _is_for_everybody(request, response) -> bool:
    """Whether it is an answer of a public page, or of none, that is the same for all who ask like this."""
    found = request.resolver_match
    depends_on = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name.strip()}
    public = found is None or found.url_name in PUBLIC
    return public and depends_on <= TOLD_APART_BY and not response.cookies
