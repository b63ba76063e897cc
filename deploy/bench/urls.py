"""The product's addresses; the empty view that its tiles are measured against; tiles with the worker's number."""

import os

from django.http import HttpResponse
from django.urls import path

from heritage.urls import urlpatterns as product
from sites import maps


def empty(request):
    """What Django and the middleware cost by themselves."""
    return HttpResponse(b"ok")


def numbered_tile(request, z: int, x: int, y: int):
    """The product's tile, and in a header the process that made it."""
    response = maps.tile(request, z, x, y)
    response["X-Pid"] = str(os.getpid())
    return response


urlpatterns = [
    path("empty", empty),
    path("numbered/<int:z>/<int:x>/<int:y>.json", numbered_tile),
    *product,
]
