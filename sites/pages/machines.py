"""What crawlers are told: where everything public stands, and where there is nothing for them."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import catalogue, releases
from .answer import public, read_only

AT_ONCE = 10_000  # numbers in a file: a fifth of the addresses that the protocol allows
PLAIN = ("home", "sites", "articles", "summary", "method", "data", "releases", "about", "api")
RECORDS = {"sites": "site", "reports": "report", "articles": "article"}  # and the names of their pages
# Filters can be put together without end, and each is work; a file of all records is for people who ask for it.
KEPT_OFF = ("/admin/", "/*?", "/area/", "/follow/", "/corrections/", "/embed/", "/map/", "/suggest.json",
            "/data/package.zip", *(f"/{name}." for name in (*RECORDS, "summary")))  # fmt: skip


@public
def robots(request: HttpRequest) -> HttpResponse:
    """One address for each record, and none for each filter. No record is named here: whoever hides one tells of it."""
    read_only(request)
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_OFF), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """The files in which all public addresses stand. When something changed is not told."""
    read_only(request)
    found = [("pages", 1), *((kind, part) for kind in RECORDS for part in range(1, _parts(kind) + 1))]
    addresses = [request.build_absolute_uri(reverse("sitemap_part", args=one)) for one in found]
    return _written("pages/sitemaps.xml", addresses)


@public
def sitemap_part(request: HttpRequest, kind: str, part: int) -> HttpResponse:
    """The addresses of some records of one kind: of so many numbers in a row."""
    read_only(request)
    if kind == "pages" and part == 1:
        paths = [*map(reverse, PLAIN), *(one.get_absolute_url() for one in releases.released())]
    elif kind in RECORDS and 1 <= part <= _parts(kind):
        found = catalogue.addressed(kind, (part - 1) * AT_ONCE, part * AT_ONCE)
        paths = [reverse(RECORDS[kind], args=[one]) for one in found]
    else:
        raise Http404(_("There is no such list of addresses."))
    return _written("pages/sitemap.xml", map(request.build_absolute_uri, paths))


def _parts(kind: str) -> int:
    return -(-catalogue.last_number(kind) // AT_ONCE)


def _written(template: str, addresses: Iterable[str]) -> HttpResponse:
    return HttpResponse(
        render_to_string(template, {"addresses": addresses}), content_type="application/xml; charset=utf-8"
    )
