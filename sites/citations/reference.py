"""What is cited, before it takes any form."""

import re
from dataclasses import dataclass
from datetime import date

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing to be cited. ``kind`` is a type of CSL; ``issued`` is EDTF or empty.

    ``accessed`` is the day on which it was looked at: whoever asks for the reference says so, no clock is read here.
    ``archive`` is a copy in a public web archive, ``note`` what else a reader should know.
    """

    key: str
    kind: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    issued: str
    address: str
    accessed: date
    number: str = ""
    version: str = ""
    licence: str = ""
    language: str = ""
    archive: str = ""
    note: str = ""


def one_line(text: str) -> str:
    """Without control characters, line ends or double spaces: what a line of a file or an attribute can hold."""
    return " ".join(ILLEGAL.sub(" ", text).split())
