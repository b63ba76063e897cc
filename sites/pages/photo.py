"""Renditions of published photos."""

from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext as _

from .. import catalogue
from .answer import public, read_only

A_DAY = "public, max-age=86400"


@public
def photo(request: HttpRequest, sha256: str, width: int) -> FileResponse:
    """One rendition of a published photo. Caches keep it for a day, so that a withdrawn one is gone soon."""
    read_only(request)
    file = catalogue.photo_file(sha256, width)
    if file is None:
        raise Http404(_("There is no published picture at this address."))
    return FileResponse(file, content_type="image/webp", headers={"Cache-Control": A_DAY})
