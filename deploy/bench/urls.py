"""The product's addresses; the empty view that its tiles are measured against; tiles with the worker's number."""

import os

from django.http import HttpResponse
from django.urls import path, resolve

from heritage.urls import urlpatterns as product


def empty(request):
    """What Django and the middleware cost by themselves."""
    return HttpResponse(b"ok")


def numbered_tile(request, tile: str):
    """The product's tile, and in a header the process that made it."""
    view, _, named = resolve(f"/map/{tile}")
    response = view(request, **named)
    response["X-Pid"] = str(os.getpid())
    return response


urlpatterns = [path("empty", empty), path("numbered/<path:tile>", numbered_tile), *product]
