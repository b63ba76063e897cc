"""Drawn pictures that stand for photos: a row of columns before the damage, and what lies there after it."""

from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from .. import pages
from .samples import PICTURES

A_DAY = "public, max-age=86400"
WIDTH, HEIGHT, COLUMN = 640, 427, 44  # pixels
SKY, STONE, GROUND, SHADE = "#c9d6df", "#d8c49a", "#b79f6b", "#8f7a4d"
FALLEN = (30, 160, 95, 55, 130)  # how much of each column stands, in pixels


@pages.public
def picture(request: HttpRequest, sha256: str, width: int) -> HttpResponse:
    """A picture of the samples, as WebP. Raises Http404 for any other."""
    pages.read_only(request)
    photo = next((photo for photo in PICTURES if (photo.sha256, photo.widths) == (sha256, (width,))), None)
    if photo is None:
        raise Http404(_("There is no published picture at this address."))
    held = BytesIO()
    drawn(whole=photo.moment == "before").save(held, "WEBP")
    return HttpResponse(held.getvalue(), content_type="image/webp", headers={"Cache-Control": A_DAY})


def drawn(whole: bool) -> Image.Image:
    """Five columns, 640 by 427 pixels."""
    image = Image.new("RGB", (WIDTH, HEIGHT), SKY)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 360, WIDTH, HEIGHT), GROUND)
    for n, stump in enumerate(FALLEN):
        left, top = 70 + 115 * n, 360 - (260 if whole else stump)
        pen.rectangle((left, top, left + COLUMN, 370), STONE)
        pen.rectangle((left + COLUMN * 2 // 3, top, left + COLUMN, 370), SHADE)
    if whole:
        pen.rectangle((50, 76, 600, 102), STONE)
        pen.polygon(((40, 76), (325, 20), (610, 76)), SHADE)
    return image
