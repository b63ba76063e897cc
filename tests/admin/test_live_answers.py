"""While somebody types: dates in words, points from any notation, what the public will see, what is near."""

import json
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import factories
import pytest
from django.utils import timezone

from sites.answers import live
from sites.models import Standing


def ask(client, text, **said):
    return client.post("/admin/desk/point/", {"text": text} | said)


def test_a_date_in_words(editor):
    answer = editor.get("/admin/desk/date/", {"text": "2015-06-26/2015-08-27"}).json()
    assert answer["words"] == "between 26 June and 27 August 2015"


def test_a_date_in_the_words_of_an_arabic_editor(editor):
    answer = editor.get("/admin/desk/date/", {"text": "2015-08-23"}, headers={"accept-language": "ar"}).json()
    assert answer["words"] == "23 آب/أغسطس 2015"


@pytest.mark.parametrize("text", ["2015-02-30", "", "x" * 5000, "summer"])
def test_a_date_that_is_none(editor, text):
    answer = editor.get("/admin/desk/date/", {"text": text})
    assert answer.status_code == 400
    assert answer.json()["message"]


@pytest.mark.parametrize("text", ["34.55355, 38.2701", "34°33′12.8″N 38°16′12.4″E", "N 34 33 12.8 E 38 16 12.4"])
def test_a_point_in_any_notation(editor, text):
    answer = ask(editor, text).json()
    assert (round(answer["latitude"], 3), round(answer["longitude"], 3)) == (34.554, 38.27)


@pytest.mark.parametrize("text", ["138, 20", "", "the well", "34", "1\x002, 3", "x" * 1_000_000])
def test_a_point_that_is_none(editor, text):
    answer = ask(editor, text)
    assert answer.status_code == 400
    assert answer.json()["message"]


@pytest.mark.parametrize(
    ("visibility", "words", "cell"),
    [
        ("exact", "The exact point", None),
        ("0.01", "A square of 0.01° (about 1.1 × 0.9 km) around 34.555, 38.275", [34.55, 38.27, 34.56, 38.28]),
        ("0.1", "A square of 0.1° (about 11.1 × 9.2 km) around 34.55, 38.25", [34.5, 38.2, 34.6, 38.3]),
        ("hidden", "No place: the public sees the country only.", None),
    ],
)
def test_what_the_public_will_see(editor, visibility, words, cell):
    answer = ask(editor, "34.5535, 38.2701", visibility=visibility).json()
    assert answer["public"].startswith(words)
    assert answer["cell"] == cell


def test_an_unknown_visibility_is_named(editor):
    assert "“everything” is not a visibility" in ask(editor, "34, 38", visibility="everything").json()["message"]


def test_sites_within_two_hundred_metres_are_named_with_their_distance(editor):
    factories.site("Arch", latitude=34.5500, longitude=38.2710)
    factories.draft_site("Gate", latitude=34.5510, longitude=38.2710)
    factories.site("Castle", latitude=34.5630, longitude=38.2570)
    near = ask(editor, "34.5499, 38.2710").json()["near"]
    assert [(site["name"], site["metres"]) for site in near] == [("Arch", 11), ("Gate", 122)]


def test_a_site_is_not_its_own_neighbour(editor):
    site = factories.site("Arch", latitude=34.55, longitude=38.271)
    assert ask(editor, "34.55, 38.271", site=site.pk).json()["near"] == []


@pytest.mark.parametrize("number", ["²", "9" * 5000, "Arch"])
def test_a_site_that_has_no_such_number_is_nobodys_neighbour(editor, number):
    assert ask(editor, "34.55, 38.271", site=number).json()["near"] == []


def test_neighbours_across_the_antimeridian_and_at_the_pole(editor):
    factories.site("Fiji", latitude=-16.5, longitude=-179.9995)
    factories.site("Pole", latitude=89.9999, longitude=90)
    assert [site["name"] for site in ask(editor, "-16.5, 179.9995").json()["near"]] == ["Fiji"]
    assert [site["name"] for site in ask(editor, "89.9999, -90").json()["near"]] == ["Pole"]


