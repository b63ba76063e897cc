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
) -> Capture:
    """Keep the bytes of an article as received, under their SHA-256. The same bytes twice are one capture.

    ``warc`` is the exchange in which they came, as a WARC file: it is kept as it is, under a digest of its own. Must
    run inside the transaction of what makes the capture count.
    """
    sha256 = store(received)
    held = Capture.objects.filter(article=article, sha256=sha256).first()
    return held or Capture.objects.create(
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
        warc_sha256=store(warc) if warc else "",
    )
