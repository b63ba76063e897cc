"""The members of a backup: a tar archive that is written in one pass and read in one, each under its SHA-256.

Sums stand among the members, in the form that ``sha256sum -c`` reads: each file of them tells of those before it. So
neither who writes nor who reads has to remember more than a few hundred.
"""

import hashlib
import re
import tarfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from .manifest import Manifest
from .refusal import Refusal

MANIFEST, ITS_SUM = "manifest.json", "manifest.sha256"
SUMS = re.compile(r"sums/[0-9]{6,}\.sha256")
NAMES = re.compile(r"(?:tables|media|releases)/[^\0]+")
ELSEWHERE = {"", ".", ".."}  # parts of a name that lead out of its folder: what begins anew after // is absolute
BLOCK = 64 * 1024
AT_ONCE = 500
DAMAGED = "The backup is damaged ({what}): it was not used, and nothing was changed."


class Written:
    """An archive in the making: every method gives the next bytes of it."""

    def __init__(self):
        self.members = 0
        self._untold, self._files = [], 0
        self._all = hashlib.sha256()

    def member(self, name: str, chunks: Iterable[bytes], size: int) -> Iterator[bytes]:
        digest = hashlib.sha256()
        yield from _packed(name, chunks, size, digest)
        self._untold.append(f"{digest.hexdigest()}  {name}\n")
        self.members += 1
        if len(self._untold) == AT_ONCE:
            yield from self._tell()

    def close(self, manifest: Manifest) -> Iterator[bytes]:
        if self._untold:
            yield from self._tell()
        manifest.members, manifest.sums = self.members, self._all.hexdigest()
        said = manifest.as_json()
        yield from _packed(MANIFEST, [said], len(said))
        told = f"{hashlib.sha256(said).hexdigest()}  {MANIFEST}\n".encode()
        yield from _packed(ITS_SUM, [told], len(told))
        yield bytes(2 * tarfile.BLOCKSIZE)

    def _tell(self) -> Iterator[bytes]:
        self._files += 1
        told = "".join(self._untold).encode()
        self._untold.clear()
        self._all.update(told)
        yield from _packed(f"sums/{self._files:06}.sha256", [told], len(told))


def _packed(name: str, chunks: Iterable[bytes], size: int, digest=None) -> Iterator[bytes]:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    yield info.tobuf(tarfile.PAX_FORMAT)
    left = size
    for chunk in chunks:
        left -= len(chunk)
        if digest is not None:
            digest.update(chunk)
        yield chunk
    if left:
        raise Refusal("The file {name} changed while it was read.", name=name)
    yield bytes(-size % tarfile.BLOCKSIZE)


class Body:
    """What a member says, read once and hashed on its way."""

    def __init__(self, file: BinaryIO):
        self._file, self._digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        try:
            said = self._file.read(size)
        except tarfile.TarError as fault:
            raise Refusal(DAMAGED, what="it breaks off") from fault
        self._digest.update(said)
        return said

    def chunks(self) -> Iterator[bytes]:
        while chunk := self.read(BLOCK):
            yield chunk

    def sum(self) -> str:
        for _rest in self.chunks():
            pass
        return self._digest.hexdigest()


class Read:
    """An archive that comes in: its members one after another, and then its ``manifest``. Raises Refusal where one is
    not what was written, or something is left out or was added."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream
        self._untold, self._all = [], hashlib.sha256()
        self._members, self._said, self._whole = 0, None, False

    def __iter__(self) -> Iterator[tuple[str, Body]]:
        try:
            with tarfile.open(fileobj=self._stream, mode="r|", bufsize=BLOCK) as archive:
                while (info := archive.next()) is not None:
                    archive.members.clear()  # which would grow with every one
                    yield from self._next(info, archive)
        except (tarfile.TarError, EOFError, UnicodeError) as fault:
            raise Refusal(DAMAGED, what="it breaks off, or is no backup") from fault
        if not self._whole:
            raise Refusal(DAMAGED, what="its end is missing")

    @property
    def manifest(self) -> Manifest:
        return Manifest.of_json(self._said)

    def _next(self, info: tarfile.TarInfo, archive: tarfile.TarFile) -> Iterator[tuple[str, Body]]:
        name, body = info.name, Body(archive.extractfile(info) if info.isreg() else _nothing(info))
        if self._whole:
            raise Refusal(DAMAGED, what="something stands after its end")
        if SUMS.fullmatch(name):
            self._compare(body.read())
        elif name == MANIFEST:
            self._said = body.read()
        elif name == ITS_SUM:
            self._end(body.read())
        elif self._said is None and NAMES.fullmatch(name) and ELSEWHERE.isdisjoint(name.split("/")):
            yield name, body
            self._untold.append(f"{body.sum()}  {name}\n")
            self._members += 1
        else:
            _nothing(info)

    def _compare(self, told: bytes) -> None:
        if told != "".join(self._untold).encode():
            raise Refusal(DAMAGED, what="a member is not what its SHA-256 says")
        self._untold.clear()
        self._all.update(told)

    def _end(self, told: bytes) -> None:
        whole = self._said is not None and told.split()[:1] == [hashlib.sha256(self._said).hexdigest().encode()]
        if not whole or self._untold:
            raise Refusal(DAMAGED, what="its manifest was altered")
        if (self._members, self._all.hexdigest()) != (self.manifest.members, self.manifest.sums):
            raise Refusal(DAMAGED, what="members are missing")
        self._whole = True


def _nothing(info: tarfile.TarInfo) -> BinaryIO:
    raise Refusal(DAMAGED, what=f"nothing of the name {info.name[:80]} belongs there")
