"""A BagIt bag (RFC 8493) as a zip file, written in one pass: whatever is put in is hashed on its way."""

import hashlib
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from typing import BinaryIO

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class Bag:
    """Put in files by ``add`` and ``tell``, then ``close`` it. The same files on the same day make the same bytes."""

    def __init__(self, into: BinaryIO, name: str, day: date):
        """``name`` becomes the bag's folder; every file in it carries ``day``."""
        self._zip = zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED)
        self._name, self._day = name, day
        self._payload, self._tags = {}, {}
        self._size = 0

    def add(self, path: str, chunks: Iterable[bytes], size: int = 0) -> None:
        """What the bag is for: a file in its folder ``data``, once. ``size`` is roughly how many bytes will come."""
        path = f"data/{path}"
        if path not in self._payload:
            self._payload[path] = self._write(path, chunks, size, counts=True)

    def tell(self, path: str, text: str) -> None:
        """What is said about the bag: a text beside ``data``."""
        self._tags[path] = self._write(path, [text.encode()])

    def close(self, facts: Mapping[str, str]) -> None:
        """Write what the bag is and the digests of all that is in it."""
        about = {**facts, "Bagging-Date": self._day.isoformat(), "Payload-Oxum": f"{self._size}.{len(self._payload)}"}
        self.tell("bag-info.txt", "".join(f"{name}: {' '.join(said.split())}\n" for name, said in about.items()))
        self.tell("bagit.txt", DECLARATION)
        self.tell("manifest-sha256.txt", _manifest(self._payload))
        self._write("tagmanifest-sha256.txt", [_manifest(self._tags).encode()])
        self._zip.close()

    def _write(self, path: str, chunks: Iterable[bytes], size: int = 0, *, counts: bool = False) -> str:
        info = zipfile.ZipInfo(f"{self._name}/{path}", (self._day.year, self._day.month, self._day.day, 0, 0, 0))
        info.compress_type, info.external_attr, info.file_size = zipfile.ZIP_DEFLATED, 0o644 << 16, size
        digest = hashlib.sha256()
        with self._zip.open(info, "w") as file:
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
                self._size += len(chunk) if counts else 0
        return digest.hexdigest()


def _manifest(digests: Mapping[str, str]) -> str:
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests))
