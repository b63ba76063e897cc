"""How the pages of this room are answered. They are made without the request, and no cache keeps them: each form bears
the moment at which it was opened."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

LATER = 3600  # seconds


def for_readers(view: Callable) -> Callable:
    """A page that is looked at by GET and does something by POST alone, for whoever asks (see tickets.py)."""

    @csrf_exempt
    @cache_control(private=True, no_store=True)
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, **place) -> HttpResponse:
        return view(request, **place)

    return answer


def page(template: str, status: int = 200, **context) -> HttpResponse:
    return HttpResponse(render_to_string(f"follow/{template}.html", context), status=status)


def come_later(said: str) -> HttpResponse:
    """What was sent is not taken now, whoever sent it: nothing of it is kept."""
    response = page("later", 503, said=said)
    response["Retry-After"] = str(LATER)
    return response
