"""A web archive: the page in a WARC file, or the main page of a WACZ package, with the exchange in which it came."""

import json
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from . import document, page, plain
from .kinds import kind_of
from .process import Extract, Unreadable

READERS = {"text/html": page, "application/pdf": document, "text/plain": plain}
PAGES = ("text/html", "application/xhtml+xml")
OTHERS = ("application/pdf", "text/plain")
MOST = 10 * 1024 * 1024  # bytes of a page
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RECORDS = 20_000
MAIN = "pages/pages.jsonl"
# What the libraries raise at files that are cut off or were never whole.
DAMAGE = (BadZipFile, ArchiveLoadFailed, zlib.error, EOFError, OSError, NotImplementedError)
DAMAGE += (ValueError, AttributeError, TypeError, LookupError)
BROKEN = "This web archive is damaged: it may have been cut off on its way. Save the page once more."
NOT_ONE = "This is a package of files, and no web archive (WARC, WACZ). Hand in the page or document itself."
NO_PAGE = "There is no page in this web archive that was fetched with success."
TOO_LARGE = "This web archive unpacks to more than {most} MB: hand in a smaller one, or the page itself."


class Unpacked:
    """What is unpacked of a package, counted: a small one can hold more than any disk."""

    def __init__(self, packed: BinaryIO, most: int):
        self.packed, self.most, self.left = packed, most, most

    def read(self, size: int = -1) -> bytes:
        received = self.packed.read(self.left + 1 if size < 0 else min(size, self.left + 1))
        self.left -= len(received)
        if self.left < 0:
            raise Unreadable(TOO_LARGE, most=self.most // 1024 // 1024)
        return received


@dataclass(frozen=True, slots=True)
class Exchange:
    """A page as an archive holds it."""

    payload: bytes
    media_type: str
    charset: str
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]


def read(received: bytes, _url: str, _charset: str) -> Extract:
    packed = received.startswith(b"PK")
    try:
        found = _of_package(received) if packed else _of_archive(BytesIO(received), lambda _url: True)
    except Unreadable:
        raise
    except DAMAGE as fault:
        raise Unreadable(BROKEN) from fault
    if found is None:
        raise Unreadable(NO_PAGE)
    kind = kind_of(found.payload, found.charset)
    if kind not in READERS:
        raise Unreadable(NO_PAGE)
    read = READERS[kind].read(found.payload, found.url, found.charset)
    media_type = "application/wacz" if packed else "application/warc"
    return replace(read, media_type=media_type, url=found.url, status=found.status, headers=found.headers)


def _of_package(received: bytes) -> Exchange | None:
    """The page that a package names first, else the first that it holds."""
    with ZipFile(BytesIO(received)) as package:
        archives = sorted(name for name in package.namelist() if re.search(r"\.warc(\.gz)?$", name))
        if not archives:
            raise Unreadable(NOT_ONE)
        main = _main_page(package)
        for fits in (lambda url: url == main, lambda _url: True):
            for name in archives:
                with package.open(name) as archive:
                    if found := _of_archive(Unpacked(archive, MOST_UNPACKED), fits):
                        return found
    return None


def _main_page(package: ZipFile) -> str:
    """The address of the first page in a package's own list."""
    if MAIN not in package.namelist():
        return ""
    with package.open(MAIN) as file:
        lines = Unpacked(file, MOST).read().decode("utf-8").splitlines()
    pages = (json.loads(line) for line in lines[:MOST_RECORDS] if line.strip())
    return next((str(one["url"]) for one in pages if isinstance(one, dict) and "url" in one), "")


def _of_archive(archive: BinaryIO, fits: Callable[[str], bool]) -> Exchange | None:
    """The first page of an archive, else the first document or text."""
    spare, unpacked = None, 0
    for record in islice(ArchiveIterator(archive), MOST_RECORDS):
        unpacked += record.length or 0
        if unpacked > MOST_UNPACKED:
            raise Unreadable(TOO_LARGE, most=MOST_UNPACKED // 1024 // 1024)
        kind = _kind(record)
        if kind in PAGES + OTHERS and fits(record.rec_headers.get_header("WARC-Target-URI") or ""):
            if kind in PAGES:
                return _taken(record)
            spare = spare or _taken(record)
    return spare


def _kind(record: ArcWarcRecord) -> str:
    """The media type of a response that succeeded; nothing for any other record."""
    if record.rec_type != "response" or record.http_headers is None:
        return ""
    succeeded = record.http_headers.get_statuscode() == "200"
    return _media_type(record)[0] if succeeded else ""


def _media_type(record: ArcWarcRecord) -> tuple[str, str]:
    kind, _, rest = (record.http_headers.get_header("Content-Type") or "").lower().partition(";")
    named = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", rest)
    return kind.strip(), named[1] if named else ""


def _taken(record: ArcWarcRecord) -> Exchange:
    payload = record.content_stream().read(MOST + 1)
    if len(payload) > MOST:
        raise Unreadable(TOO_LARGE, most=MOST // 1024 // 1024)
    if record.raw_stream.limit > 0 and not record.raw_stream.read(1):
        raise Unreadable(BROKEN)  # it ends before the length that it names
    media_type, charset = _media_type(record)
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    headers = tuple((str(name), str(value)) for name, value in record.http_headers.headers)
    return Exchange(payload, media_type, charset, url, 200, headers)
