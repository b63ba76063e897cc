"""The outline of a site: drawn, pasted or from a file; kept beside the point, told in words, shown where it may be."""

import json
from itertools import pairwise

import factories
import pytest
from django.test import Client
from django.urls import reverse
from factories import WHY, draft_site, person, reviewer, site
from paperwork import site_form
from sitting import signed_in

from sites import archive, catalogue, review
from sites.admin.story import tell
from sites.models import Decision, Site

RING = [[38.27, 34.55], [38.274, 34.55], [38.274, 34.554], [38.27, 34.554], [38.27, 34.55]]
OUTLINE = {"type": "Polygon", "coordinates": [RING]}
SWAPPED = {"type": "Polygon", "coordinates": [[[latitude, longitude] for longitude, latitude in RING]]}


@pytest.fixture
def steward(db):
    return signed_in(person("steward", "Steward", is_staff=True))


def ask(client, outline, point="34.5535, 38.2701"):
    text = outline if isinstance(outline, str) else json.dumps(outline)
    return client.post("/admin/desk/outline/", {"text": text, "point": point})


@pytest.mark.parametrize(
    "wrapped",
    [
        OUTLINE,
        {"type": "Feature", "properties": {}, "geometry": OUTLINE},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": None, "geometry": OUTLINE}]},
        {"type": "Polygon", "coordinates": [RING[::-1]]},
        {"type": "MultiPolygon", "coordinates": [[[[*corner, 120.5] for corner in RING]]]},
        {"type": "Polygon", "coordinates": [[[x + 1e-8, y] for x, y in RING]]},
    ],
)
def test_an_outline_comes_back_as_one_polygon_wound_and_rounded_as_it_is_kept(editor, wrapped):
    answer = ask(editor, wrapped).json()
    assert answer["outline"]["type"] == "Polygon"
    (ring,) = answer["outline"]["coordinates"]
    assert sorted(ring[:-1]) == sorted(RING[:-1])
    assert sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring)) < 0, "counter-clockwise"
    assert answer["words"] == "an outline with 4 corners, about 0.16 km²"
    assert ask(editor, answer["outline"]).json() == answer


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        ("", "empty"),
        ("{", "not JSON"),
        ({"type": "Point", "coordinates": [38, 34]}, "lines or points"),
        ({"type": "Polygon", "coordinates": [RING[:2]]}, "fewer than three corners"),
        ({"type": "Polygon", "coordinates": [[RING[0], RING[2], RING[1], RING[3], RING[0]]]}, "crosses itself"),
        ({"type": "Polygon", "coordinates": [[[x + 1, y] for x, y in RING]]}, "km away"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [50, 0], [50, 50], [0, 50], [0, 0]]]}, "more than 5 degrees"),
        ({"type": "Polygon", "coordinates": [[[x, 91] for x, _ in RING]]}, "off the earth"),
        (SWAPPED, "puts longitude first"),
        (
            {
                "type": "Polygon",
                "coordinates": [[*[[38.27 + n / 1e5, 34.55] for n in range(3000)], [38.28, 34.56], [38.27, 34.55]]],
            },
            "at most 2000",
        ),
    ],
)
def test_what_is_no_outline_of_this_site_is_refused_with_the_reason(editor, drawn, told):
    answer = ask(editor, drawn)
    assert answer.status_code == 400
    assert told in answer.json()["message"]


def test_an_outline_is_saved_as_a_decision_that_tells_it_in_words(editor):
    text = json.dumps(OUTLINE)
    assert (
        editor.post("/admin/heritage/site/add/", site_form(coordinates="34.5535, 38.2701", footprint=text)).status_code
        == 302
    )
    made = Site.objects.get()
    assert made.footprint["type"] == "Polygon"
    told = tell(Decision.objects.get(kind="site"), factories.steward())
    (line,) = [one.after for one in told.differences if one.field == "outline"]
    assert line == ["an outline with 4 corners, about 0.16 km²"]
    assert not list(archive.broken())


def test_saving_a_site_again_changes_nothing_of_its_outline(steward):
    text = json.dumps(OUTLINE)
    said = {"coordinates": "34.5535, 38.2701", "footprint": text}
    steward.post("/admin/heritage/site/add/", site_form(**said))
    made = Site.objects.get()
    page = steward.get(reverse("admin:heritage_site_change", args=[made.pk]))
    kept = page.context["adminform"].form["footprint"].value()
    again = site_form(latitude=34.5535, longitude=38.2701, footprint=kept)
    assert steward.post(reverse("admin:heritage_site_change", args=[made.pk]), again).status_code == 302
    assert Decision.objects.count() == 1


