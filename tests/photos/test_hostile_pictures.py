"""Bombs, cut, doubled and renamed files are refused in words, by limits that hold whatever is in them."""

import json
import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import factories
import pytest
from PIL import Image

from sites import darkroom
from sites.darkroom import Limits, develop
from sites.terms import Fault

ROOT = Path(__file__).parent.parent.parent
MOST_MEMORY = 100  # MB beyond what the process needs for itself
MOST_PROCESSOR = 2  # seconds

MEASURED = """
import atexit, resource, runpy, sys
def tell():
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
    used = resource.getrusage(resource.RUSAGE_SELF)
    sys.stderr.write(f"{peak} {used.ru_utime + used.ru_stime}")
try:
    runpy.run_module("sites.darkroom", run_name="__main__")
finally:
    tell()
"""


def measured(received, widths=(240, 960)):
    """What the process said, the most memory in MB that it held, and the seconds of a processor that it took."""
    order = json.dumps({"widths": list(widths), "memory": Limits().memory, "processor": Limits().processor})
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, order], input=received, capture_output=True, cwd=ROOT, check=True
    )
    peak, seconds = done.stderr.split()
    return json.loads(done.stdout.partition(b"\n")[0]), int(peak) / 1024, float(seconds)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, data, *before):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(before) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def zeros(length):
    """So many zeros, pressed together."""
    press = zlib.compressobj(9)
    block = bytes(1_000_000)
    return b"".join(press.compress(block) for _ in range(length // len(block))) + press.flush()


def wide_jpeg(width, height, **said):
    """A small JPEG whose head says that it is larger."""
    small = bytearray(factories.picture(16, 16, "JPEG", **said))
    at = small.index(b"\xff\xc2" if said.get("progressive") else b"\xff\xc0")
    small[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(small)


def webp_of(width, height):
    """A lossless WebP of a few bytes that says it is of this size."""
    bits = (width - 1) | (height - 1) << 14
    body = b"VP8L" + struct.pack("<I", 16) + b"\x2f" + struct.pack("<I", bits) + bytes(11)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def moving(form):
    frames = [Image.new("RGB", (64, 64), (shade, 0, 0)) for shade in range(50)]
    written = BytesIO()
    frames[0].save(written, form, save_all=True, append_images=frames[1:])
    return written.getvalue()


def zipped():
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("Applet.class", b"\xca\xfe\xba\xbe")
    return written.getvalue()


def with_comment(said):
    return factories.picture(64, 48, "JPEG", comment=said)


def many_scans():
    """A JPEG that is drawn over and over again."""
    whole = factories.picture(64, 48, "JPEG", progressive=True)
    scan = whole[whole.index(b"\xff\xda") : -2]
    return whole[:-2] + scan * 500 + b"\xff\xd9"


HOSTILE = {
    "a PNG of a gigapixel, all zeros": lambda: png(32_000, 32_000, zeros(300_000_000)),
    "a PNG just within the limits that ends early": lambda: png(4_000, 4_000, zeros(20_000_000)),
    "a PNG with too many bytes for its size": lambda: png(10, 10, zeros(900_000_000)) + b"x",
    "a PNG with a bomb for a colour profile": lambda: png(9, 9, b"", chunk(b"iCCP", b"p\0\0" + zeros(300_000_000))),
    "a JPEG whose head says 4 gigapixels": lambda: wide_jpeg(65_500, 65_500),
    "a JPEG in layers whose head says 49 megapixels": lambda: wide_jpeg(7_000, 7_000, progressive=True),
    "a JPEG of 500 layers": many_scans,
    "a WebP whose head says 268 megapixels": lambda: webp_of(16_383, 16_383),
    "a WebP within the limits, of nothing": lambda: webp_of(2_200, 2_200),
    "an AVIF of 30 megapixels": lambda: factories.picture(6_000, 5_000, "AVIF", speed=10),
    "a GIF of many frames": lambda: moving("GIF"),
    "a TIFF of many frames": lambda: moving("TIFF"),
    "a PNG of many frames": lambda: moving("PNG"),
    "a WebP of many frames": lambda: moving("WEBP"),
    "an AVIF of many frames": lambda: moving("AVIF"),
    "a cut JPEG": lambda: factories.picture(400, 300, "JPEG")[:-40],
    "a JPEG without its last two bytes": lambda: factories.picture(400, 300, "JPEG")[:-2],
    "a cut PNG": lambda: factories.picture(400, 300)[:-12],
    "a cut WebP": lambda: factories.picture(400, 300, "WEBP")[:-10],
    "a cut AVIF": lambda: factories.picture(400, 300, "AVIF")[:-10],
    "a JPEG and a ZIP": lambda: factories.picture(form="JPEG") + zipped(),
    "a JPEG and a page": lambda: factories.picture(form="JPEG") + b"<html><script>alert(1)</script>",
    "a JPEG and a PDF": lambda: factories.picture(form="JPEG") + b"%PDF-1.7",
    "a JPEG and a film": lambda: factories.picture(form="JPEG") + b"\0\0\0\x18ftypmp42" + bytes(99) + b"x",
    "a PNG and a page": lambda: factories.picture() + b"<html>",
    "a WebP and a page": lambda: factories.picture(form="WEBP") + b"<html>",
    "an AVIF and a page": lambda: factories.picture(form="AVIF") + b"\0\0\0\x08html",
    "a ZIP in the notes of a JPEG": lambda: with_comment(zipped()),
    "a PDF in the notes of a JPEG": lambda: with_comment(b"%PDF-1.4\n1 0 obj"),
    "a ZIP between two JPEGs": lambda: factories.picture(form="JPEG") + zipped() + factories.picture(form="JPEG"),
    "a PDF": lambda: b"%PDF-1.7\n" + bytes(5000),
    "a page": lambda: b"  <!doctype html><script>alert(1)</script>",
    "a HEIC": lambda: b"\0\0\0\x18ftypheic" + bytes(400),
    "a film": lambda: b"\0\0\0\x18ftypmp42" + bytes(400),
    "a JPEG of a million markers": lambda: b"\xff\xd8" + b"\xff\xfe\0\2" * 4_000_000,
    "a PNG of a million chunks": lambda: b"\x89PNG\r\n\x1a\n" + chunk(b"tEXt", b"") * 1_500_000,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_in_words_within_two_seconds_and_a_hundred_megabytes(make):
    received = make()
    _, own, _ = measured(b"nothing", ())
    said, peak, seconds = measured(received)
    assert "fault" in said
    assert len(said["fault"]) > 20
    assert peak - own < MOST_MEMORY
    assert seconds < MOST_PROCESSOR


LEGITIMATE = {
    "a JPEG of 48 megapixels": lambda: grained(8_000, 6_000, "JPEG"),
    "a JPEG in layers of 14 megapixels": lambda: grained(4_600, 3_100, "JPEG", progressive=True),
    "a PNG of 15 megapixels": lambda: grained(4_600, 3_400, "PNG", compress_level=1),
    "a WebP of 5 megapixels": lambda: grained(2_500, 2_000, "WEBP"),
    "an AVIF of 8 megapixels": lambda: grained(3_200, 2_500, "AVIF", speed=10),
}


def grained(width, height, form, **said):
    noise = Image.effect_noise((width // 8, height // 8), 60).resize((width, height)).convert("RGB")
    written = BytesIO()
    noise.save(written, form, **said)
    return written.getvalue()


@pytest.mark.parametrize("make", LEGITIMATE.values(), ids=LEGITIMATE)
def test_what_a_camera_makes_is_taken(make):
    seen = develop(make(), (240, 960))
    assert [Image.open(BytesIO(one)).width for one in seen.made.values()] == [240, 960]


def test_the_limit_of_memory_refuses_what_nothing_else_does():
    whole = grained(4_000, 3_000, "PNG", compress_level=1)
    assert develop(whole).width == 4_000
    with pytest.raises(Fault, match="takes more than 8 MB of memory"):
        develop(whole, limits=Limits(memory=8))


def test_the_limits_of_time_refuse_what_nothing_else_does():
    with pytest.raises(Fault, match="takes too long"):
        develop(factories.picture(), limits=Limits(processor=0))
    with pytest.raises(Fault, match="takes too long"):
        develop(factories.picture(), limits=Limits(clock=0.001))


def test_a_phones_second_picture_behind_the_first_is_no_foreign_body():
    doubled = factories.picture(40, 30, "JPEG") + factories.picture(20, 15, "JPEG") + bytes(64)
    assert develop(doubled).width == 40


def test_a_picture_is_told_by_its_bytes_and_not_by_its_name():
    kinds = {form: develop(factories.picture(form=form)).media_type for form in ("JPEG", "PNG", "WEBP", "AVIF")}
    assert kinds == {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "AVIF": "image/avif"}


def test_what_is_too_large_is_not_looked_at(monkeypatch):
    with pytest.raises(Fault, match="larger than 20 MB"):
        develop(b"\xff\xd8" + bytes(darkroom.MOST_BYTES))
