"""An address comes in; a QR code of it, for what is printed, goes out."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe

LONGEST = 300  # bytes of an address: of a longer one the squares would be too small for the camera of a telephone
MASK = 0  # any is read as well; to try out which looks best takes four times as long


@lru_cache(maxsize=512)
def code_of(address: str) -> SafeString | str:
    """The code as a drawing inside a page, dark on white whatever the page's colours; empty for too long an address."""
    if len(address.encode()) > LONGEST:
        return ""
    code = segno.make(address, error="m", micro=False, mask=MASK)
    return mark_safe(code.svg_inline(omitsize=True, light="#fff", svgclass=None, lineclass=None))  # noqa: S308 – squares
