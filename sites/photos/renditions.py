import hashlib
import struct
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import ExifTags, Image, UnidentifiedImageError

from ..models import Photo
from ..terms import Fault

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000
MOST_BYTES = 20 * 1024 * 1024
QUALITY = 80
BROKEN = (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError, Image.DecompressionBombWarning)
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # by the camera's note of how it was held; ImageOps.exif_transpose would rewrite all its notes, and fail on odd ones


def inspect(received: bytes) -> tuple[str, int, int]:
    """SHA-256, width and height in pixels of a picture as it will be shown.

    Raises Fault for what is no JPEG, PNG or WebP, is broken, or is larger than 20 MB or 50 megapixels.
    """
    if len(received) > MOST_BYTES:
        raise Fault("The picture is larger than {most} MB: make it smaller.", most=MOST_BYTES // 1024**2)
    picture = _opened(received)
    return hashlib.sha256(received).hexdigest(), *picture.size


def render(photo: Photo) -> None:
    """Write the public renditions of a photo, rebuilt from its pixels: nothing else of the file comes along."""
    with default_storage.open(photo.original.name) as file:
        picture = _opened(file.read())
    for width, name in photo.renditions.items():
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(_rebuilt(picture, width)))


def _opened(received: bytes) -> Image.Image:
    """The picture, upright and in RGB. Its size is checked before a pixel is decoded."""
    try:
        picture = Image.open(BytesIO(received), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise Fault("The picture has more than {most} megapixels: make it smaller.", most=MOST_PIXELS // 1_000_000)
        pixels, held = picture.convert("RGB"), picture.getexif().get(ExifTags.Base.Orientation)
        return pixels.transpose(UPRIGHT[held]) if held in UPRIGHT else pixels
    except Fault:
        raise
    except UnidentifiedImageError as fault:
        raise Fault("This is not a picture that can be read: upload a JPEG, PNG or WebP file.") from fault
    except BROKEN as fault:
        raise Fault("The picture is broken or far too large: save it anew and upload that file.") from fault


def _rebuilt(picture: Image.Image, width: int) -> bytes:
    """A WebP of this width from pixels alone: saving a loaded picture would carry comments and places along."""
    height = max(1, round(picture.height * width / picture.width))
    small = picture.resize((width, height), Image.Resampling.LANCZOS)
    written = BytesIO()
    Image.frombytes("RGB", small.size, small.tobytes()).save(written, "WEBP", quality=QUALITY, method=4)
    return written.getvalue()
