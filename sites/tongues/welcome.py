"""Whoever comes to the door from elsewhere is led once to the door in their own language. Nothing keeps it but the
addresses they read from then on: there is no cookie."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.translation import get_language_from_request

from .addresses import PLAIN, in_language

ASKED = ("Accept-Language", "Sec-Fetch-Site", "Referer")  # what the answer at the door depends on
DOOR = "/"


def welcome(request: HttpRequest) -> str:
    """Where to lead a reader who has not chosen a language yet, or gave a sign that none has; empty where they stay."""
    if request.method not in ("GET", "HEAD"):
        return ""
    if request.path.startswith(f"/{PLAIN}/"):  # typed by hand: it has no sign of its own
        return "/" + request.get_full_path().removeprefix(f"/{PLAIN}").lstrip("/")  # two strokes would name a server
    if request.path != DOOR or _from_here(request):
        return ""
    language = get_language_from_request(request)
    return "" if language == PLAIN else in_language(request.get_full_path(), language)


def _from_here(request: HttpRequest) -> bool:
    """Whether a page of this site led here: its reader has seen what languages there are. Old browsers tell the page
    alone, newer ones whose it was."""
    told = request.headers.get("Sec-Fetch-Site")
    if told:
        return told == "same-origin"
    try:
        return urlsplit(request.headers.get("Referer", "")).netloc == request.get_host()
    except ValueError:  # a bracket without its pair: no browser sends it, anybody may
        return False
