from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ..darkroom import Picture, develop
from ..models import Photo

DESK_WIDTHS = (240, 960)  # private renditions, so that no list and no form loads originals


def inspect(received: bytes) -> tuple[str, int, int]:
    """SHA-256, width and height in pixels of a picture as it will be shown.

    Raises Fault for what is no single, whole, still JPEG, PNG, WebP or AVIF, or is larger than the limits.
    """
    seen = develop(received)
    return seen.sha256, seen.width, seen.height


def look(received: bytes) -> Picture:
    """What can be trusted of an upload, with the private renditions for the desk. Raises Fault as ``inspect`` does."""
    return develop(received, DESK_WIDTHS)


def render(photo: Photo) -> None:
    """Write the public renditions of a photo, rebuilt from its pixels: nothing else of the file comes along."""
    if all(map(default_storage.exists, photo.renditions.values())):
        return
    made = develop(_original(photo), photo.renditions).made
    for width, name in photo.renditions.items():
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(made[width]))


def keep_for_the_desk(photo: Photo, seen: Picture) -> None:
    """Write the private renditions beside the original."""
    for width, name in _private(photo).items():
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(seen.made[width]))


def seen_at_the_desk(photo: Photo, width: int) -> str:
    """Where the private rendition of a width is stored; it is made if it was not there yet."""
    name = _private(photo)[width]
    if not default_storage.exists(name):
        keep_for_the_desk(photo, look(_original(photo)))
    return name


def forget(original: str) -> None:
    """Delete the file of a picture with its private renditions."""
    for name in (original, *_beside(original).values()):
        default_storage.delete(name)


def _original(photo: Photo) -> bytes:
    with default_storage.open(photo.original.name) as file:
        return file.read()


def _private(photo: Photo) -> dict[int, str]:
    return _beside(photo.original.name)


def _beside(original: str) -> dict[int, str]:
    return {width: f"{original}-{width}.webp" for width in DESK_WIDTHS}
