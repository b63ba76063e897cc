"""Bytes to text, whatever their sender says of them; and text without what no text should hold."""

import codecs
import re

from charset_normalizer import from_bytes

from .process import Unreadable

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
GUESSES = ["utf_8", "cp1256", "cp1251", "cp1252", "koi8_r", "cp1250", "iso8859_9", "big5", "gb18030", "shift_jis"]
# What a page calls Latin-1 is what Windows calls so, and so on: browsers read it that way, and so it was written.
AS_BROWSERS_DO = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
HALVES = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
NAMED = re.compile(rb"""<meta[^>]{1,200}charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE)
# Controls, halves of characters, and what Unicode says is no character: PostgreSQL cannot keep the first of them.
UNTEXTLIKE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
SAMPLE = 200_000


def decoded(received: bytes, charset: str = "") -> tuple[str, str]:
    """The text of bytes, and the name of the encoding that they are in.

    A mark at the start decides; else UTF-8, which nothing else looks like; else what the sender or the page names; else
    the most likely guess. Raises Unreadable for bytes that are no text at all.
    """
    marked = next((name for mark, name in MARKS.items() if received.startswith(mark)), "")
    page = NAMED.search(received[:4096])
    named = [marked, _wide(received), "utf-8", charset, page and page[1].decode("ascii")]
    for name in filter(None, named):
        text = _strictly(received, name)
        if text is not None:
            return text, name
    return _guessed(received)


def tidied(text: str) -> str:
    """Without controls and halves of characters; lines end in line feeds."""
    return UNTEXTLIKE.sub(
        "", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").replace("\x85", "\n")
    )


def _wide(received: bytes) -> str:
    """UTF-16 without a mark: every other byte of Latin text, blanks and line ends is null."""
    head = received[:2000]
    if 10 * head.count(0) <= len(head):
        return ""
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def _strictly(received: bytes, name: str) -> str | None:
    """The text if the bytes are in this encoding, as a whole or up to a character that was cut off at the end."""
    try:
        label = codecs.lookup(name).name
        text = _whole(received, AS_BROWSERS_DO.get(label, label))
    except (LookupError, UnicodeError):
        return None
    return None if _binary(text) else text


def _whole(received: bytes, name: str) -> str:
    try:
        return received.decode(name)
    except UnicodeDecodeError as fault:
        if fault.start < len(received) - 4:
            raise
        return received[: fault.start].decode(name)


def _nearly_utf8(received: bytes) -> bool:
    """UTF-8 in which a few characters are broken, or halves of characters stand as if they were whole."""
    text = HALVES.sub(b"", received).decode("utf-8", "replace")
    return 10 * text.count("\ufffd") < len(text) - len(text.encode("ascii", "ignore"))


def _guessed(received: bytes) -> tuple[str, str]:
    name = "utf-8" if _nearly_utf8(received) else _likely(received)
    text = HALVES.sub(b"", received).decode(name, "replace")
    if _binary(text):
        raise Unreadable(
            "This is neither a page nor a text: it cannot be read as letters. "
            "Hand in a page (HTML), a PDF, a web archive (WARC, WACZ), or the text itself."
        )
    return text, name


def _likely(received: bytes) -> str:
    guess = from_bytes(received[:SAMPLE], cp_isolation=GUESSES).best()
    return guess.encoding if guess else "cp1252"


def _binary(text: str) -> bool:
    """Whether what was decoded holds so many controls that it never was text."""
    head = text[:SAMPLE]
    return len(UNTEXTLIKE.findall(head)) > max(2, len(head) // 200)
