"""Bytes → pixels → WebP. Everything here runs in the limited process; nothing but pixels comes through."""

import hashlib
import struct
from datetime import date
from io import BytesIO

from PIL import AvifImagePlugin, ExifTags, Image, ImageChops, ImageCms, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from ..terms import Fault
from .kinds import kind_of
from .process import MEGAPIXELS, MOST_BYTES

PLUGINS = (AvifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin)  # named, so that they are loaded by now
HIGHEST = 16_383  # of a WebP
QUALITIES = (80, 72, 64, 56)  # a small print, for a phone on a slow line, takes the first at which it is light
SMALL, LIGHT = 640, 60_000  # pixels, bytes
BROKEN = (OSError, ValueError, RuntimeError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError)
SRGB = ImageCms.createProfile("sRGB")
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # by the camera's note of how it was held; ImageOps.exif_transpose would rewrite all its notes, and fail on odd ones
SAME_SHAPE = {None, *list(UPRIGHT.values())[:3]}

AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # the process may start none
Image.MAX_IMAGE_PIXELS = None  # MEGAPIXELS is stricter


def negative_of(received: bytes, widest: int = 1) -> tuple[dict, Image.Image]:
    """What can be trusted of a picture, and the picture, decoded and upright, at least as wide as asked if it is.

    Raises Fault for what is no single, whole, still picture, or is larger than the limits. The size is checked before
    a pixel is decoded.
    """
    if len(received) > MOST_BYTES:
        raise Fault("The picture is larger than {most} MB: make it smaller.", most=MOST_BYTES // 1024**2)
    form = kind_of(received)
    try:
        picture = Image.open(BytesIO(received), formats=[form])
        _check_size("progressive JPEG" if "progressive" in picture.info else form, *picture.size)
        turn = UPRIGHT.get(_notes(picture).get(ExifTags.Base.Orientation))
        width, height = picture.size if turn in SAME_SHAPE else picture.size[::-1]
        _check_shape(width, height)
        seen = {
            "sha256": hashlib.sha256(received).hexdigest(),
            "media_type": Image.MIME[form],
            "width": width,
            "height": height,
            "taken": _day(_notes(picture)),
        }
        return seen, _decoded(picture, turn, min(1, widest / width))
    except Fault:
        raise
    except BROKEN as fault:
        raise Fault("The picture is broken: save it anew and upload that file.") from fault


def _check_size(form: str, width: int, height: int) -> None:
    if width * height > MEGAPIXELS[form] * 1_000_000:
        raise Fault(
            "The picture has more than {most} megapixels, the most that a {form} file may have: "
            "make it smaller, or save it as an ordinary JPEG.",
            most=MEGAPIXELS[form],
            form=form,
        )


def _check_shape(width: int, height: int) -> None:
    if height * min(width, 1600) > HIGHEST * width:
        raise Fault("The picture is far too high for its width: cut it to what matters.")


def _decoded(picture: Image.Image, turn, share: float) -> Image.Image:
    """A JPEG is decoded at half, a quarter or an eighth of its size if that is enough."""
    picture.draft(picture.mode, [max(1, int(side * share)) for side in picture.size])
    picture.load()
    return picture if turn is None else picture.transpose(turn)


def _notes(picture: Image.Image) -> Image.Exif:
    """The camera's notes; none where they cannot be read."""
    try:
        return picture.getexif()
    except BROKEN:
        return Image.Exif()


def _day(notes: Image.Exif) -> str:
    """The day on which the camera's clock stood, as YYYY-MM-DD; nothing if it says none."""
    try:
        said = str(notes.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal, ""))
        return date.fromisoformat(said[:10].replace(":", "-")).isoformat()
    except (*BROKEN, TypeError, KeyError):
        return ""


def prints(negative: Image.Image, widths: list[int]) -> list[bytes]:
    """A WebP of each width, of the colours of sRGB, rebuilt from bare pixels: to save a loaded picture would carry
    comments and places along."""
    profile, made = negative.info.get("icc_profile"), {}
    picture = negative
    for width in sorted(widths, reverse=True):
        height = max(1, round(picture.height * width / picture.width))
        picture = _plain(picture).resize((width, height), Image.Resampling.LANCZOS)
        if profile:
            picture, profile = _in_srgb(picture, profile), None
        made[width] = _written(picture.convert("RGB"))
    return [made[width] for width in widths]


def _plain(picture: Image.Image) -> Image.Image:
    """In a mode that can be made smaller, and on white: what was made invisible must not come to light."""
    if picture.mode in ("RGB", "L", "CMYK"):
        return picture
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    picture = picture if picture.mode == "RGBA" else picture.convert("RGBA")
    picture.paste("white", mask=ImageChops.invert(picture.getchannel("A")))
    return picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """The colours as the picture's own profile means them; a profile that makes no sense is left aside."""
    try:
        meant = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(picture, meant, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, *BROKEN):
        return picture


def _written(picture: Image.Image) -> bytes:
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())
    for quality in QUALITIES:
        written = BytesIO()
        bare.save(written, "WEBP", quality=quality, method=4)
        if bare.width > SMALL or written.tell() <= LIGHT:
            break
    return written.getvalue()