class Gazetteer(BaseHTTPRequestHandler):
    """A Nominatim of this machine: knows Palmyra, and nothing else."""

    def do_GET(self):
        self.server.asked.append((self.path, self.headers["User-Agent"]))
        places = [{"lat": "34.55", "lon": "38.27", "display_name": "Palmyra, Syria"}] if "Palmyra" in self.path else []
        body = json.dumps(places).encode()
        self.send_response(500 if "Broken" in self.path else 200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said):
        """Quiet."""


@pytest.fixture
def gazetteer(settings):
    with HTTPServer(("127.0.0.1", 0), Gazetteer) as server:
        server.asked = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.GEOCODER = "nominatim"
        settings.GEOCODER_URL = f"http://127.0.0.1:{server.server_port}"
        settings.GEOCODER_USER_AGENT = "A test, test@example.org"
        yield server
        server.shutdown()


def test_the_geocoder_is_off_unless_configured(editor):
    assert editor.post("/admin/desk/geocode/", {"query": "Palmyra"}).status_code == 404
    assert "Look up" not in editor.get("/admin/heritage/site/add/").content.decode()


def test_a_place_name_is_looked_up_and_the_provider_named(editor, gazetteer):
    answer = editor.post("/admin/desk/geocode/", {"query": "Palmyra"}).json()
    assert answer["places"] == [{"label": "Palmyra, Syria", "latitude": 34.55, "longitude": 38.27}]
    assert gazetteer.asked[0][1] == "A test, test@example.org"
    page = editor.get("/admin/heritage/site/add/").content.decode()
    assert f"is sent to 127.0.0.1:{gazetteer.server_port}" in page


def test_the_provider_is_asked_at_most_once_a_second(editor, gazetteer):
    begun = time.monotonic()
    for _ in range(3):
        assert editor.post("/admin/desk/geocode/", {"query": "Palmyra"}).status_code == 200
    assert time.monotonic() - begun >= 1.9
    assert len(gazetteer.asked) == 3


def test_several_servers_ask_it_in_turn(at_once):
    begun = time.monotonic()
    assert at_once(*[live._wait_in_line] * 3) == [None] * 3
    assert time.monotonic() - begun >= 1.9


def test_a_clock_that_was_set_back_makes_nobody_wait_for_it(db):
    Standing.objects.create(name=live.LINE, at=timezone.now() + timedelta(hours=1))
    begun = time.monotonic()
    live._wait_in_line()
    assert time.monotonic() - begun < 30


def test_what_is_sent_and_whose_names_they_are_stands_before_the_button(editor, gazetteer):
    page = editor.get("/admin/heritage/site/add/").content.decode()
    assert page.index("which then knows what this installation looks for") < page.index("data-look>")
    assert "© OpenStreetMap contributors" in page


def test_a_name_that_nobody_knows(editor, gazetteer):
    assert editor.post("/admin/desk/geocode/", {"query": "Nowhere"}).json() == {"places": []}


def test_a_geocoder_that_fails_is_said_to(editor, gazetteer):
    answer = editor.post("/admin/desk/geocode/", {"query": "Broken"})
    assert answer.status_code == 502
    assert "did not answer as it should" in answer.json()["message"]


@pytest.mark.parametrize("query", ["", " ", "x" * 1_000_000, "a\0b"])
def test_a_query_that_cannot_be_used_goes_nowhere(editor, gazetteer, query):
    assert editor.post("/admin/desk/geocode/", {"query": query}).status_code == 400
    assert gazetteer.asked == []


@pytest.mark.parametrize("address", ["/admin/desk/point/", "/admin/desk/geocode/"])
def test_places_never_stand_in_an_address(editor, address):
    assert editor.get(address, {"text": "34, 38", "query": "Palmyra"}).status_code == 405
