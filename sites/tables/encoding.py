"""In which encoding a text came: by its mark, else UTF-8 if all of it is, else by what its letters look like."""

import codecs
from functools import partial

from charset_normalizer import from_bytes

from ..terms import Fault
from .source import Source
from .table import Gauge

HEAD = 1 << 16
BLOCK = 1 << 20
UNMARKED = 1 << 17  # bytes beyond the first that is not UTF-8, by which the encoding is guessed
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GUESSED = (
    "cp1252", "cp1251", "cp1256", "cp1250", "cp1253", "cp1254", "cp1255", "koi8_u", "iso8859_2", "iso8859_5",
    "iso8859_6", "cp866", "mac_roman",
)  # fmt: skip
LATIN = {"cp1250", "cp1254", "iso8859_2", "mac_roman"}
WESTERN = set("àâäáãåæçéèêëíîïñóôöõøœúùûüÿßÀÂÄÁÅÆÇÉÊËÎÏÑÓÔÖØŒÚÜ’‘“”„–—…«»°§©®·\u00a0")
NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}


def find_encoding(source: Source) -> tuple[str, str]:
    """The codec, and its name for people. Fault if the bytes are no text in any usual encoding."""
    head = source.head(HEAD)
    codec = next((codec for mark, codec in MARKS if head.startswith(mark)), "") or _wide(head)
    if codec:
        return codec, NAMES.get(codec, codec.upper())
    if b"\0" in head:
        raise Fault("The file holds NUL bytes, which no table has: it is damaged, or no text. Save it as CSV or XLSX.")
    broken = _first_break(source)
    if broken is None:
        return "utf-8", "UTF-8"
    codec = _guessed(_beyond(source, broken))
    return codec, codec.upper().replace("CP125", "Windows-125").replace("ISO8859_", "ISO 8859-")


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of its separators, digits and line ends is NUL, and no other."""
    high, low = head[1::2].count(0), head[0::2].count(0)
    few, many = sorted((high, low))
    if few or many < max(2, len(head) // 100):
        return ""
    return "utf-16-le" if high else "utf-16-be"


def _first_break(source: Source) -> int | None:
    """How many bytes are good UTF-8 before some that are not; None if all are."""
    decoder, behind = codecs.getincrementaldecoder("utf-8")(), 0
    with source.open(Gauge()) as file:
        for block in iter(partial(file.read, BLOCK), b""):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as broken:
                return max(0, behind + broken.start)
            behind += len(block)
    return behind if decoder.getstate()[0] else None


def _beyond(source: Source, start: int) -> bytes:
    """The lines with unusual letters, from a little before the first of them."""
    with source.open(Gauge()) as file:
        for size in iter(lambda: min(BLOCK, start - 200 - file.tell()), 0):
            if size < 0 or not file.read(size):
                break
        lines = file.read(UNMARKED).splitlines(keepends=True)
    return b"".join(line for line in lines if not line.isascii())


def _guessed(sample: bytes) -> str:
    best = from_bytes(sample, cp_isolation=list(GUESSED)).best()
    western = {letter for letter in sample.decode("cp1252", "replace") if not letter.isascii()} <= WESTERN
    if western and (best is None or best.encoding in LATIN):
        return "cp1252"
    if best is None:
        raise Fault("The file is in an unknown encoding: save it as “CSV UTF-8”, or as XLSX.")
    return best.encoding
