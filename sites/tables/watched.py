"""A stream that is read by a parser, watched so that no record in it grows or nests without end."""

from typing import BinaryIO

from ..terms import Fault
from .table import Gauge

LARGEST = 8_000_000  # bytes between the ends of two records
DEEPEST = 200
BLOCK = 1 << 16


class Watched:
    """Hands bytes on. ``ended`` is called when a record has been read whole."""

    def __init__(self, stream: BinaryIO, gauge: Gauge):
        self._stream, self._gauge = stream, gauge
        self._since, self._depth = 0, 0

    def ended(self) -> None:
        self._since = self._depth = 0

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(BLOCK if size < 0 else min(size, BLOCK))
        self._since += len(block)
        self._gauge.taken += len(block)
        self._depth += block.count(b"[") + block.count(b"{") - block.count(b"]") - block.count(b"}")
        if self._since > LARGEST:
            raise Fault(
                "One record of the file is larger than {most} million bytes: is this a table?", most=LARGEST // 10**6
            )
        if self._depth > DEEPEST:
            raise Fault("The lists in the file lie in each other more than {most} deep.", most=DEEPEST)
        return block
