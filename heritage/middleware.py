"""What every answer says to the browser beyond Django's own headers, and the requests that no page may see."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from sites import tongues
from sites.catalogue import BadQuery

TAKEN = ("GET", "HEAD", "OPTIONS", "POST")
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in [
        "accelerometer",
        "camera",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    ]
)


# Of what is no page, nothing is framed, runs or is taken for something else.
NO_PAGE = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
}


def browser_manners(get_response):
    """Ask the browser to keep its sensors shut: no page here has a use for them. What is answered before any page is
    asked, such as a file, figures, the way to HTTPS, or a refusal of a host, has a policy too, if a shorter one."""

    def answer(request):
        response = get_response(request)
        page = "Content-Security-Policy" in response.headers
        for name, said in ({"Permissions-Policy": PERMISSIONS} if page else NO_PAGE).items():
            response.headers.setdefault(name, said)
        return response

    return answer


def refuse_other_methods(get_response):
    """Answer 405 to methods that no page of the desk takes: Django's own would answer many as if they were a GET."""

    def answer(request):
        if request.method in TAKEN or not request.path.startswith(reverse("admin:index")):
            return get_response(request)
        return HttpResponseNotAllowed(TAKEN)

    return answer


def refuse_nul(get_response):
    """Answer 400 to an address or a cookie that holds a NUL byte, which PostgreSQL cannot store or compare."""

    def answer(request):
        if "\0" in request.path or "%00" in request.META["QUERY_STRING"]:
            raise BadRequest("The address holds a NUL byte (%00): take it out.")
        if any("\0" in held for held in request.COOKIES.values()):
            raise BadRequest("A cookie holds a NUL byte: delete the cookies of this site.")
        return get_response(request)

    return answer


def explain_bad_query(get_response):
    """Answer 400 to a parameter that cannot be used, naming it and its fault: as a page, a line of text, or JSON."""

    def answer(request):
        return get_response(request)

    def explain(request, exception):
        if not isinstance(exception, BadQuery):
            return None
        said = {"field": exception.field, "message": _(exception.fault.template).format(**exception.fault.values)}
        if request.path.endswith((".json", ".geojson", ".jsonld")):
            return JsonResponse(said, status=400)
        if request.path.endswith(".csv"):
            return HttpResponse(
                "{field}: {message}\n".format(**said), content_type="text/plain; charset=utf-8", status=400
            )
        return render(request, "400.html", said, status=400)

    answer.process_exception = explain
    return answer


def speak(get_response):
    """Pages speak the language of their address, the desk the one that the browser asks for. No cookie keeps it."""

    def answer(request):
        at_the_desk = request.path.startswith(reverse("admin:index"))
        asked = translation.get_language_from_request if at_the_desk else _of_address
        language = asked(request)
        with translation.override(language):
            there = tongues.welcome(request)
            response = HttpResponseRedirect(there) if there else get_response(request)
        response.headers.setdefault("Content-Language", language)
        if at_the_desk or request.path == tongues.DOOR:
            patch_vary_headers(response, ["Accept-Language"] if at_the_desk else tongues.ASKED)
        return response

    return answer


def _of_address(request):
    return tongues.language_of(request.path)
