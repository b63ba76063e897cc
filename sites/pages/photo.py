"""Renditions of published photos."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from .. import catalogue
from .answer import public, read_only


@public
def photo(request: HttpRequest, sha256: str, width: int) -> HttpResponse:
    """One rendition of a published photo. It never changes, but it may be withdrawn: browsers ask whether it stands."""
    read_only(request)
    file = catalogue.photo_file(sha256, width)
    if file is None:
        raise Http404(_("There is no published picture at this address."))
    request.META.pop("HTTP_ACCEPT_ENCODING", None)  # to pack a picture again gains nothing
    tag = f'"{sha256}-{width}"'
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = FileResponse(file, content_type="image/webp")
    else:
        file.close()
    response["ETag"] = tag
    return response
