"""A line of the log for each answer, for whoever asks for it (LOG_LEVEL=INFO): which page, how it went, how long."""

import time
from logging import INFO, getLogger

from django.core.exceptions import MiddlewareNotUsed

from heritage.logs import pattern_of

log = getLogger("heritage.requests")


def tell(get_response):
    if not log.isEnabledFor(INFO):
        raise MiddlewareNotUsed

    def answer(request):
        begun = time.perf_counter()
        response = get_response(request)
        told = {"route": pattern_of(request), "method": request.method, "status": response.status_code}
        told["ms"] = round((time.perf_counter() - begun) * 1000, 1)
        log.info("%(method)s %(route)s: %(status)s in %(ms)s ms", told, extra=told)
        return response

    return answer
