"""Pictures as the desk alone sees them: small ones for lists and forms, and the originals."""

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from PIL import Image

from .. import photos, review
from ..models import Photo

LIST, FORM = photos.DESK_WIDTHS


def small_address(number: int, width: int = LIST) -> str:
    return reverse("admin:desk_picture_small", args=[number, width])


def thumbnail(photo: Photo):
    """A small picture for lists, where words stand beside it; what a graphic one shows is not to be made out."""
    return format_html(
        '<img class="desk-thumbnail{}" src="{}" alt="" width="{}" height="{}" loading="lazy">',
        " desk-thumbnail--graphic" if photo.graphic else "",
        small_address(photo.pk),
        photo.width,
        photo.height,
    )


def picture(photo: Photo):
    """The picture as the desk alone sees it, with the way to the original; a graphic one waits for a click."""
    shown = format_html(
        '<img class="desk-picture" src="{}" alt="{}" width="{}" height="{}" loading="lazy">'
        '<a class="desk-original" href="{}">{}</a>',
        small_address(photo.pk, FORM),
        photo.alt,
        photo.width,
        photo.height,
        reverse("admin:desk_picture", args=[photo.pk]),
        _("The original, %(width)s × %(height)s pixels") % {"width": photo.width, "height": photo.height},
    )
    if not photo.graphic:
        return format_html('<div class="desk-shown">{}</div>', shown)
    return format_html(
        '<details class="desk-graphic"><summary>{}</summary>{}</details>',
        _("This picture shows people hurt or dead. Show it"),
        shown,
    )


def picture_file(request, number):
    """The original of a photo as it was uploaded; a camera may have written into it where it stood, so that who may
    not know where the site lies gets the large rendition."""
    photo = _seen(request, number)
    if not review.sees_place(request.user, photo.site):
        return _small(photo, FORM)
    with default_storage.open(photo.original.name) as file, Image.open(file) as image:
        kind = image.get_format_mimetype().replace("image/mpo", "image/jpeg")
    link = default_storage.link(photo.original.name, kind, "inline")
    return HttpResponseRedirect(link) if link else _file(photo.original.name, kind)


def small_picture_file(request, number, width):
    """A private rendition of a photo, for lists and forms."""
    photo = _seen(request, number)
    if width not in photos.DESK_WIDTHS:
        raise Http404
    return _small(photo, width)


def _small(photo: Photo, width: int) -> FileResponse:
    answer = _file(photos.seen_at_the_desk(photo, width), "image/webp")
    answer.headers["Cache-Control"] = "private, max-age=600"
    return answer


def _seen(request, number: int) -> Photo:
    if not request.user.has_perm("heritage.view_photo"):
        raise PermissionDenied
    photo = Photo.objects.filter(pk=number).select_related("site").first()
    if photo is None or not default_storage.exists(photo.original.name):
        raise Http404
    return photo


def _file(name: str, kind: str) -> FileResponse:
    answer = FileResponse(default_storage.open(name), content_type=kind)
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
