"""Bytes under their SHA-256, in the private storage. They are written whole or not at all, and never changed."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from ..lasting import whole
from ..models import Capture, Intake
from .chain import take_turn

FOLDER = "captures"
MOST_BYTES = 20 * 1024 * 1024  # of one copy, as an editor hands it in
LONGEST_TEXT = 2_000_000  # letters of one that is pasted
DIGEST = re.compile("[0-9a-f]{64}")


def store(received: bytes) -> str:
    """Keep bytes under their SHA-256, and give it. The same bytes are kept once.

    Call it in the transaction that saves the row which names the digest: ``drop`` then cannot come between.
    """
    sha256 = hashlib.sha256(received).hexdigest()
    take_turn()
    if not intact(sha256):  # bytes that are there and spoiled are mended
        _write(_place(sha256), received)
    return sha256


def stored(sha256: str) -> File | None:
    """The bytes of this digest, open for reading; None if they are not here."""
    place = _place(sha256)
    return File(place.open("rb"), name=sha256) if place.is_file() else None


def drop(sha256: str) -> None:
    """Remove bytes that no capture and no intake names. Call it after the transaction that took the last name away."""
    with transaction.atomic():
        take_turn()
        if not named(sha256):
            _place(sha256).unlink(missing_ok=True)


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


def contents() -> Iterator[tuple[str, str]]:
    """What lies in the store, in order: (folder, name). A digest lies in the folder of its first two signs."""
    root = Path(default_storage.path(FOLDER))
    for entry in sorted(root.iterdir()) if root.is_dir() else ():
        if entry.is_dir():
            yield from ((entry.name, name) for name in sorted(file.name for file in entry.iterdir()))
        else:
            yield entry.name, ""


def _place(sha256: str) -> Path:
    if not DIGEST.fullmatch(sha256):
        raise ValueError(f"“{sha256[:80]}” is no SHA-256: 64 of the signs 0–9 and a–f.")
    return Path(default_storage.path(f"{FOLDER}/{sha256[:2]}/{sha256}"))


def _write(place: Path, received: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with whole(place) as file:
        file.write(received)
