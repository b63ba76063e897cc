"""What was handed in, by its first bytes and never by its name; and which file of this room reads it."""

import re
from importlib import import_module

from .characters import decoded
from .process import Extract, Unreadable

# Only what a kind needs is loaded, for its memory counts against the limit.
READERS = {
    "application/pdf": "document",
    "application/warc": "records",
    "application/wacz": "records",
    "text/html": "page",
    "text/plain": "plain",
}
SEEN = 65_536
TAG = re.compile(r"<(!doctype\s+html|html|head|body|title|meta|article|main|section|div|p|h1)\b", re.IGNORECASE)
# First bytes of what people hand in by mistake.
OTHERS = {
    b"\xff\xd8\xff": "a picture",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"II*\0": "a picture",
    b"MM\0*": "a picture",
    b"\xd0\xcf\x11\xe0": "an Office document",
    b"{\\rtf": "an RTF document",
    b"7z\xbc\xaf": "an archive of files",
    b"Rar!": "an archive of files",
    b"ID3": "a sound",
    b"\x1aE\xdf\xa3": "a film",
    b"MZ": "a program",
    b"\x7fELF": "a program",
}


def read(received: bytes, url: str, charset: str) -> Extract:
    """Read bytes of any kind that holds an article. Raises Unreadable for every other."""
    kind = kind_of(received, charset)
    return import_module(f".{READERS[kind]}", __package__).read(received, url, charset)


def kind_of(received: bytes, charset: str) -> str:
    """A media type of ``READERS``."""
    if not received.strip():
        raise Unreadable("It is empty.")
    if b"%PDF-" in received[:1024]:
        return "application/pdf"
    if received.startswith(b"PK\x03\x04"):
        return "application/wacz"
    if received.startswith((b"\x1f\x8b", b"WARC/")):
        return "application/warc"
    _refuse_others(received)
    return "text/html" if _is_markup(decoded(received[:SEEN], charset)[0]) else "text/plain"


def _is_markup(text: str) -> bool:
    """Whether it begins with a tag of a page, after whatever is said to programs and to other authors."""
    text = text.lstrip()
    while text.startswith(("<?xml", "<!--")):
        _said, end, text = text.partition(">" if text.startswith("<?") else "-->")
        if not end:
            return True
        text = text.lstrip()
    return bool(TAG.match(text))


def _refuse_others(received: bytes) -> None:
    what = next((name for start, name in OTHERS.items() if received.startswith(start)), "")
    what = what or ("a film or a picture" if received[4:8] == b"ftyp" or received[8:12] == b"WEBP" else "")
    if what:
        raise Unreadable(
            "This is {what}, and no article can be read in it. "
            "Hand in a page (HTML), a PDF, a web archive (WARC, WACZ), or the text itself.",
            what=what,
        )
