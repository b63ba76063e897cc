"""The files: everything as it is now, the files of each release, and what changed between two of them."""

import hashlib
import mimetypes
from collections.abc import Iterable, Iterator
from itertools import islice

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..catalogue import BadQuery, revision
from ..models import Release
from ..terms import Fault
from .edition import Edition
from .kept import files, find, opened, released
from .listing import csv_of, json_of
from .package import PACKAGE, streamed
from .sums import Sum

GONE = 410
LINES_AT_ONCE = 200
# What was released never changes, but it may be withheld: caches keep it and ask each time whether they still may.
ASK_FIRST = {"Cache-Control": "public, no-cache"}
MANNERS = {**ASK_FIRST, "Accept-Ranges": "none"}
MEDIA = {".cff": "application/yaml", ".bib": "application/x-bibtex", ".md": "text/markdown", ".zip": "application/zip",
         ".csv": "text/csv", ".json": "application/json", ".txt": "text/plain"}  # fmt: skip


@require_safe
def package_zip(request: HttpRequest) -> StreamingHttpResponse:
    """Everything that is public now, as a data package, sent while it is read."""
    _plain(request)
    edition = Edition(request.build_absolute_uri("/").rstrip("/"), timezone.localdate())
    _sent_as_it_is(request)
    return StreamingHttpResponse(
        () if request.method == "HEAD" else streamed(edition),
        content_type="application/zip",
        headers=_headers(edition.file_name, f'W/"{_state(edition)}"'),
    )


def _state(edition: Edition) -> str:
    """Another one whenever the package would be."""
    said = [(one.version, one.withheld_on) for one in released()]
    named = (revision(), edition, settings.SITE_NAME, settings.DATA_LICENCE, settings.DATA_LICENCE_URL, said)
    return hashlib.sha256(repr(named).encode()).hexdigest()[:32]


@require_safe
def release_file(request: HttpRequest, version: str, name: str) -> HttpResponse:
    """One file of a release, to the byte as it was released."""
    _plain(request)
    release = standing(version)
    file = next((one for one in files(release) if one.name == name), None)
    if file is None:
        raise Http404(_("This release has no such file."))
    return _withheld(release) if release.withheld_on else _sent(request, release, file)


def _sent(request: HttpRequest, release: Release, file: Sum) -> HttpResponse:
    edition, tag = Edition("", release.day, release.version), f'"{file.sha256}"'
    if file.name == PACKAGE:
        _sent_as_it_is(request)
    if still_stands := get_conditional_response(request, tag):
        still_stands.headers["ETag"] = tag
        return still_stands
    name = edition.file_name if file.name == PACKAGE else f"{edition.slug}-{release.version}-{file.name}"
    said = {"content_type": _media_type(file.name), "headers": _headers(name, tag)}
    if request.method == "HEAD":
        said["headers"]["Content-Length"] = str(file.size)
        return HttpResponse(**said)
    return FileResponse(opened(release, file.name), as_attachment=True, filename=name, **said)


def _media_type(name: str) -> str:
    """The type of a file by how its name ends."""
    known = next((media for end, media in MEDIA.items() if name.endswith(end)), mimetypes.guess_type(name)[0])
    media = known or "application/octet-stream"
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


@require_safe
def changes_csv(request: HttpRequest, before: str, after: str) -> HttpResponse:
    return _compared(request, before, after, csv_of, "csv")


@require_safe
def changes_json(request: HttpRequest, before: str, after: str) -> HttpResponse:
    return _compared(request, before, after, json_of, "json")


def _compared(request: HttpRequest, before: str, after: str, write, end: str) -> HttpResponse:
    _plain(request)
    both = standing(before), standing(after)
    for release in both:
        if release.withheld_on:
            return _withheld(release)
    name = f"{Edition('', both[1].day).slug}-changes-{before}-to-{after}.{end}"
    tag = "-".join(release.sha256[:16] for release in both)
    return StreamingHttpResponse(
        () if request.method == "HEAD" else _chunks(write(*both)),
        content_type=_media_type(name),
        headers=_headers(name, f'W/"{tag}"'),
    )


def _chunks(lines: Iterable[str]) -> Iterator[str]:
    lines = iter(lines)
    while chunk := "".join(islice(lines, LINES_AT_ONCE)):
        yield chunk


def standing(version: str) -> Release:
    """The release of a version, or 404."""
    release = find(version)
    if release is None:
        raise Http404(_("There is no release of this version."))
    return release


def _withheld(release: Release) -> HttpResponse:
    said = _("Release %(version)s is withheld since %(day)s: %(why)s") % {
        "version": release.version,
        "day": release.withheld_on.isoformat(),
        "why": release.withheld_because,
    }
    return HttpResponse(f"{said}\n", content_type="text/plain; charset=utf-8", status=GONE, headers=ASK_FIRST)


def _headers(name: str, tag: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "ETag": tag, **MANNERS}


def _sent_as_it_is(request: HttpRequest) -> None:
    """A zip file is not compressed a second time on its way: that would cost its length, and gain nothing."""
    request.META.pop("HTTP_ACCEPT_ENCODING", None)


def _plain(request: HttpRequest) -> None:
    for parameter in request.GET:
        raise BadQuery(parameter[:40], Fault("This file takes no parameters: leave it out."))
