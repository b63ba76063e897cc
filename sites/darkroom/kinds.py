"""What a file is, told by its bytes: one whole still picture and nothing else, or why it is not."""

import re
import zlib
from io import BytesIO
from zipfile import is_zipfile

from ..terms import Fault

OTHERS = {
    b"%PDF": "a PDF",
    b"GIF8": "a GIF picture",
    b"II*\0": "a TIFF picture",
    b"MM\0*": "a TIFF picture",
    b"BM": "a BMP picture",
    b"8BPS": "a Photoshop picture",
    b"PK\x03\x04": "a ZIP archive or an office file",
    b"<": "a web page or a drawing",
    b"\x1a\x45\xdf\xa3": "a film",
}
HEIC = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx"}
STANDALONE = {0x01, *range(0xD0, 0xD8)}  # JPEG markers without content
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
MOST_SEGMENTS = 2_000
MOST_SCANS = 100  # of a JPEG: each is a way through all pixels
MOST_CHUNKS = 50_000
MOVING = {b"acTL", b"ANIM", b"ANMF", b"moov"}
BOXES = {b"ftyp", b"meta", b"mdat", b"free"}


def kind_of(received: bytes) -> str:
    """JPEG, PNG, WEBP or AVIF. Raises Fault for all else, and for a file that holds less or more than one picture."""
    form = _named(received)
    try:
        end = WAYS_THROUGH[form](received)
    except (IndexError, ValueError) as fault:
        raise Fault(
            "The picture is not whole: the file is cut off or damaged. Copy it from the camera once more."
        ) from fault
    if received[end:].strip(b"\0") or _is_something_else_too(received):
        raise Fault(
            "There is more in this file than a picture, such as a film or another file: "
            "save the picture alone as JPEG or PNG and upload that."
        )
    return form


def _named(received: bytes) -> str:
    if received.startswith(b"\xff\xd8"):
        return "JPEG"
    if received.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if received[:4] == b"RIFF" and received[8:12] == b"WEBP":
        return "WEBP"
    if received[4:8] == b"ftyp":
        return _film_or_picture(received[8:12])
    start = received[:200].lstrip()
    what = next((name for begin, name in OTHERS.items() if start.startswith(begin)), "")
    if what:
        raise Fault("This is {what}. Upload the picture as a JPEG, PNG, WebP or AVIF file.", what=what)
    raise Fault("This is not a picture that can be read: upload a JPEG, PNG, WebP or AVIF file.")


def _film_or_picture(brand: bytes) -> str:
    if brand == b"avif":
        return "AVIF"
    if brand in HEIC:
        raise Fault("This is a HEIC picture, as iPhones take them: export it as JPEG and upload that.")
    raise Fault("This is a film, not a picture: upload a JPEG, PNG, WebP or AVIF file.")


def _is_something_else_too(received: bytes) -> bool:
    """Readers of PDF look for its start in the first bytes, those of ZIP for its end in the last."""
    return b"%PDF-" in received[:1024] or is_zipfile(BytesIO(received))


def _through_jpeg(received: bytes) -> int:
    """Behind the picture, and behind the further ones that phones append: a preview, how bright it shines."""
    end = _through_one_jpeg(received, 0)
    for _ in range(8):
        if received[end : end + 3] != b"\xff\xd8\xff":
            break
        end = _through_one_jpeg(received, end)
    return end


def _through_one_jpeg(received: bytes, at: int) -> int:
    at, scans = at + 2, 0
    for _ in range(MOST_SEGMENTS):
        if received[at] != 0xFF:
            raise ValueError(at)
        marker = received[at + 1]
        if marker == 0xD9:
            return at + 2
        if marker == 0xFF or marker in STANDALONE:
            at += 1 if marker == 0xFF else 2
            continue
        at += 2 + int.from_bytes(received[at + 2 : at + 4])
        if marker == 0xDA:
            scans += 1
            at = _behind_pixels(received, at)
        if scans > MOST_SCANS:
            break
    raise ValueError(at)


def _behind_pixels(received: bytes, at: int) -> int:
    found = NEXT_MARKER.search(received, at)
    if found is None:
        raise ValueError(at)
    return found.start()


def _through_png(received: bytes) -> int:
    at = 8
    for _ in range(MOST_CHUNKS):
        length, kind = int.from_bytes(received[at : at + 4]), received[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(received) or zlib.crc32(received[at + 4 : end - 4]) != int.from_bytes(received[end - 4 : end]):
            raise ValueError(at)
        _refuse_moving(kind)
        if kind == b"IEND":
            return end
        at = end
    raise ValueError(at)


def _through_webp(received: bytes) -> int:
    end, at = 8 + int.from_bytes(received[4:8], "little"), 12
    for _ in range(MOST_CHUNKS):
        if at == end:
            return end
        length = int.from_bytes(received[at + 4 : at + 8], "little")
        _refuse_moving(received[at : at + 4])
        at += 8 + length + length % 2
        if at > min(end, len(received)):
            break
    raise ValueError(at)


def _through_avif(received: bytes) -> int:
    at = 0
    for _ in range(MOST_SEGMENTS):
        length, kind = int.from_bytes(received[at : at + 4]), received[at + 4 : at + 8]
        if kind not in BOXES:
            _refuse_moving(kind)
            return at
        at += length
        if length < 8 or at > len(received):
            break
        if at == len(received):
            return at
    raise ValueError(at)


def _refuse_moving(kind: bytes) -> None:
    if kind in MOVING:
        raise Fault("This picture moves: upload a still picture, or the frames that matter one by one.")


WAYS_THROUGH = {"JPEG": _through_jpeg, "PNG": _through_png, "WEBP": _through_webp, "AVIF": _through_avif}
