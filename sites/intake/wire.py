"""One exchange with a server, byte for byte: recorded as it passes, within a time and a size."""

import socket
import time
from functools import partial
from http.client import HTTPResponse
from io import BufferedReader, BytesIO, RawIOBase

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from warcio.warcwriter import WARCWriter


class OverTime(Exception):
    """The time for all exchanges together is over."""


class OverSize(Exception):
    """More came than is taken."""


class Exchange:
    """What went out and what came in. ``deadline`` is a moment of ``time.monotonic``, ``most`` a number of bytes."""

    def __init__(self, url: str, *, deadline: float, read_time: float, most: int):
        self.url, self.deadline, self.read_time, self.most = url, deadline, read_time, most
        self.request, self.response, self.peer = bytearray(), bytearray(), ""

    def patience(self) -> float:
        """How many seconds to wait for the next bytes."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise OverTime
        return min(left, self.read_time)

    def take(self, received: memoryview) -> None:
        self.response += received
        if len(self.response) > self.most:
            raise OverSize


class Tap(RawIOBase):
    """A socket's stream of bytes, every one of which is recorded; no single wait is longer than what is left."""

    def __init__(self, stream: RawIOBase, sock: socket.socket, exchange: Exchange):
        self.stream, self.sock, self.exchange = stream, sock, exchange

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        self.sock.settimeout(self.exchange.patience())
        try:
            number = self.stream.readinto(buffer)
        except TimeoutError:
            self.exchange.patience()  # whose time is over: this wait's, or all of it
            raise
        self.exchange.take(memoryview(buffer)[:number])
        return number

    def close(self) -> None:
        self.stream.close()
        super().close()


def _tapped(exchange: Exchange, sock: socket.socket, *args, **kwargs) -> HTTPResponse:
    response = HTTPResponse(sock, *args, **kwargs)
    response.fp = BufferedReader(Tap(response.fp.detach(), sock, exchange))
    return response


class Recorded:
    """A connection of urllib3 that records what it sends and what it receives."""

    exchange: Exchange

    def connect(self) -> None:
        super().connect()
        self.exchange.peer = self.sock.getpeername()[0]
        self.response_class = partial(_tapped, self.exchange)

    def send(self, data: bytes) -> None:
        self.exchange.request += data
        super().send(data)


def recorded_pools(exchange: Exchange) -> dict[str, type[HTTPConnectionPool]]:
    """The pools of a PoolManager by their schemes, whose connections record into this exchange."""
    made = {}
    for scheme, pool, connection in [
        ("http", HTTPConnectionPool, HTTPConnection),
        ("https", HTTPSConnectionPool, HTTPSConnection),
    ]:
        kind = type("RecordedConnection", (Recorded, connection), {"exchange": exchange})
        made[scheme] = type("RecordedPool", (pool,), {"ConnectionCls": kind})
    return made


def warc(exchanges: list[Exchange]) -> bytes:
    """The exchanges as a gzipped WARC file: a request and a response each, in their order."""
    file = BytesIO()
    writer = WARCWriter(file, gzip=True)
    for one in exchanges:
        peer = {"WARC-IP-Address": one.peer}
        request, response = (
            writer.create_warc_record(
                one.url, kind, payload=BytesIO(said), length=len(said), warc_headers_dict=dict(peer)
            )
            for kind, said in (("request", one.request), ("response", one.response))
        )
        writer.write_request_response_pair(request, response)
    return file.getvalue()
