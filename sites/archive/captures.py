import hashlib
from collections.abc import Collection

from django.utils import timezone

from ..models import Article, Capture
from .store import store


def keep(
    article: Article,
    received: bytes,
    *,
    who: str,
    method: str,
    media_type: str,
    original_url: str = "",
    final_url: str = "",
    status: int | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    warc: bytes = b"",
    stored: Collection[str] = (),
) -> tuple[Capture, bool]:
    """Keep the bytes of an article as received, under their SHA-256; say whether that is a new capture: the same bytes
    twice are one.

    ``warc`` is the exchange in which they came, as a WARC file: it is kept as it is, under a digest of its own. Must
    run inside the transaction of what makes the capture count; of which ``stored`` names what it has stored already.
    """
    sha256 = _kept(received, stored)
    if held := Capture.objects.filter(article=article, sha256=sha256).first():
        return held, False
    capture = Capture.objects.create(
        article=article,
        sha256=sha256,
        size=len(received),
        media_type=media_type,
        captured_at=timezone.now(),
        captured_by=who,
        method=method,
        original_url=original_url,
        final_url=final_url,
        status=status,
        headers=[list(one) for one in headers],
        warc_sha256=_kept(warc, stored) if warc else "",
    )
    return capture, True


def _kept(content: bytes, stored: Collection[str]) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    return sha256 if sha256 in stored else store(content)
