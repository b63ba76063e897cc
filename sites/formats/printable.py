"""Text for files that are XML within: what XML 1.0 cannot hold is left out."""

import re

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    return UNPRINTABLE.sub("", text)
