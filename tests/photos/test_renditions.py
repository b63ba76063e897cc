"""What leaves a photo is its pixels: no place, no comment, no bomb."""

import random
import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from factories import draft_photo, photo, picture, publish, site
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from sites import catalogue
from sites.darkroom.pixels import negative_of
from sites.photos import inspect
from sites.terms import Fault

CANARY = "33.5123457"


def exif(orientation=1):
    """GPS coordinates, a user comment and an artist, as a camera or a careless editor leaves them."""
    held = Image.Exif()
    held[ExifTags.Base.Orientation] = orientation
    held[ExifTags.Base.Artist] = held[ExifTags.Base.ImageDescription] = CANARY
    place = held.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (33.0, 30.0, 44.4)
    place[ExifTags.GPS.GPSAreaInformation] = CANARY.encode()
    held.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = CANARY.encode()
    return held


def noted():
    notes = PngInfo()
    for key in ("Comment", "XML:com.adobe.xmp"):
        notes.add_text(key, CANARY)
        notes.add_itxt(key, CANARY)
    return notes


TALKATIVE = {
    "JPEG comment": lambda: picture(form="JPEG", comment=CANARY.encode()),
    "JPEG EXIF": lambda: picture(form="JPEG", exif=exif()),
    "JPEG XMP": lambda: picture(form="JPEG", xmp=CANARY.encode()),
    "PNG text": lambda: picture(pnginfo=noted()),
    "PNG EXIF": lambda: picture(exif=exif()),
    "WebP EXIF": lambda: picture(form="WEBP", exif=exif()),
    "WebP XMP": lambda: picture(form="WEBP", xmp=CANARY.encode()),
    "colour profile": lambda: picture(form="JPEG", icc_profile=CANARY.encode() * 20),
}


@pytest.mark.django_db
@pytest.mark.parametrize("received", [make() for make in TALKATIVE.values()], ids=TALKATIVE)
def test_nothing_but_pixels_leaves_a_picture(received):
    assert CANARY.encode() in received or b"GPS" in received
    place = site()
    shown = photo(place, received)
    (name,) = shown.renditions.values()
    with default_storage.open(name) as file:
        written = file.read()
    assert CANARY.encode() not in written
    rendition = Image.open(BytesIO(written))
    assert rendition.format == "WEBP"
    assert not set(rendition.info) & {"exif", "xmp", "icc_profile", "comment", "Comment"}
    assert not rendition.getexif()
    assert rendition.size == (shown.width, shown.height)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_taken_on_its_side_stands_upright(orientation):
    _, width, height = inspect(picture(24, 16, "JPEG", exif=exif(orientation)))
    assert (width, height) == ((24, 16) if orientation < 5 else (16, 24))


@pytest.mark.django_db
def test_a_picture_that_was_turned_shows_its_own_top():
    pixels = Image.new("RGB", (40, 20), "white")
    pixels.paste("black", (0, 0, 20, 20))
    written = BytesIO()
    pixels.save(written, "PNG", exif=exif(6))
    shown = photo(site(), written.getvalue())
    with default_storage.open(shown.renditions[20]) as file:
        upright = Image.open(file).convert("L")
    assert upright.size == (20, 40)
    assert upright.getpixel((10, 5)) < 60 < 200 < upright.getpixel((10, 35)), "the left, turned clockwise, is the top"


@pytest.mark.django_db
def test_renditions_are_never_wider_than_the_original_and_keep_its_shape():
    shown = photo(site(), picture(1000, 400))
    sizes = []
    for name in shown.renditions.values():
        with default_storage.open(name) as file:
            sizes.append(Image.open(file).size)
    assert sizes == [(480, 192), (960, 384)]


@pytest.mark.django_db
@pytest.mark.parametrize("size", [(1, 3000), (3000, 1)])
def test_a_sliver_is_still_a_picture(size):
    assert photo(site(), picture(*size)).renditions


@pytest.mark.django_db
def test_a_rendition_is_shown_only_while_picture_and_site_are_published():
    place = site()
    drafted = draft_photo(place)
    assert catalogue.photo_file(drafted.sha256, drafted.width) is None
    publish(drafted)
    assert catalogue.photo_file(drafted.sha256, drafted.width).is_file()
    assert catalogue.photo_file(drafted.sha256, drafted.width + 1) is None
    assert catalogue.photo_file("../../db.sqlite3", 480) is None


def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def bomb(width, height, *, notes=b""):
    """A PNG of a few bytes that claims to be of this size."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + notes + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


NO_PICTURES = {
    "nothing": b"",
    "text": b"<html><script>alert(1)</script></html>",
    "NULs": bytes(4096),
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "GIF": lambda: picture(form="GIF"),
    "TIFF": lambda: picture(form="TIFF"),
    "BMP": lambda: picture(form="BMP"),
    "60 megapixels": bomb(10_000, 6_000),
    "100 megapixels": bomb(10_000, 10_000),
    "a gigapixel": bomb(32_000, 32_000),
    "the largest size there is": bomb(2**31 - 1, 2**31 - 1),
    "no pixels": bomb(0, 0),
    "a bomb in a note": bomb(10, 10, notes=chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80_000_000), 9))),
    "missing pixels": bomb(1000, 1000),
    "a cut JPEG": lambda: picture(400, 300, "JPEG")[:600],
    "a cut PNG": lambda: picture(400, 300)[:60],
    "a cut WebP": lambda: picture(400, 300, "WEBP")[:40],
    "21 MB": b"\xff\xd8" + bytes(21 * 1024**2),
}


@pytest.mark.parametrize("received", NO_PICTURES.values(), ids=NO_PICTURES)
def test_what_cannot_be_shown_is_refused_in_words(received):
    received = received() if callable(received) else received
    with pytest.raises(Fault, match="picture"):
        inspect(received)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_pictures_of_any_mode_are_taken(mode):
    written = BytesIO()
    Image.new(mode, (24, 16)).save(written, "JPEG" if mode == "CMYK" else "PNG")
    assert inspect(written.getvalue())[1:] == (24, 16)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's complaints about a camera's notes, which we leave behind
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_damaged_file_is_taken_or_refused_in_words(form):
    """Flipped, cut and repeated bytes, everywhere in the file: nothing but a Fault comes out."""
    chance = random.Random(form)  # noqa: S311
    whole = picture(64, 48, form, exif=exif(6))
    refused = 0
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(chance.choice([1, 2, 8])):
            damaged[chance.randrange(len(damaged))] = chance.choice([0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)])
        if chance.random() < 0.2:
            del damaged[chance.randrange(len(damaged)) :]
        try:
            negative_of(bytes(damaged), 48)
        except Fault:
            refused += 1
    assert 0 < refused < 400
