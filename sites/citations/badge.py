"""A site comes in; a small picture of its name and its status, for the pages of others, goes out."""

from hashlib import blake2b

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import catalogue
from ..catalogue import BadQuery, Entry, Query
from ..terms import STATUSES, VERIFICATIONS, Fault
from .reference import one_line

LONGEST = 60  # characters of a name
PLAIN, BOLD = 7.0, 8.4  # pixels of a letter
WIDE = 0x1100  # from here on most scripts write wider letters
RINGS = {"stabilised": "3.5 2.2", "in_progress": "3.5 2.2", "restored": "none", "reconstructed": "none"}
COLOURS = {
    "none": "#ffffb2",
    "slight": "#fecc5c",
    "moderate": "#fd8d3c",
    "severe": "#f03b20",
    "destroyed": "#bd0026",
}
GREY = "#808080"


@require_safe
def badge(request: HttpRequest, slug: str) -> HttpResponse:
    """The badge of one site. The revision is read before the site: it may be newer than its ETag says, never older."""
    for parameter in request.GET:
        raise BadQuery(parameter[:40], Fault("This address takes no parameters: leave it out."))
    address = request.build_absolute_uri(reverse("site", args=[slug]))
    asked = f"{catalogue.revision()} {address} {settings.SITE_NAME}"
    etag = f'"{blake2b(asked.encode(), digest_size=12).hexdigest()}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(drawn(_entry(slug), address), content_type="image/svg+xml")
    response["ETag"] = etag
    return response


def _entry(slug: str) -> Entry:
    try:
        return catalogue.find(Query(site=slug), size=1).items[0]
    except (BadQuery, IndexError) as fault:
        raise Http404(_("There is no site at this address.")) from fault


def drawn(entry: Entry, address: str) -> str:
    """The badge as SVG, without a style, a script or a font of its own."""
    status = entry.status
    called, said = one_line(entry.named(get_language()).text), _said(entry)
    name = shortened(called)
    widths = [38 + width(name, BOLD), 18 + width(said, PLAIN)]
    colour = COLOURS.get(status.level, GREY)
    context = {
        "name": name,
        "said": said,
        "whole": _("{name}: {status}. {site}").format(name=called, status=said, site=settings.SITE_NAME),
        "address": address,
        "level": status.level,
        "colour": colour,
        "fill": "#fffdf9" if status.verification == "reported" else colour,
        "edge": 3.4 if status.verification == "reported" else 2.4,
        "weight": 2 if status.verification == "reported" else 0.8,
        "sign": colour if status.verification == "reported" else "#fff",
        "ring": RINGS.get(status.recovery, ""),
        "first": widths[0],
        "second": widths[1],
        "all": sum(widths),
    }
    return render_to_string("pages/badge.svg", context)


def _said(entry: Entry) -> str:
    status = entry.status
    said = [_(STATUSES.label(status.level))]
    if status.verification:
        said.append(_(VERIFICATIONS.label(status.verification)).lower())
    if status.contested:
        said.append(_("contested"))
    return _(", ").join(said)


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def width(text: str, letter_width: float) -> int:
    """About how many pixels a text takes at 12 pixels: rather too many, so that it fits in most fonts."""
    return round(sum(13 if ord(letter) >= WIDE else letter_width for letter in text))
