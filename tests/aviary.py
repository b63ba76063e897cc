"""Forty sites whose places bear digits and words that stand nowhere else: ten spots, each in every class.

Whatever tells more of one of them than its class allows, sings: a canary of its own is found in it.
"""

import re
import struct
from collections.abc import Iterable, Iterator
from itertools import product

import factories
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from sites import review
from sites.models import Identifier, Report, Site
from sites.places import Point, generalise

CLASSES = ("exact", "0.01", "0.1", "hidden")
SPOTS = {
    "plain": (33.5123457, 36.3019283),
    "on an edge": (21.3, 47.8274613),
    "in a corner": (24.7, 53.4),
    "behind an edge": (28.0999999, 57.3999999),
    "at the pole": (90.0, 12.8364712),
    "at the other pole": (-90.0, 101.7362814),
    "at the antimeridian": (-16.7891634, 180.0),
    "behind the antimeridian": (66.8129483, -180.0),
    "far south and west": (-41.7391846, -112.8234713),
    "at a border": (37.0712846, 42.3671938),
}
# Degrees, and digits of its own for each class, so that no two have a cell or a song in common.
AWAY = {"exact": (0.0, 0.0), "0.01": (1.0, 0.0011213), "0.1": (3.0, 0.0024131), "hidden": (7.0, 0.0007321)}
SECRET = "Canary {} Hollow"
WORDS = ("Hollow", "Canary Survey", "Q9900", "EAMENA-0990", "Canary Exif", "Canary Note", "Canary Draft")
WORDS += ("Canary Revision", "Canary Reason", 'unborn"', "Canary Draft Nest")
AT_THE_END = [name for name, (latitude, longitude) in SPOTS.items() if abs(latitude) == 90 or abs(longitude) == 180]
REPORTED = ("plain", "at a border")


def spot(name: str, visibility: str) -> tuple[float, float]:
    """Where the canary of that spot and class sits: as near to the edge, the pole or the meridian as the spot."""
    latitude, longitude = SPOTS[name]
    latitude = latitude if abs(latitude) == 90 else _away(latitude, *AWAY[visibility])
    return latitude, longitude if abs(longitude) == 180 else _away(longitude, *AWAY[visibility])


def _away(degrees: float, far: float, digits: float) -> float:
    """What lies on an edge, or a hair before it, does so there too."""
    on_an_edge = abs(degrees * 10 - round(degrees * 10)) < 1e-5
    return round(degrees + far + (0 if on_an_edge else digits), 7)


def fill(spots: Iterable[str] = tuple(SPOTS)) -> dict[str, Site]:
    """All of them, published, by name; some with reports, a picture, a draft, a change that waits, and a past."""
    held = {}
    for number, (name, visibility) in enumerate(product(spots, CLASSES), start=1):
        site = held[f"{name} {visibility}"] = _site(number, name, visibility)
        if name in REPORTED:
            factories.report(site, "destroyed", verification="confirmed", causes=["looting"], event="2015-08-23")
        if name == "plain":
            _with_a_past(site)
    return held


def _site(number: int, name: str, visibility: str) -> Site:
    latitude, longitude = spot(name, visibility)
    steps = ((0, 0), (0.0002, 0), (0, 0.0002), (0, 0))
    ring = [[round(longitude + right, 7), round(latitude + up, 7)] for right, up in steps]
    return factories.site(
        f"Bird {number:02}",
        country="FJ",
        visibility=visibility,
        latitude=latitude,
        longitude=longitude,
        place=SECRET.format(number) if visibility != "exact" else f"Open Town {number}",
        precision_m=7919 if visibility != "exact" else 20,
        approximate=True,
        point_source="Canary Survey, sheet 4" if visibility != "exact" else "Open Survey",
        footprint=None if name in AT_THE_END else {"type": "Polygon", "coordinates": [ring]},
        identifiers=[("wikidata", f"Q9900{number}"), ("eamena", f"EAMENA-0990{number:03}")]
        if visibility != "exact"
        else [("wikidata", f"Q55{number}")],
        names=[(f"طائر {number}", "ar", "official")],
    )


def _with_a_past(site: Site) -> None:
    """A picture of a camera that knew where it was, notes between editors, and what the site said before."""
    factories.photo(site, snapshot(site))
    draft = factories.draft_report(site, "severe", summary="Canary Draft")
    review.submit(draft, by=factories.editor())
    review.give_back(draft, by=factories.reviewer(), reason="Canary Note: look again at the well.")
    if site.visibility != "exact":
        edit(site, place=f"{site.place}, Canary Revision")
        edit(site, place=SECRET.format(site.pk))


