"""An outline in a file becomes a part of the filter."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..catalogue import Area, BadQuery, Query, area_of_geojson, parse_query
from ..terms import Fault
from .answer import address, public, read, render

LARGEST = 5_000_000  # bytes of a file
WRAPPING = 100_000  # bytes of a form around its file
DRAINED = 50_000_000  # a browser reads the answer only when all of what it sends was taken
CHUNK = 1 << 16
JSON_TYPES = ("application/geo+json", "application/json")
WITHIN_KM = "10"
SEE_OTHER = 303


@csrf_exempt  # nothing is kept, and nobody is known here
@require_http_methods(["GET", "HEAD", "POST"])
def area_page(request: HttpRequest) -> HttpResponse:
    """A form that takes a file; what is sent to it is answered with the area's address, or as JSON to a script."""
    return _sent(request) if request.method == "POST" else _asked(request)


@public
def _asked(request: HttpRequest) -> HttpResponse:
    return _form(request, read(request))


@never_cache
def _sent(request: HttpRequest) -> HttpResponse:
    scripted = request.content_type in JSON_TYPES or not request.accepts("text/html")
    query = Query()
    try:
        _refuse_large(request)
        query, within_km = _wanted(request)
        area = _drawn(_data(request), within_km)
    except BadQuery as refused:
        said = {"field": refused.field, "message": gettext(refused.fault.template).format(**refused.fault.values)}
        return JsonResponse(said, status=400) if scripted else _form(request, query, said)
    return _told(area) if scripted else _shown(replace(query, area=area))


def _refuse_large(request: HttpRequest) -> None:
    """Raises BadQuery if more is sent than a form with the largest file."""
    if int(request.META.get("CONTENT_LENGTH") or 0) <= LARGEST + WRAPPING:
        return
    taken = 0
    while taken < DRAINED and (chunk := request.read(CHUNK)):
        taken += len(chunk)
    raise BadQuery("area", Fault("The file is larger than 5 MB: simplify its outlines, or cut out the part you need."))


def _wanted(request: HttpRequest) -> tuple[Query, float]:
    """The filter to keep, and how far to draw around lines, in km. Raises BadQuery."""
    given = dict(request.GET.lists()) | dict(request.POST.lists())
    for other in ("area", "file"):  # what was drawn before, and a file field that bears no file
        given.pop(other, None)
    text = "".join(given.pop("within_km", [])) or WITHIN_KM
    query = parse_query(given)
    try:
        return query, float(text)
    except ValueError as broken:
        fault = Fault("“{text}” is not a number: write kilometres, like 10.", text=text[:40])
        raise BadQuery("within_km", fault) from broken


def _data(request: HttpRequest) -> bytes:
    """The file, sent by itself or in a form. Raises BadQuery if there is none."""
    if request.content_type in JSON_TYPES:
        return request.read()
    if "file" not in request.FILES:
        raise BadQuery("area", Fault("Choose a GeoJSON file first."))
    return request.FILES["file"].read()


def _drawn(data: bytes, within_km: float) -> Area:
    try:
        return area_of_geojson(data, within_km)
    except Fault as fault:
        raise BadQuery("area", fault) from fault


def _told(area: Area) -> JsonResponse:
    return JsonResponse({"area": str(area), "geojson": area.geojson(), "tolerance_m": area.tolerance_m})


def _shown(query: Query) -> HttpResponse:
    """The map of the filter, at an address that can be shared."""
    return HttpResponseRedirect(address(reverse("home"), query.pairs), status=SEE_OTHER)


def _form(request: HttpRequest, query: Query, said: dict | None = None) -> HttpResponse:
    held = query.without("area").pairs
    within_km = request.POST.get("within_km") or WITHIN_KM
    context = {"held": held, "said": said, "within_km": within_km, "back": address(reverse("home"), held)}
    return render(request, "pages/area.html", context, status=400 if said else 200)
