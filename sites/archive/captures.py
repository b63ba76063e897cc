import hashlib

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils import timezone

from ..models import Article, Capture


def keep(article: Article, received: bytes, *, who: str, method: str, media_type: str, final_url: str = "") -> Capture:
    """Keep the bytes of an article as received, under their SHA-256. The same bytes twice are one capture."""
    sha256 = hashlib.sha256(received).hexdigest()
    name = _place(sha256)
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(received))
    capture, _ = Capture.objects.get_or_create(
        article=article,
        sha256=sha256,
        defaults={
            "size": len(received),
            "media_type": media_type,
            "captured_at": timezone.now(),
            "captured_by": who,
            "method": method,
            "final_url": final_url,
        },
    )
    return capture


def altered() -> list[Capture]:
    """The captures whose bytes are gone, or are no longer those that were received."""
    return [capture for capture in Capture.objects.order_by("id").iterator() if not _intact(capture)]


def open_copy(capture: Capture) -> File | None:
    """The bytes of a capture, open for reading; None if they are gone."""
    name = _place(capture.sha256)
    return default_storage.open(name) if default_storage.exists(name) else None


def _intact(capture: Capture) -> bool:
    file = open_copy(capture)
    if file is None:
        return False
    with file:
        return hashlib.file_digest(file, "sha256").hexdigest() == capture.sha256


def _place(sha256: str) -> str:
    """Where in the private storage the bytes of this digest lie."""
    return f"captures/{sha256[:2]}/{sha256}"
