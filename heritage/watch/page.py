"""/metrics, for Prometheus alone: who does not show the token learns no more than that nothing stands there.

It stands before every other part of the program, so that it answers under whatever name a server is asked, without
HTTPS, in each mode, without the database, and is never slowed down, translated or kept by a cache.
"""

import os

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from .standing import Standing

ADDRESS = "/metrics"
SUMMED = "PROMETHEUS_MULTIPROC_DIR"  # where the processes of a server leave their figures for each other


def metrics(get_response):
    if not settings.METRICS_TOKEN:
        raise MiddlewareNotUsed

    def answer(request):
        asked = request.path_info == ADDRESS and request.method in ("GET", "HEAD")
        if not asked or not _may_read(request):
            return get_response(request)
        headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
        return HttpResponse(figures(), content_type=CONTENT_TYPE_LATEST, headers=headers)

    return answer


def _may_read(request) -> bool:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return scheme.lower() == "bearer" and constant_time_compare(token.strip(), settings.METRICS_TOKEN)


def figures() -> bytes:
    """Those of all processes of this server, and how the installation stands."""
    standing = CollectorRegistry()
    standing.register(Standing())
    counted = REGISTRY
    if os.environ.get(SUMMED):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)
    return generate_latest(counted) + generate_latest(standing)
