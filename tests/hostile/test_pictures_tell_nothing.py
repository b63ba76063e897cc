"""What a camera, an agency or an enemy wrote into a picture is in nothing that the server hands out; what is no whole
picture is refused in words and leaves no file, through the page where editors upload."""

import random
import re
import struct
from io import BytesIO
from pathlib import Path

import factories
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import ExifTags, Image
from soaking import times

from sites import review
from sites.models import Photo

CANARY = "33.5123457N"
XMP = b"http://ns.adobe.com/xap/1.0/\0"
EXTENDED = b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32 + bytes(8)
IPTC = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x5a\0\x0b"
FIRST = ["EXIF of a JPEG", "extended XMP", "a second picture"]  # others are looked at in tests/photos too
pytestmark = [pytest.mark.django_db, pytest.mark.soak]


def noted(form, **said):
    held = Image.Exif()
    held[ExifTags.Base.ImageDescription] = held[ExifTags.Base.Copyright] = CANARY
    held.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = CANARY.encode()
    held.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.MakerNote] = CANARY.encode()
    held.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"UNICODE\0" + CANARY.encode("utf-16-be")
    return factories.picture(600, 400, form, exif=held, **said)


def segment(marker, content):
    whole = factories.picture(600, 400, "JPEG")
    return whole[:2] + b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content + whole[2:]


def commented():
    return factories.picture(form="JPEG", comment=CANARY.encode())


def of_two(second):
    """A Multi-Picture file, as phones and stereo cameras make them: another picture behind the first."""
    written = BytesIO()
    first = Image.open(BytesIO(factories.picture(600, 400, "JPEG")))
    first.save(written, "MPO", save_all=True, append_images=[Image.open(BytesIO(second))])
    return written.getvalue()


TALKATIVE = {
    "EXIF of a JPEG": lambda: noted("JPEG"),
    "EXIF of a PNG": lambda: noted("PNG"),
    "EXIF of a WebP": lambda: noted("WEBP"),
    "EXIF of an AVIF": lambda: noted("AVIF"),
    "XMP": lambda: segment(0xE1, XMP + CANARY.encode()),
    "extended XMP": lambda: segment(0xE1, EXTENDED + CANARY.encode()),
    "a comment": lambda: segment(0xFE, CANARY.encode()),
    "two comments, one in Arabic letters": lambda: segment(0xFE, f"تدمر {CANARY}".encode()),
    "IPTC": lambda: segment(
        0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x5a\0\x0b" + CANARY.encode()
    ),
    "a preview in the EXIF": lambda: segment(
        0xE1, b"Exif\0\0" + factories.picture(form="JPEG", comment=CANARY.encode())
    ),
    "a segment nobody knows": lambda: segment(0xEF, CANARY.encode()),
    "a second picture": lambda: of_two(factories.picture(600, 400, "JPEG", comment=CANARY.encode())),
    "a second picture behind the end": lambda: factories.picture(600, 400, "JPEG") + segment(0xFE, CANARY.encode()),
}
NAMES = {
    "a way out": "../../../../etc/cron.d/33.5123457N.jpg",
    "a way out for Windows": "..\\..\\33.5123457N.jpg",
    "300 letters": "33.5123457N" + "x" * 300 + ".jpg",
    "letters that run backwards": "33.5123457N\u202egpj.exe",
    "a file of the server": ".htaccess",
    "a device": "CON",
    "a smiling face": "33.5123457N😀.jpg",
    "markup": '33.5123457N"><img src=x onerror=alert(1)>.jpg',
}


@pytest.fixture
def desk():
    client = Client()
    client.force_login(factories.editor())
    return client


@pytest.fixture
def site():
    return factories.site("Arch", latitude=35.0, longitude=39.0)


def upload(desk, site, received, name="a.jpg"):
    shared = {"site": site.pk, "moment": "after", "credit": "A. Photographer", "licence": "CC BY 4.0"}
    file = SimpleUploadedFile("a.jpg", received)
    file._name = name  # as a client of its own making would send it: Django's own cuts it down already
    return desk.post("/admin/heritage/photo/upload/", shared | {"files": file})


def kept(settings):
    return [one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()]


