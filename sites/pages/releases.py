"""The pages of the frozen releases: all of them, one, and what changed between two."""

from collections.abc import Iterator
from itertools import groupby
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from .. import releases
from ..catalogue import BadQuery
from ..terms import Fault
from .answer import GONE, address, page_number, public, read_only, render

COMPARED = ("from", "to")


@public
def releases_page(request: HttpRequest) -> HttpResponse:
    """All releases; a form that compares two of them leads through here to their page."""
    read_only(request, *COMPARED)
    if any(name in request.GET for name in COMPARED):
        both = [_chosen(request, name) for name in COMPARED]
        return HttpResponseRedirect(reverse("changes", args=both))
    shown = releases.released()
    open_ones = [one for one in shown if not one.withheld_on]
    return render(request, "pages/releases.html", {"section": "data", "releases": shown, "open": open_ones})


def _chosen(request: HttpRequest, name: str) -> str:
    values = request.GET.getlist(name)
    if len(values) != 1 or releases.find(values[0]) is None:
        raise BadQuery(name, Fault("Name one release, as /releases/ lists them."))
    return values[0]


@public
def release_page(request: HttpRequest, version: str) -> HttpResponse:
    """One release: what it holds, its sums, how to cite it."""
    read_only(request)
    return _release(request, releases.standing(version))


def _release(request: HttpRequest, release) -> HttpResponse:
    edition = releases.Edition(request.build_absolute_uri("/").rstrip("/"), release.day, release.version)
    files = sorted(releases.files(release), key=lambda one: one.name != releases.PACKAGE)  # the package first
    shown = {
        "section": "data",
        "release": release,
        "files": files,
        "former": releases.before(release),
        "citation": releases.citation(edition),
        "bibtex": releases.bibtex(edition),
    }
    return render(request, "pages/release.html", shown, status=GONE if release.withheld_on else 200)


@public
def changes_page(request: HttpRequest, before: str, after: str) -> HttpResponse:
    """What changed from one release to another, a hundred changes at a time."""
    read_only(request, "page")
    number = page_number(request)
    both = [releases.standing(version) for version in (before, after)]
    for release in both:
        if release.withheld_on:
            return _release(request, release)
    found = releases.turn(*both, number)
    if found and number > found.pages:
        raise BadQuery(
            "page", Fault("There are {pages} pages; {page} is not one of them.", pages=found.pages, page=number)
        )
    shown = {"section": "data", "before": both[0], "after": both[1], "found": found}
    return render(request, "pages/changes.html", shown | (_turned(request, found) if found else {}))


def _turned(request: HttpRequest, found: releases.Turned) -> dict:
    """The changes of a page record by record, and the sums of all."""
    records = [
        (releases.named(first), first.label, urlsplit(first.url).path, [words for _change, words in said])
        for first, said in _by_record(found)
    ]
    sums = [(releases.counted(record, what), count) for record, what, count in found.counts]
    return {"records": records, "sums": sums, **_neighbours(request, found)}


def _by_record(found: releases.Turned) -> Iterator[tuple[releases.Change, list]]:
    for _record, said in groupby(found.items, lambda item: (item[0].record, item[0].number)):
        said = list(said)
        yield said[0][0], said


def _neighbours(request: HttpRequest, found: releases.Turned) -> dict[str, str]:
    """The addresses of the page before and the page behind."""
    earlier = address(request.path, [("page", str(found.number - 1))] if found.number > 2 else [])
    later = address(request.path, [("page", str(found.number + 1))])
    return {
        "here": address(request.path, [("page", str(found.number))] if found.number > 1 else []),
        "earlier": earlier if found.number > 1 else "",
        "later": later if found.number < found.pages else "",
    }
