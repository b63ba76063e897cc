"""Encryption in the age format: for whom a backup is made, and with which key it opens. Nothing plain is written."""

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyrage
from django.utils import timezone

from .members import DAMAGED
from .refusal import Refusal

MAGIC = b"age-encryption.org/"
PREFIX = "AGE-SECRET-KEY-"


class Pieces:
    """Pieces of bytes as a file to be read."""

    def __init__(self, pieces: Iterable[bytes]):
        self._pieces, self._held = iter(pieces), memoryview(b"")

    def read(self, size: int) -> bytes:
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._held = memoryview(piece)
        said, self._held = bytes(self._held[:size]), self._held[size:]
        return said


def recipients_of(said: Sequence[str]) -> list[pyrage.x25519.Recipient]:
    """For whom a file is encrypted. Raises Refusal for what is no public key."""
    found = []
    for one in said:
        try:
            found.append(pyrage.x25519.Recipient.from_str(one))
        except pyrage.RecipientError as fault:
            raise Refusal("“{said}” is no public key: it begins with age1 and has 62 signs.", said=one[:80]) from fault
    return found


def write(pieces: Iterable[bytes], into: BinaryIO, recipients: Sequence[pyrage.x25519.Recipient]) -> None:
    """Write the pieces, encrypted for the recipients; as they are if there are none."""
    if not recipients:
        into.writelines(pieces)
        return
    stopped = []

    def watched():
        try:
            yield from pieces
        except BaseException as fault:
            stopped.append(fault)
            raise

    try:
        pyrage.encrypt_io(Pieces(watched()), into, list(recipients))
    except pyrage.EncryptError as fault:
        raise (stopped[0] if stopped else OSError(str(fault))) from None


def identities_of(file: Path) -> list[pyrage.x25519.Identity]:
    """The secret keys in a file, as age-keygen and ``manage.py backup_key`` write it."""
    try:
        lines = file.read_text().splitlines()
        found = [pyrage.x25519.Identity.from_str(line.strip()) for line in lines if line.strip().startswith(PREFIX)]
    except (OSError, UnicodeError, pyrage.IdentityError) as fault:
        raise Refusal("The key file {file} cannot be read: {why}", file=file, why=fault) from fault
    if not found:
        raise Refusal("There is no secret key in {file}: a line of it begins with {prefix}.", file=file, prefix=PREFIX)
    return found


def new_pair(file: Path) -> str:
    """Write a new secret key to a file that its owner alone can read; gives the public key that belongs to it."""
    made = pyrage.x25519.Identity.generate()
    public = str(made.to_public())
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as fault:
        raise Refusal("The key cannot be written to {file}: {why}", file=file, why=fault.strerror) from fault
    with os.fdopen(descriptor, "w") as opened:
        opened.write(f"# created: {timezone.now():%Y-%m-%d}\n# public key: {public}\n{made}\n")
        opened.flush()
        os.fsync(opened.fileno())
    return public


@contextmanager
def opened(file: Path, identity: Path | None) -> Iterator[BinaryIO]:
    """What a backup holds, in plain, as it is read. Raises Refusal if the key is not its key or the file is damaged."""
    with file.open("rb") as held:
        sealed = held.read(len(MAGIC)) == MAGIC
        held.seek(0)
        if not sealed:
            yield held
        elif identity is None:
            raise Refusal("The backup is encrypted: name the file of its secret key with --identity.")
        else:
            yield from _decrypted(held, identities_of(identity))


def _decrypted(held: BinaryIO, identities: Sequence[pyrage.x25519.Identity]) -> Iterator[BinaryIO]:
    """The plain bytes come through a pipe, from a thread that decrypts; what stopped it is told in place of what
    the reader thought of so short a file."""
    outlet, inlet = os.pipe()
    stopped = []

    def decrypt():
        try:
            with os.fdopen(inlet, "wb") as into:
                pyrage.decrypt_io(held, into, list(identities))
        except (pyrage.DecryptError, OSError) as fault:
            stopped.append(fault)

    thread = threading.Thread(target=decrypt)
    thread.start()
    fault = None
    try:
        with os.fdopen(outlet, "rb") as plain:
            try:
                yield plain
                while plain.read(1024 * 1024):
                    pass
            except Refusal as said:
                fault = said
    finally:
        thread.join()
    if stopped and not isinstance(stopped[0], BrokenPipeError):
        raise _told(stopped[0]) from stopped[0]
    if fault:
        raise fault


def _told(stopped: Exception) -> Refusal:
    if isinstance(stopped, pyrage.DecryptError):
        return Refusal("The key does not open this backup, or its beginning is damaged: nothing was changed.")
    return Refusal(DAMAGED, what=str(stopped))