def handed_out(desk, photo):
    """Everything that is served of a picture, to readers and at the desk, with the headers."""
    reader = Client()
    addresses = [f"/admin/desk/pictures/{photo.pk}/{width}/" for width in (240, 960)]
    addresses += [
        f"/admin/heritage/photo/{photo.pk}/change/",
        "/admin/heritage/photo/",
        "/admin/heritage/photo/upload/",
    ]
    addresses += [f"/photos/{photo.sha256}-{width}.webp" for width in photo.renditions]
    addresses += ["/sites/arch/", "/sites/arch.jsonld", "/sites/arch.geojson", "/sites.csv"]
    for address in addresses:
        answer = (desk if address.startswith("/admin/") else reader).get(address)
        assert answer.status_code == 200, address
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        yield address, str(answer.headers).encode() + body


@pytest.mark.parametrize("what", times(FIRST, list(TALKATIVE)))
def test_no_word_of_it_is_served(desk, site, what):
    received = TALKATIVE[what]()
    assert any(CANARY.encode(letters) in received for letters in ("utf-8", "utf-16-be"))
    page = upload(desk, site, received).content.decode()
    photo = Photo.objects.first()
    assert photo, re.sub(r"<[^>]+>|\s+", " ", page)[:2000]
    photo.alt = "An arch"
    photo.save()
    review.publish(photo, by=factories.reviewer(), reason=factories.WHY)
    for address, served in handed_out(desk, photo):
        for letters in ("utf-8", "utf-16-be", "utf-16-le"):
            assert CANARY.encode(letters) not in served, address


def test_a_picture_is_kept_under_its_digest_whatever_it_was_called(desk, site, settings):
    for name in NAMES.values():
        upload(desk, site, factories.picture(24, 16), name)
    photos = list(Photo.objects.all())
    assert {photo.original.name for photo in photos} == {f"photos/originals/{photo.sha256}" for photo in photos}
    assert len(photos) == len(NAMES)
    assert {re.sub("[0-9a-f]{64}", "N", one.name) for one in kept(settings)} == {"N", "N-240.webp", "N-960.webp"}
    photos[0].alt = "An arch"
    photos[0].save()
    review.publish(photos[0], by=factories.reviewer(), reason=factories.WHY)
    for address, served in handed_out(desk, photos[0]):
        assert b"33.5123457" not in served, address
        assert b"onerror=alert" not in served, address


def spoiled(form):
    """Pictures that were cut, and pictures in which bytes were changed."""
    whole, chance = noted(form), random.Random(form)  # noqa: S311
    for at in range(times(2, 20)):
        yield whole[: len(whole) * at // times(2, 20)]
    for _ in range(times(2, 200)):
        damaged = bytearray(whole)
        for _ in range(chance.choice([1, 4, 200])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        yield bytes(damaged)


@pytest.mark.parametrize("form", times(["JPEG"], ["JPEG", "PNG", "WEBP", "AVIF"]))
def test_what_is_cut_or_damaged_is_kept_whole_or_refused_in_words_with_nothing_left(desk, site, settings, form):
    for received in spoiled(form):
        before, known = kept(settings), Photo.objects.count()
        answer = upload(desk, site, received)
        assert answer.status_code == 200
        if Photo.objects.count() == known:
            assert kept(settings) == before
            said = re.sub(r"<[^>]+>", " ", answer.content.decode())
            assert re.search(r"a\.jpg|empty", said), "the file that was refused is named"
        else:
            newest = Photo.objects.first() if Photo.objects.count() == 1 else Photo.objects.latest("pk")
            assert default_storage.exists(newest.original.name)


@pytest.mark.parametrize(
    "received",
    [
        b"",
        b"\0",
        b"GIF89a/*" + bytes(20) + b"*/=alert(1)//;",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9999999 9999999\n",
        b"SIMPLE  =                    T" + b" " * 2850,
        b"II*\0" + bytes(2000),
        b"\xff\xd8\xff\xe0" + b"<?php system($_GET[0]); ?>",
        b"BM" + struct.pack("<I", 2**31) + bytes(200),
    ],
    ids=["empty", "one zero", "a GIF that is a script", "a drawing", "EPS", "FITS", "TIFF", "a program", "BMP"],
)
def test_what_is_no_picture_is_refused_by_name_and_leaves_nothing(desk, site, settings, received):
    answer = upload(desk, site, received)
    assert answer.status_code == 200
    assert "a.jpg" in answer.content.decode() or not received
    assert not Photo.objects.exists()
    assert kept(settings) == []
