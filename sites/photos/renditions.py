import hashlib
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps, UnidentifiedImageError

from ..models import Photo
from ..terms import Fault

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000
MOST_BYTES = 20 * 1024 * 1024
QUALITY = 80


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
        return ImageOps.exif_transpose(picture).convert("RGB")
    except Fault:
        raise
    except UnidentifiedImageError as fault:
        raise Fault("This is not a picture that can be read: upload a JPEG, PNG or WebP file.") from fault
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise Fault("The picture is broken or far too large: save it anew and upload that file.") from fault


def _rebuilt(picture: Image.Image, width: int) -> bytes:
    """A WebP of this width from pixels alone: saving a loaded picture would carry comments and places along."""
    height = max(1, round(picture.height * width / picture.width))
    small = picture.resize((width, height), Image.Resampling.LANCZOS)
    written = BytesIO()
    Image.frombytes("RGB", small.size, small.tobytes()).save(written, "WEBP", quality=QUALITY, method=4)
    return written.getvalue()
