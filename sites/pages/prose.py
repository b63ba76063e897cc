"""The pages that explain: the method, the data, and what this is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .. import releases, terms
from ..citations import block, catalog_node
from ..formats import FORMATS
from ..tongues import permanent
from .answer import public, read_only, render
from .files import shelves


@public
def method(request: HttpRequest) -> HttpResponse:
    """How a status comes about, in plain words."""
    read_only(request)
    vocabularies = {
        "levels": terms.LEVELS.values(),
        "verifications": terms.VERIFICATIONS.values(),
        "roles": terms.ROLES.values(),
        "recoveries": terms.RECOVERIES.values(),
        "visibilities": terms.VISIBILITIES.values(),
    }
    return render(request, "pages/method.html", {"section": "method", **vocabularies})


@public
def data(request: HttpRequest) -> HttpResponse:
    """The files, and what each of their columns means."""
    read_only(request)
    origin, on_shelves = request.build_absolute_uri("/"), shelves()
    files = [(one.name, one.about, f"{origin}{one.name}.csv", "text/csv") for _, one, _ in on_shelves]
    context = {
        "section": "data",
        "shelves": on_shelves,
        "formats": FORMATS.values(),
        "newest": releases.newest(),
        "linked": block(catalog_node(request.build_absolute_uri(permanent("data")), files)),
    }
    return render(request, "pages/data.html", context)


@public
def about(request: HttpRequest) -> HttpResponse:
    """What this is, who it is for, and whom it owes thanks."""
    read_only(request)
    return render(request, "pages/about.html", {"section": "about"})


@public
def risk(request: HttpRequest) -> HttpResponse:
    """What is promised, to whom, against whom, and what is not."""
    read_only(request)
    return render(request, "pages/risk.html", {"section": "about"})


@public
def offline(request: HttpRequest) -> HttpResponse:
    """Where a reader has pages kept on the device; and what is shown there in place of a page that was not kept."""
    read_only(request)
    return render(request, "pages/offline.html", {"section": "about", "offered": settings.OFFLINE_READING})
