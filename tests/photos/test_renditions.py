"""What leaves a photo is its pixels: no place, no comment, no bomb."""

import random
import re
import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from factories import draft_photo, photo, picture, publish, site
from PIL import ExifTags, Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from sites import catalogue
from sites.darkroom.pixels import negative_of
from sites.photos import inspect
from sites.terms import Fault

CANARY = "33.5123457"


def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def exif(orientation=1):
    """GPS coordinates, a user comment and an artist, as a camera or a careless editor leaves them."""
    held = Image.Exif()
    held[ExifTags.Base.Orientation] = orientation
    held[ExifTags.Base.Artist] = held[ExifTags.Base.ImageDescription] = CANARY
    place = held.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (33.0, 30.0, 44.4)
    place[ExifTags.GPS.GPSAreaInformation] = CANARY.encode()
    camera = held.get_ifd(ExifTags.IFD.Exif)
    camera[ExifTags.Base.UserComment] = camera[ExifTags.Base.MakerNote] = CANARY.encode()
    camera[ExifTags.Base.DateTimeOriginal] = "2016:03:27 10:11:12"
    held.get_ifd(ExifTags.IFD.IFD1)[ExifTags.Base.ImageDescription] = CANARY
    return held


def with_segment(marker, content):
    """A JPEG with a segment of its own behind the first two bytes."""
    whole = picture(form="JPEG")
    return whole[:2] + marker + struct.pack(">H", len(content) + 2) + content + whole[2:]


def press_agency():
    """A JPEG with IPTC: city, byline, caption, as agencies write them."""
    said = b"".join(b"\x1c\x02" + bytes([field, 0, len(CANARY)]) + CANARY.encode() for field in (90, 80, 120))
    held = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(said)) + said + b"\0" * (len(said) % 2)
    return with_segment(b"\xff\xed", b"Photoshop 3.0\0" + held)


def profile():
    """The profile of sRGB, described by somebody."""
    known = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert b"s\0R\0G\0B\0 \0b" in known
    return known.replace("sRGB built-in".encode("utf-16-be"), CANARY.ljust(13)[:13].encode("utf-16-be"))


def found(kind, received):
    return [at.start() for at in re.finditer(kind, received)]


def unpressed(data):
    return zlib.decompressobj().decompress(data[data.index(b"\0") + 2 :])


def noted():
    notes = PngInfo()
    for key in ("Comment", "XML:com.adobe.xmp"):
        notes.add_text(key, CANARY)
        notes.add_itxt(key, CANARY)
    return notes


def pressed():
    notes = PngInfo()
    notes.add_text("Comment", CANARY, zip=True)
    return notes


TALKATIVE = {
    "JPEG comment": lambda: picture(form="JPEG", comment=CANARY.encode()),
    "JPEG EXIF": lambda: picture(form="JPEG", exif=exif()),
    "JPEG XMP": lambda: picture(form="JPEG", xmp=CANARY.encode()),
    "PNG text": lambda: picture(pnginfo=noted()),
    "PNG EXIF": lambda: picture(exif=exif()),
    "WebP EXIF": lambda: picture(form="WEBP", exif=exif()),
    "WebP XMP": lambda: picture(form="WEBP", xmp=CANARY.encode()),
    "JPEG IPTC": press_agency,
    "JPEG unknown segment": lambda: with_segment(b"\xff\xeb", CANARY.encode()),
    "JPEG preview": lambda: picture(form="JPEG") + picture(form="JPEG", comment=CANARY.encode()),
    "PNG pressed text": lambda: picture(pnginfo=pressed()),
    "PNG unknown chunk": lambda: picture().replace(
        chunk(b"IEND", b""), chunk(b"viSt", CANARY.encode()) + chunk(b"IEND", b"")
    ),
    "AVIF EXIF": lambda: picture(form="AVIF", exif=exif()),
    "AVIF XMP": lambda: picture(form="AVIF", xmp=CANARY.encode()),
    "JPEG profile": lambda: picture(form="JPEG", icc_profile=profile()),
    "PNG profile": lambda: picture(icc_profile=CANARY.encode() * 20),
    "WebP profile": lambda: picture(form="WEBP", icc_profile=profile()),
    "AVIF profile": lambda: picture(form="AVIF", icc_profile=profile()),
    "colour profile": lambda: picture(form="JPEG", icc_profile=CANARY.encode() * 20),
}


def is_told(received):
    spelt = [CANARY.encode(), CANARY.encode("utf-16-be")]
    pressed = [unpressed(received[at + 4 :]) for kind in (b"zTXt", b"iCCP") for at in found(kind, received)]
    return any(one in data for one in spelt for data in [received, *pressed])


@pytest.mark.django_db
@pytest.mark.parametrize("received", [make() for make in TALKATIVE.values()], ids=TALKATIVE)
def test_nothing_but_pixels_leaves_a_picture(received, client):
    assert is_told(received)
    place = site()
    shown = photo(place, received)
    page = client.get(f"/sites/{place.slug}/").content
    assert shown.sha256.encode() in page
    assert CANARY.encode() not in page
    (name,) = shown.renditions.values()
    with default_storage.open(name) as file:
        written = file.read()
    assert not is_told(written)
    assert b"2016" not in written
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
def test_a_small_rendition_is_light_enough_for_a_slow_line_and_a_large_one_keeps_its_quality():
    """A view of rubble: nothing in it is smooth."""
    written = BytesIO()
    Image.effect_noise((1000, 750), 70).convert("RGB").save(written, "PNG")
    shown = photo(site(), written.getvalue())
    small, large = (default_storage.size(name) for name in shown.renditions.values())
    assert 30_000 < small <= 60_000
    assert large > 200_000


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
    with (
        catalogue.photo_file(drafted.sha256, drafted.width) as file,
        default_storage.open(drafted.renditions[drafted.width]) as kept,
    ):
        assert file.read() == kept.read()
    assert catalogue.photo_file(drafted.sha256, drafted.width + 1) is None
    assert catalogue.photo_file("../../db.sqlite3", 480) is None


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


@pytest.mark.django_db
def test_colours_are_those_that_the_pictures_own_profile_means():
    """A picture in Display P3, where a full red is a stronger one than that of sRGB."""
    written = BytesIO()
    Image.new("RGB", (24, 16), (200, 100, 100)).save(written, "PNG", icc_profile=wide_profile())
    shown = photo(site(), written.getvalue())
    with default_storage.open(shown.renditions[24]) as file:
        red, green, _ = Image.open(file).convert("RGB").getpixel((12, 8))
    assert red > 207
    assert green < 100


def wide_profile():
    """sRGB with the red of Display P3."""
    known = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {bytes(known[at : at + 4]): at for at in range(132, 132 + 12 * 20, 12)}
    start = struct.unpack(">I", known[tags[b"rXYZ"] + 4 : tags[b"rXYZ"] + 8])[0]
    known[start + 8 : start + 20] = struct.pack(">3i", *(round(one * 65536) for one in (0.5151, 0.2412, -0.0011)))
    return bytes(known)


@pytest.mark.django_db
def test_what_was_made_invisible_does_not_come_to_light():
    hidden = Image.new("RGBA", (24, 16), (255, 0, 0, 0))
    written = BytesIO()
    hidden.save(written, "PNG")
    shown = photo(site(), written.getvalue())
    with default_storage.open(shown.renditions[24]) as file:
        assert min(Image.open(file).convert("RGB").getpixel((12, 8))) > 250
