"""The pages that explain: the method, the data, and what this is."""

from django.http import HttpRequest, HttpResponse

from .. import releases, terms
from ..exports import DATASETS, SUMMARY
from .answer import public, read_only, render


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
    offered = {"datasets": DATASETS | {SUMMARY.name: SUMMARY}, "newest": releases.newest()}
    return render(request, "pages/data.html", {"section": "data", **offered})


@public
def about(request: HttpRequest) -> HttpResponse:
    """What this is, who it is for, and whom it owes thanks."""
    read_only(request)
    return render(request, "pages/about.html", {"section": "about"})
