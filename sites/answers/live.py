"""What the desk's forms ask while somebody types. One parser for all: the one that reads the form itself."""

import math
import time
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.http import Http404, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from geopy.exc import GeopyError
from geopy.geocoders import Nominatim

from .. import dates
from ..catalogue import EXACT_ONLY
from ..models import Identifier, Site, Standing, is_number
from ..neighbours import Placed, around, few_words
from ..places import METRES_IN_A_DEGREE, Point, generalise, parse_point
from ..terms import STATES, VISIBILITIES, Fault

NEAR_M = 200
MOST_NEAR = 10
CELLS = ("0.01", "0.1")
GEOCODER_SECONDS = 5
MOST_FOUND = 5
LONGEST_QUERY = 200
LINE, LONGEST_LINE = "geocoder", 60  # seconds


def fault_answer(fault: Fault) -> JsonResponse:
    return JsonResponse({"message": _(fault.template).format(**fault.values)}, status=400)


@require_GET
def date_words(request):
    """EDTF in ``text``; its normal form and the words for it out."""
    try:
        day = dates.parse(request.GET.get("text", ""))
    except Fault as fault:
        return fault_answer(fault)
    return JsonResponse({"edtf": day.edtf, "words": dates.words(day, get_language())})


@require_POST  # so that no exact place is written into a server's log of addresses
def point(request):
    """Coordinates as typed in ``text``, and ``visibility``; the point, what the public will see, what is near it. Of
    the ``site`` and of what it is ``part_of`` only the numbers are needed."""
    if not request.user.has_perm("heritage.view_site"):
        raise PermissionDenied
    site, whole = (int(said) if is_number(said) else 0 for said in map(request.POST.get, ("site", "part_of")))
    visibility = request.POST.get("visibility") or "0.1"
    try:
        place = parse_point(request.POST.get("text", ""))
        public = generalise(place, visibility)
    except Fault as fault:
        return fault_answer(fault)
    return JsonResponse(
        {
            "latitude": place.latitude,
            "longitude": place.longitude,
            "public": public_words(public),
            "cell": public.bounds if public and public.cell else None,
            "few": few_words(Placed(site, whole or None, place, visibility)),
            "withheld": withheld_words(public),
            "near": near(place, site, request.user),
        }
    )


def public_words(public) -> str:
    """What readers will be shown of a place, in a sentence."""
    if public is None:
        return _("No place: the public sees the country only.")
    if not public.cell:
        return _("The exact point, as it stands here.")
    height = public.cell * METRES_IN_A_DEGREE / 1000
    width = height * math.cos(math.radians(public.latitude))
    return _(
        "A square of %(cell)s° (about %(height).1f × %(width).1f km) around %(latitude)s, %(longitude)s, "
        "with the word “approximate”."
    ) % {
        "cell": public.cell,
        "height": height,
        "width": width,
        "latitude": public.latitude,
        "longitude": public.longitude,
    }


def withheld_words(public) -> str:
    """What else readers are not told, by the list that the catalogue itself keeps to; empty if they are told it."""
    if public is not None and not public.cell:
        return ""
    held = {"identifiers": Identifier._meta.verbose_name_plural}
    named = [str(held.get(name) or Site._meta.get_field(name).verbose_name) for name in EXACT_ONLY]
    return _("Readers are not told either: %(named)s.") % {"named": ", ".join(named)}


def near(place: Point, but: int, user) -> list[dict]:
    """The sites within 200 m, nearest first; a site of the same place may be the same site.

    Who may not see exact places is told of a protected one only that the point lies in its square, as readers could
    tell: metres, asked for from three points, would be the place.
    """
    found = around(place, NEAR_M, user, MOST_NEAR, but)
    here = [one for one in found if one.square and generalise(place, one.site.visibility) == one.square]
    here.sort(key=lambda one: one.site.name)  # nearest first would tell more
    return [_neighbour(one.site, one.metres) for one in [*(one for one in found if not one.square), *here]]


def _neighbour(site: Site, metres: float | None = None) -> dict:
    distance = _("somewhere in this square") if metres is None else _("%(metres)d m away") % {"metres": round(metres)}
    return {
        "name": site.name,
        "state": _(STATES.label(site.state)),
        "visibility": _(VISIBILITIES.label(site.visibility)),
        "address": reverse("admin:heritage_site_change", args=[quote(site.pk)]),
        "metres": None if metres is None else round(metres),
        "distance": distance,
    }


def provider() -> str:
    """Who answers when a place name is looked up; empty if nobody does."""
    return urlsplit(settings.GEOCODER_URL).netloc if settings.GEOCODER else ""


@require_POST
def geocode(request):
    """A place name in ``query``; up to five places that the installation's geocoder knows by it."""
    if not settings.GEOCODER:
        raise Http404
    if not request.user.has_perm("heritage.change_site"):
        raise PermissionDenied
    query = request.POST.get("query", "").strip()
    if not query or len(query) > LONGEST_QUERY or "\0" in query:
        message = _("Write the name of a place, of at most %(most)d characters.") % {"most": LONGEST_QUERY}
        return JsonResponse({"message": message}, status=400)
    _wait_in_line()
    try:
        found = _geocoder().geocode(query, exactly_one=False, limit=MOST_FOUND, timeout=GEOCODER_SECONDS)
    except GeopyError:
        message = _("%(provider)s did not answer as it should. Try again later, or type the coordinates.")
        return JsonResponse({"message": message % {"provider": provider()}}, status=502)
    return JsonResponse({"places": [_found(place) for place in found or []]})


def _wait_in_line() -> None:
    """At most one question a second, from all servers together: the provider asks for no more.

    Each takes its place in a row and waits by itself until that second has come, by the database's clock. A place that
    is too far away was taken before that clock was set back.
    """
    with transaction.atomic():
        Standing.objects.get_or_create(name=LINE)
        row = Standing.objects.select_for_update().annotate(now=Now()).get(name=LINE)
        wait = (row.at - row.now).total_seconds() + 1 if row.at else 0
        wait = wait if 0 < wait < LONGEST_LINE else 0
        Standing.objects.filter(name=LINE).update(at=row.now + timedelta(seconds=wait))
    time.sleep(wait)


def _geocoder() -> Nominatim:
    address = urlsplit(settings.GEOCODER_URL)
    domain = address.netloc + address.path.rstrip("/")
    return Nominatim(domain=domain, scheme=address.scheme, user_agent=settings.GEOCODER_USER_AGENT)


def _found(place) -> dict:
    return {"label": place.address, "latitude": place.latitude, "longitude": place.longitude}
