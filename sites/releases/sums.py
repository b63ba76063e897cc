"""What a file was when it was written, and whether it still is."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Sum(NamedTuple):
    """What a file was when it was written."""

    name: str
    sha256: str
    size: int


def summed(name: str, chunks: Iterable[bytes], into: list[Sum]) -> Iterator[bytes]:
    """The chunks of a file as they come; at its end what it was stands in ``into``."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
        yield chunk
    into.append(Sum(name, digest.hexdigest(), size))