def edit(site: Site, by=None, reason: str = "Canary Reason", **said) -> None:
    """An edit through the write gate, accepted if it has to wait."""
    before = review.account(site)
    for name, value in said.items():
        setattr(site, name, value)
    site.save()
    factories.accepted(review.record(site, by=by or factories.steward(), reason=reason, before=before))
    site.refresh_from_db()


def snapshot(site: Site) -> bytes:
    """The file of a picture with the place in all its notes, in one format for each class."""
    said = f"Canary Exif {site.latitude!r} {site.longitude!r}"
    held = Image.Exif()
    held[ExifTags.Base.ImageDescription] = held[ExifTags.Base.Artist] = said
    held.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = said.encode()
    held.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = said.encode()
    notes = PngInfo()
    notes.add_text("Comment", said)
    form, how = {
        "exact": ("JPEG", {"exif": held, "comment": said.encode()}),
        "0.01": ("JPEG", {"exif": held, "comment": said.encode(), "xmp": said.encode()}),
        "0.1": ("PNG", {"exif": held, "pnginfo": notes}),
        "hidden": ("WEBP", {"exif": held, "xmp": said.encode()}),
    }[site.visibility]
    received = factories.picture(form=form, **how)
    assert b"Canary Exif" in received
    return received


def public_place(site: Site):
    """What readers may know of where it lies; None for nothing."""
    return generalise(Point(site.latitude, site.longitude), site.visibility)


def songs(site: Site) -> Iterator[bytes]:
    """What must stand nowhere: the digits behind those of its class, with and without those before them, and both
    numbers as machines write them."""
    known = {"exact": 2, "0.01": 2, "0.1": 1, "hidden": 1}[site.visibility]
    for degrees in (site.latitude, site.longitude):
        digits = f"{abs(degrees):.7f}".rstrip("0")
        whole, _, fraction = digits.partition(".")
        if len(fraction) > known + 2 and set(fraction[known:]) != {"9"}:
            yield f"{whole}.{fraction[: known + 1]}".encode()
            yield from [fraction[known:].encode()] if len(fraction) > known + 3 else []
        if len(fraction) > 4:
            yield from (struct.pack(order, degrees) for order in ("<d", ">d"))


def heard(sung: Iterable[bytes], text: bytes) -> list[bytes]:
    """What of it is found, each once, with some of what stands about it."""
    return [text[max(0, at - 80) : at + 40] for song in sung if (at := _first(song, text)) >= 0]


def _first(song: bytes, text: bytes) -> int:
    """Where it is found; not where its digits happen to be some of a longer number or of a check sum."""
    at = text.find(song)
    while at >= 0 and _by_chance(song, text, at):
        at = text.find(song, at + 1)
    return at


def _by_chance(song: bytes, text: bytes, at: int) -> bool:
    if b"." in song:
        return at > 0 and text[at - 1] in b"0123456789."
    if not song.isdigit():
        return False
    before = re.search(rb"[0-9a-f]*\Z", text[max(0, at - 64) : at]).group()
    after = re.match(rb"[0-9a-f]*", text[at : at + 64]).group()
    return not (before + after).isdigit()


def drafted() -> dict:
    """Records that readers must not find: a draft, one withdrawn, one merged away; and a report of each."""
    draft = factories.draft_site("Canary Draft Nest", slug="unborn", latitude=33.4417293, longitude=36.4417293)
    gone = factories.site("Canary Draft Owl", slug="gone", latitude=33.3317293, longitude=36.3317293, place=SECRET)
    factories.report(gone)
    review.withdraw(gone, by=factories.reviewer(), reason="It was not there.")
    old = factories.site("Old Roost", visibility="0.1", slug="old-roost")
    new = factories.site("Roost", visibility="0.1")
    Identifier.objects.create(site=old, scheme="wikidata", value="Q990077")
    review.merge(new, old, by=factories.reviewer(), reason="One and the same.")
    withdrawn = factories.report(new)
    review.withdraw(withdrawn, by=factories.reviewer(), reason="Twice.")
    return {"draft": draft, "gone": gone, "merged": old, "kept": new, "report": Report.objects.get(pk=withdrawn.pk)}
