"""What a browser is given to install the site, and to keep what a reader asks it to keep."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings as here
from django.contrib.staticfiles import finders
from PIL import Image

pytestmark = pytest.mark.django_db


def test_the_site_can_be_installed_under_the_name_of_the_installation(client, settings):
    settings.SITE_NAME = "Museum “Al-Lat”"
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    said = json.loads(answer.content)
    assert (said["name"], said["start_url"], said["scope"], said["display"]) == (
        "Museum “Al-Lat”", "/", "/", "standalone",
    )  # fmt: skip
    assert {(one["sizes"], one["purpose"]) for one in said["icons"]} == {
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip
    for icon in said["icons"]:
        with Image.open(finders.find(icon["src"].removeprefix(here.STATIC_URL))) as picture:
            assert "{}x{}".format(*picture.size) == icon["sizes"]


@pytest.mark.parametrize(
    ("sign", "language", "direction"),
    [("", "en", "ltr"), ("/ar", "ar", "rtl"), ("/fr", "fr", "ltr"), ("/uk", "uk", "ltr")],
)
def test_what_is_installed_from_a_page_begins_in_its_language_and_is_the_same_program(
    client, sign, language, direction
):
    named = f"{sign}/manifest.webmanifest"
    assert f'<link rel="manifest" href="{named}">' in client.get(f"{sign}/about/").content.decode()
    said = json.loads(client.get(named).content)
    assert (said["lang"], said["dir"], said["start_url"]) == (language, direction, f"{sign}/")
    assert (said["id"], said["scope"]) == ("/", "/")


def test_the_worker_stands_at_the_root_and_is_asked_for_anew_each_time(client):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert (answer["Service-Worker-Allowed"], answer["Cache-Control"]) == ("/", "public, no-cache")
    assert b"addEventListener('fetch'" in answer.content


def test_an_installation_that_does_not_offer_it_has_devices_throw_away_what_they_kept(client, settings):
    settings.OFFLINE_READING = False
    worker = client.get("/sw.js").content
    assert b"unregister" in worker
    assert b"addEventListener('fetch'" not in worker
    page = client.get("/offline/").content.decode()
    assert "do not offer" in page
    assert "<button" not in page


def test_no_page_registers_the_worker_but_the_one_on_which_a_reader_asks_for_it(client):
    scripts = Path(here.BASE_DIR, "static").rglob("*.js")
    named = {one.name for one in scripts if "serviceWorker.register(" in one.read_text(encoding="utf-8")}
    assert named == {"page.js"}
    assert "js/offline/page.js" in client.get("/offline/").content.decode()
    for path in ("/", "/sites/", "/about/", "/data/"):
        assert "offline/page" not in client.get(path).content.decode(), path


@pytest.mark.parametrize("path", ["/manifest.webmanifest", "/ar/manifest.webmanifest", "/sw.js", "/offline/"])
def test_they_take_no_parameters(client, path):
    assert client.get(f"{path}?x=1").status_code == 400


def test_what_the_worker_never_keeps_is_the_desk_and_what_readers_send(client):
    source = client.get("/sw.js").content.decode()
    never = re.compile(re.search(r"const NEVER = /(.+)/;", source).group(1))
    for path in ("/admin/", "/ar/admin/", "/follow/", "/fr/follow/x/", "/static/admin/css/base.css", "/sw.js"):
        assert never.match(path), path
    for path in ("/", "/sites/admin-palace/", "/map/1/0/0.json", "/static/css/base.css", "/administration/"):
        assert not never.match(path), path
