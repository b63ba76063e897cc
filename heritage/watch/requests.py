"""Every answer is counted and timed, by the name of its page: never by its address, which says what somebody looks
for, or holds a key."""

import sys
import time
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.signals import got_request_exception
from django.db import Error
from django.dispatch import receiver
from prometheus_client import Counter, Gauge, Histogram, disable_created_metrics

METHODS = {"GET", "HEAD", "POST", "OPTIONS"}
OTHER, STATIC, NOWHERE = "other", "static", "nowhere"  # a method, a file, and an address at which nothing stands
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

disable_created_metrics()  # a row more for each row, which nobody here asks for
ANSWERS = Counter("heritage_requests", "Answers, by page, method and kind of status.", ["route", "method", "status"])
WAITS = Histogram(
    "heritage_request_seconds",
    "Seconds until the first byte of an answer was ready, by page.",
    ["route"],
    buckets=SECONDS,
)
UNDER_WAY = Gauge("heritage_requests_in_progress", "Answers that are being made or sent.", multiprocess_mode="livesum")
FAULTS = Counter("heritage_database_errors", "Answers that failed for a fault of the database, by its kind.", ["kind"])


def count(get_response):
    if not settings.METRICS_TOKEN:
        raise MiddlewareNotUsed

    def answer(request):
        begun = time.perf_counter()
        UNDER_WAY.inc()
        response = get_response(request)
        response._resource_closers.append(UNDER_WAY.dec)
        route = route_of(request)
        method = request.method if request.method in METHODS else OTHER
        ANSWERS.labels(route, method, f"{response.status_code // 100}xx").inc()
        if response.streaming and method != "HEAD" and not getattr(response, "file_to_stream", None):
            response.streaming_content = _timed(response.streaming_content, route, begun)
        else:
            WAITS.labels(route).observe(time.perf_counter() - begun)
        return response

    return answer


def route_of(request) -> str:
    """The name of the page that answers: one of the address book, whatever was asked for."""
    if match := request.resolver_match:
        return match.view_name
    return STATIC if request.path_info.startswith(settings.STATIC_URL) else NOWHERE


def _timed(pieces: Iterable[bytes], route: str, begun: float) -> Iterator[bytes]:
    waited = None
    for piece in pieces:
        if waited is None:
            waited = time.perf_counter() - begun
            WAITS.labels(route).observe(waited)
        yield piece


@receiver(got_request_exception)
def count_fault(**_):
    fault = sys.exception()
    while fault:
        if isinstance(fault, Error):
            FAULTS.labels(type(fault).__name__).inc()
            return
        fault = fault.__cause__ or fault.__context__
