"""A reader draws an area from a file: with a form, or by dropping it on the map."""

import json
from urllib.parse import parse_qsl, urlsplit

import factories
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sites.catalogue import parse_area

pytestmark = pytest.mark.django_db

BOX = {"type": "Polygon", "coordinates": [[[38, 34], [39, 34], [39, 35], [38, 35], [38, 34]]]}
FRONT = {"type": "LineString", "coordinates": [[38, 34], [39, 34]]}


def file(document):
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return SimpleUploadedFile("flood.geojson", data, "application/geo+json")


def dropped(client, document, address="/area/", kind="application/geo+json"):
    return client.post(address, document, content_type=kind, headers={"Accept": "application/json"})


def led_to(response):
    """Where a reader is sent on to: the path, and the parameters."""
    assert response.status_code == 303
    there = urlsplit(response["Location"])
    return there.path, parse_qsl(there.query)


def test_a_file_leads_to_the_map_of_its_area(client):
    path, [(parameter, text)] = led_to(client.post("/area/", {"file": file(BOX)}))
    assert (path, parameter) == ("/", "area")
    assert parse_area(text).bounds == (34, 38, 35, 39)


def test_the_sites_of_a_file_stand_on_the_page_it_leads_to(client):
    for name, latitude in [("Inside", 34.5), ("Outside", 36.5)]:
        factories.site(name, latitude=latitude, longitude=38.5)
    text = client.post("/area/", {"file": file(BOX)}, follow=True).content.decode()
    assert "Inside" in text
    assert "Outside" not in text


def test_the_filter_that_held_before_still_holds(client):
    old = "area=" + str(parse_area("??_ibE??_ibE"))
    form = client.get(f"/area/?level=severe&level=destroyed&country=SY&sort=since&{old}").content.decode()
    assert form.count('type="hidden"') == 4
    assert 'name="country" value="SY"' in form
    kept = {"level": ["severe", "destroyed"], "country": "SY", "sort": "since", "area": "??_ibE??_ibE"}
    for response in [
        client.post("/area/", kept | {"file": file(BOX)}),
        client.post("/area/?level=severe&level=destroyed&country=SY&sort=since", {"file": file(BOX)}),
    ]:
        _, pairs = led_to(response)
        assert [pair for pair in pairs if pair[0] != "area"] == [
            *[("level", "destroyed"), ("level", "severe"), ("country", "SY"), ("sort", "since")]
        ]
        assert parse_area(dict(pairs)["area"]).bounds == (34, 38, 35, 39)


def test_a_line_is_drawn_around_as_far_as_was_asked(client):
    south = {}
    for km in ("1", "", "50.5"):
        _, [(_, text)] = led_to(client.post("/area/", {"file": file(FRONT), "within_km": km}))
        south[km] = 34 - parse_area(text).bounds[0]
    assert south == pytest.approx({"1": 1 / 111.32, "": 10 / 111.32, "50.5": 50.5 / 111.32}, rel=0.01)


def test_the_map_is_told_the_area_its_outline_and_how_coarse_it_is(client):
    said = dropped(client, BOX).json()
    assert parse_area(said["area"]).bounds == (34, 38, 35, 39)
    assert said["geojson"]["type"] == "Polygon"
    assert said["tolerance_m"] == 0
    assert dropped(client, FRONT, "/area/?within_km=100").json()["area"] != dropped(client, FRONT).json()["area"]
    assert dropped(client, BOX, kind="application/json").json() == said
    assert client.post("/area/", {"file": file(BOX)}, headers={"Accept": "application/json"}).json() == said


def test_a_file_of_nearly_five_megabytes_is_taken(client):
    document = json.dumps(BOX).encode() + b" " * 4_800_000
    assert dropped(client, document).status_code == 200
    assert client.post("/area/", {"file": file(document)}).status_code == 303


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (b"<kml/>", "not JSON"),
        (b" ", "is empty"),
        (b'{"type": "Point", "coordinates": [380000, 4000000]}', "metres of a projected map"),
        (b" " * 5_050_000, "larger than 5 MB"),
        (b" " * 6_000_000, "larger than 5 MB"),
    ],
)
def test_what_cannot_be_drawn_is_said_where_it_was_asked(client, document, said):
    answer = dropped(client, document)
    assert answer.status_code == 400
    assert answer.json()["field"] == "area"
    assert said in answer.json()["message"]
    page = client.post("/area/", {"file": file(document)})
    assert page.status_code == 400
    assert said in page.content.decode()
    assert 'name="file"' in page.content.decode(), "the form stands there to try again"


def test_a_form_without_a_file_asks_for_one(client):
    for sent in ({}, {"file": "flood.geojson"}):
        page = client.post("/area/", sent)
        assert (page.status_code, "Choose a GeoJSON file" in page.content.decode()) == (400, True)


def test_what_was_filled_in_stands_there_after_a_mistake(client):
    text = client.post("/area/", {"file": file(b"<kml/>"), "country": "SY", "within_km": "25"}).content.decode()
    assert 'name="country" value="SY"' in text
    assert 'value="25"' in text


@pytest.mark.parametrize(
    ("address", "field"),
    [("/area/?within_km=far", "within_km"), ("/area/?level=ruined", "level"), ("/area/?colour=red", "colour")],
)
def test_what_stands_wrongly_beside_the_file_is_named(client, address, field):
    answer = dropped(client, BOX, address)
    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert client.post(address, {"file": file(BOX)}).status_code == 400


def test_nobody_needs_a_cookie_to_draw_and_no_answer_is_kept(db):
    strict = Client(enforce_csrf_checks=True)
    for answer in (strict.post("/area/", {"file": file(BOX)}), dropped(strict, BOX)):
        assert answer.status_code in (200, 303)
        assert answer.cookies == {}
        assert "no-store" in answer["Cache-Control"]


def test_the_form_is_a_page_like_every_other(client):
    page = client.get("/area/")
    assert page.status_code == 200
    assert {"public", "max-age=0", "must-revalidate"} == set(page["Cache-Control"].split(", "))
    assert client.head("/area/").status_code == 200
    assert client.put("/area/").status_code == 405
    assert client.get("/area/?colour=red").status_code == 400
    assert client.get("/area/?fbclid=1&country=SY")["Location"] == "/area/?country=SY"
