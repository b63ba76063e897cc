"""Bytes under their SHA-256, in the private storage. They are written whole or not at all, and never changed."""

import hashlib
import re
from collections.abc import Iterator

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from ..lasting import Kept
from ..models import Capture, Intake, hold

FOLDER = "captures"
MOST_BYTES = 20 * 1024 * 1024  # of one copy, as an editor hands it in
LONGEST_TEXT = 2_000_000  # letters of one that is pasted
DIGEST = re.compile("[0-9a-f]{64}")


def store(received: bytes) -> str:
    """Keep bytes under their SHA-256, and give it. The same bytes are kept once.

    Call it in the transaction that saves the row which names the digest, so that ``drop`` cannot come between; and
    before that takes its turn to decide, so that nobody who decides waits for a slow storage.
    """
    sha256 = hashlib.sha256(received).hexdigest()
    hold(_name(sha256))  # nobody else stores or drops these bytes meanwhile
    if not intact(sha256):  # bytes that are there and spoiled are mended
        default_storage.replace(_name(sha256), received)
    return sha256


def stored(sha256: str) -> File | None:
    """The bytes of this digest, open for reading; None if they are not here."""
    try:
        return default_storage.open(_name(sha256))
    except FileNotFoundError:
        return None


def link(sha256: str, disposition: str) -> str:
    """An address by which a browser fetches these bytes elsewhere, for a short time; none if the server sends them."""
    return default_storage.link(_name(sha256), "application/octet-stream", disposition)


def drop(sha256: str) -> bool:
    """Remove bytes that no capture and no intake names; False if one does. Call it after the transaction that took the
    last name away."""
    with transaction.atomic():
        hold(_name(sha256))
        if named(sha256):
            return False
        default_storage.delete(_name(sha256))
    return True


def intact(sha256: str) -> bool:
    """Whether the bytes of this digest are here, and still those that were stored."""
    file = stored(sha256)
    if file is None:
        return False
    with file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def named(sha256: str) -> bool:
    """Whether any row names these bytes."""
    captures = Capture.objects.filter(Q(sha256=sha256) | Q(warc_sha256=sha256))
    return captures.exists() or Intake.objects.filter(sha256=sha256).exists()


def contents() -> Iterator[Kept]:
    """What lies in the store, in order of names. A digest lies in the folder of its first two signs."""
    yield from default_storage.walk(FOLDER)


def name_of(sha256: str) -> str:
    """Where these bytes lie in the store."""
    return f"{FOLDER}/{sha256[:2]}/{sha256}"


def _name(sha256: str) -> str:
    if not DIGEST.fullmatch(sha256):
        raise ValueError(f"“{sha256[:80]}” is no SHA-256: 64 of the signs 0–9 and a–f.")
    return name_of(sha256)
