"""How the interface answers: in JSON or as a page, to any origin, with its links in the header, and its faults too."""

from collections.abc import Callable, Iterable
from functools import wraps
from hashlib import blake2b

import orjson
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from .. import catalogue
from ..catalogue import BadQuery
from .asked import form_of, preferred
from .links import HTML, JSON, Link, header

METHODS = ("GET", "HEAD", "OPTIONS")
SHAPE = 1  # to be raised when the same data are written in another way
FOR_SCRIPTS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
}
FOR_PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def answered(view: Callable) -> Callable:
    """A view of the interface: it is only read, any page's script may read it, and it says its faults in the form that
    was asked for. The view is given that form, ``json`` or ``html``."""

    @csrf_exempt  # it writes nothing: what is sent to it is refused as a method, not as a forgery
    @wraps(view)
    def answer(request: HttpRequest, **place) -> HttpResponse:
        return _for_everybody(_unless_held(request, _answer(view, request, place)))

    return answer


def _unless_held(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An answer that the client holds already is not sent again. The middleware would, but without our headers."""
    if request.method != "GET" or response.status_code != 200:
        return response
    if not response.has_header("ETag"):
        set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response)


def refused(request: HttpRequest, said: str) -> HttpResponse:
    """What no view may see is refused as the views refuse."""
    return _for_everybody(problem(preferred(request), 400, "BadRequest", said))


def _for_everybody(response: HttpResponse) -> HttpResponse:
    for name, value in FOR_SCRIPTS.items():
        response[name] = value
    patch_vary_headers(response, ["Accept"])
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response


def _answer(view: Callable, request: HttpRequest, place: dict) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS), **FOR_PREFLIGHT})
    form = preferred(request)
    if request.method not in METHODS:
        refused = problem(form, 405, "MethodNotAllowed", _("This can only be read: use GET, HEAD or OPTIONS."))
        refused["Allow"] = HttpResponseNotAllowed(METHODS)["Allow"]
        return refused
    try:
        form = form_of(request)
        return view(request, form, **place)
    except BadQuery as bad:
        said = _(bad.fault.template).format(**bad.fault.values)
        return problem(form, 400, "InvalidParameterValue", said, bad.field)
    except Http404 as missing:
        return problem(form, 404, "NotFound", str(missing))


def problem(form: str, status: int, code: str, said: str, field: str = "") -> HttpResponse:
    """A fault as the standard's exception, or as a page."""
    if form == "html":
        page = render_to_string("api/problem.html", {"status": status, "field": field, "message": said})
        return HttpResponse(page, status=status)
    description = f"{field}: {said}" if field else said
    return HttpResponse(orjson.dumps({"code": code, "description": description}), status=status, content_type=JSON)


def document(content: dict, links: Iterable[Link], media: str = JSON) -> HttpResponse:
    return HttpResponse(orjson.dumps(content), content_type=media, headers={"Link": header(links)})


def page(request: HttpRequest, template: str, context: dict, links: Iterable[Link]) -> HttpResponse:
    """It is made without the request, so that nothing of the reader can enter it."""
    shown = {"here": request.path, "canonical": request.build_absolute_uri(request.path), "section": "data", **context}
    return HttpResponse(
        render_to_string(template, shown), content_type=f"{HTML}; charset=utf-8", headers={"Link": header(links)}
    )


def unless_known(request: HttpRequest, form: str, day: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer, unless the client holds it already: it changes with the record, the day, the address and the form.

    The revision is read before the record: an answer may be newer than its ETag says, never older.
    """
    asked = f"{SHAPE} {catalogue.revision()} {day} {form} {request.build_absolute_uri()}"
    etag = f'"{blake2b(asked.encode(), digest_size=12).hexdigest()}"'
    response = get_conditional_response(request, etag=etag) or make()
    response["ETag"] = etag
    return response