def test_an_outline_that_lies_elsewhere_is_refused_by_the_form(editor):
    said = site_form(coordinates="10, 10", country="NG", footprint=json.dumps(OUTLINE))
    page = editor.post("/admin/heritage/site/add/", said)
    assert "km away from the site" in page.content.decode()
    assert not Site.objects.exists()


def test_readers_see_the_outline_of_an_exact_place_only(db):
    place = site("Temple", footprint=OUTLINE)
    assert catalogue.site("temple").footprint == OUTLINE
    assert "data-outline" in Client().get("/sites/temple/").content.decode()
    for visibility in ("0.01", "0.1", "hidden"):
        before = review.account(place)
        place.visibility = visibility
        place.save()
        review.record(place, by=reviewer(), reason=WHY, before=before)
        assert catalogue.site("temple").footprint is None
        assert "38.274" not in Client().get("/sites/temple/").content.decode()


def test_who_may_not_see_the_place_neither_sees_nor_loses_its_outline(editor, steward):
    tomb = draft_site("Tomb", visibility="0.1", footprint=OUTLINE)
    address = reverse("admin:heritage_site_change", args=[tomb.pk])
    assert "38.274" in steward.get(address).content.decode()
    assert "38.274" not in editor.get(address).content.decode()
    said = site_form(name="Tomb", slug="tomb", footprint="", summary="Old.")
    assert editor.post(address, said).status_code == 302
    tomb.refresh_from_db()
    assert (tomb.summary, tomb.footprint) == ("Old.", OUTLINE)


# ── names and identifiers


@pytest.mark.parametrize(
    ("scheme", "text", "kept"),
    [
        ("wikidata", "Q5747", "Q5747"),
        ("wikidata", " https://www.wikidata.org/wiki/Q5747#P31 ", "Q5747"),
        ("wikidata", "wikidata.org/wiki/Q5747", "Q5747"),
        ("whc", "https://whc.unesco.org/en/list/23/", "23"),
        ("osm", "https://www.openstreetmap.org/way/91460784?mlat=3", "way/91460784"),
        ("geonames", "https://www.geonames.org/163808/tadmur.html", "163808"),
        ("pleiades", "http://pleiades.stoa.org/places/668331", "668331"),
        ("tgn", "http://vocab.getty.edu/tgn/7002388", "7002388"),
    ],
)
def test_an_identifier_is_taken_out_of_its_address(editor, scheme, text, kept):
    answer = editor.post("/admin/desk/identifier/", {"scheme": scheme, "text": text}).json()
    assert answer["value"] == kept
    assert kept in answer["address"]
    rows = {"identifiers-TOTAL_FORMS": 1, "identifiers-0-scheme": scheme, "identifiers-0-value": text}
    editor.post("/admin/heritage/site/add/", site_form() | rows)
    assert Site.objects.get().identifiers.get().value == kept


@pytest.mark.parametrize(
    ("scheme", "text"),
    [("wikidata", "5747"), ("wikidata", "https://evil.example/wiki/Q1"), ("nothing", "Q1"), ("", "")],
)
def test_what_is_no_identifier_is_said_to(editor, scheme, text):
    answer = editor.post("/admin/desk/identifier/", {"scheme": scheme, "text": text})
    assert answer.status_code == 400
    assert answer.json()["message"]


def test_an_identifier_that_another_site_has_is_remarked_upon(editor):
    site("Temple of Bel", identifiers=[("wikidata", "Q5747")])
    said = editor.post("/admin/desk/identifier/", {"scheme": "wikidata", "text": "Q5747"}).json()
    assert "“Temple of Bel”: are they the same?" in said["warning"]
    rows = {"identifiers-TOTAL_FORMS": 1, "identifiers-0-scheme": "wikidata", "identifiers-0-value": "Q5747"}
    names = {"names-TOTAL_FORMS": 3}
    for number, text in enumerate(("معبد نبو", "معبد نابو", "temple of nabu")):
        names |= {f"names-{number}-text": text, f"names-{number}-language": "ar", f"names-{number}-kind": "official"}
    saved = editor.post("/admin/heritage/site/add/", site_form() | rows | names, follow=True).content.decode()
    assert "are they the same?" in saved
    assert "3 official names in “ar”" in saved
    assert "is the main name again" in saved


def test_the_preview_says_what_else_readers_are_not_told(editor):
    said = {"text": "34.5535, 38.2701"}
    words = editor.post("/admin/desk/point/", said | {"visibility": "0.1"}).json()["withheld"]
    for name in ("place", "precision", "source of the coordinates", "outline", "identifiers"):
        assert name in words
    assert editor.post("/admin/desk/point/", said | {"visibility": "exact"}).json()["withheld"] == ""
