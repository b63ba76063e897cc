"""Varnish and nginx, as operators are told to set them up, before the real server: they answer readers by themselves,
never with a page of the desk, and never with what was hidden a minute ago."""

import random
import re
import time
from pathlib import Path

import pytest
from aviary import heard, songs, spot
from django.conf import settings
from faults.machines import awaited, kill
from faults.visitor import Visitor
from permissions import scene, table

from sites import tongues
from sites.models import Site
from sites.terms import is_tracker, trackers

ROWS = [row for row in table.read(table.FILE.read_text(encoding="utf-8"))[1] if row.method == "GET"]
PASSED_BY = re.compile(r"/healthz|/metrics|(?:/ar)?/(?:follow|corrections)/")  # or its answer may not be kept
WHOLE = re.compile(r"/(?:sites|reports|articles|summary)\.(?!bib|ris|txt|csl)|/data/package|/releases/.*[^/]$")
HERE = Path(__file__).parent
PLACE = spot("plain", "exact")
OF_THE_DESK = b'action="/admin/logout/"'
MOMENT = 2  # seconds that a cache may answer by itself, where a test waits for their end
PATIENCE = MOMENT + 5 + 1  # and those in which Varnish still shows an answer while it asks for another
PAGES = (
    "/",
    "/sites/",
    "/map/0/0/0.json",
    "/badge/watchtower.svg",
    "/feeds/reports.atom",
    "/api/collections/sites/items",
)
TRACKED = {
    "/sites/?utm_source=x": "/sites/",
    "/sites/?utm_source=x&utm_medium=y&fbclid=z": "/sites/",
    "/sites/?fbclid=z&country=SY": "/sites/?country=SY",
    "/sites/?country=SY&utm_campaign=a%26b&fbclid": "/sites/?country=SY",
    "/sites/?country=SY&utm_source=x&level=severe": "/sites/?country=SY&level=severe",
}


def is_public(address):
    return not address.startswith("/admin/")


def is_kept(address):
    return is_public(address) and not PASSED_BY.match(address) and not WHOLE.match(address)


@pytest.fixture(scope="module")
def everywhere(place):
    """Every address that the table of permissions reads."""
    return [row.where(place.names) for row in ROWS]


def test_every_public_address_is_answered_a_second_time_without_the_server(front, everywhere):
    seen = {address: (front.ask(address), front.ask(address)) for address in everywhere if is_public(address)}
    sound = {address: both for address, both in seen.items() if both[0].status in (200, 301, 302, 404, 410)}
    assert len(sound) > 100
    assert {address for address in sound if is_kept(address)} == {
        address for address in sound if sound[address][1].kept
    }
    for address, (first, again) in sound.items():
        if is_kept(address):
            assert (again.status, again.text, again.headers.get("etag")) == (
                first.status,
                first.text,
                first.headers.get("etag"),
            ), address


def test_browsers_and_caches_farther_on_are_told_to_ask_each_time(front, everywhere):
    for address in filter(is_kept, everywhere):
        told = front.ask(address).headers["cache-control"]
        assert "s-maxage" not in told, address
        asks = {"max-age=0", "no-cache", "no-store"} & set(told.split(", "))
        assert asks or address.startswith(("/styleguide/", "/static/")), (address, told)


def test_no_page_of_the_desk_is_ever_kept(front, everywhere, place):
    editor = Visitor(front.port)
    assert editor.sign_in("editor", scene.PASSWORD).status == 302
    desk = [one for one in everywhere if not is_public(one) and "logout" not in one]
    seen = {address: editor.get(address) for address in desk}
    assert len([one for one in seen.values() if OF_THE_DESK in one.content]) > 20, "there is something to be kept"
    for address in desk:
        again = [editor.get(address), front.ask(address)]
        assert {one.headers.get("x-cache", "none").lower() for one in again} <= {"pass", "none"}, address
        assert again[1].status in (200, 302, 404), address
        assert OF_THE_DESK not in again[1].text, f"{address} shows a stranger the desk"


def test_what_an_editor_looks_at_is_neither_taken_from_the_cache_nor_left_there(front):
    editor, address = Visitor(front.port), "/sites/?q=arch&sort=level"
    editor.sign_in("editor", scene.PASSWORD)
    assert [editor.get(address).headers["X-Cache"].lower() in ("pass", "bypass") for _ in range(2)] == [True, True]
    assert editor.get(address).headers["Cache-Control"] == "private, no-cache"
    assert [front.ask(address).kept for _ in range(2)] == [False, True]
    assert editor.get(address).headers["X-Cache"].lower() in ("pass", "bypass")


@pytest.mark.parametrize("cookie", ["session=x", "a=b; session=x", "__Host-session=x"])
def test_whoever_may_have_signed_in_passes_by(front, cookie):
    front.ask("/about/")
    assert front.ask("/about/").kept
    assert not front.ask("/about/", Cookie=cookie).kept


def test_a_cookie_of_somebody_else_changes_nothing(front):
    front.ask("/method/")
    assert front.ask("/method/", Cookie="obsession=x; csrf=1; _ga=GA1.2.3").kept


@pytest.mark.parametrize("address", TRACKED)
def test_a_tracker_is_taken_out_of_an_address_without_the_server(front, lasting, address):
    answer = front.ask(address)
    assert (answer.status, answer.headers["location"].removeprefix("http://localhost")) == (302, TRACKED[address])
    assert lasting[0].told(address)[1]["Location"] == TRACKED[address], "as the server says it"
    front.ask(TRACKED[address])
    assert front.ask(TRACKED[address]).kept


def test_both_configurations_know_every_tracker_and_nothing_else(front):
    assert {name for name in trackers.KNOWN if front.ask(f"/sites/?{name}=1").status != 302} == set()
    for name in ("utm", "q", "xutm_source", "fbclids", "sort"):
        assert not is_tracker(name)
        assert front.ask(f"/sites/?{name}=1").status in (200, 400), name


def test_no_address_leads_elsewhere(front):
    there = front.ask("//elsewhere.example/?utm_source=x").headers.get("location", "/")
    assert not there.startswith(("//", "http://elsewhere")), there


def test_the_order_of_an_address_makes_no_other_answer(lasting):
    varnish = lasting[1]["varnish"]
    varnish.ask("/sites/?level=severe&country=SY")
    assert varnish.ask("/sites/?country=SY&level=severe").kept


LANGUAGES = {
    "ar-SY,ar;q=0.9,en;q=0.8": "/ar/",
    "de-DE,de;q=0.9,fr;q=0.8,en;q=0.7": "/fr/",
    "uk": "/uk/",
    "en-GB,en;q=0.9,ar;q=0.8": "",
    "ru,kk;q=0.9": "",
    "": "",
}


def test_everybody_is_led_to_their_own_language_at_the_door_and_most_of_them_by_the_cache(front):
    for _ in range(2):
        led = {said: front.ask("/", Accept_Language=said, Sec_Fetch_Site="none") for said in LANGUAGES}
        assert {said: one.headers.get("location", "") for said, one in led.items()} == LANGUAGES
        here = front.ask("/", Accept_Language="ar", Sec_Fetch_Site="same-origin")
        older = front.ask("/", Accept_Language="ar", Referer="http://localhost/about/")
        other = front.ask("/", Accept_Language="ar", Referer="http://elsewhere.example/localhost/")
        assert (here.status, older.status, other.status) == (200, 200, 302)
    assert all(one.kept for one in (*led.values(), here, older, other))


def test_the_interface_is_a_page_for_people_and_json_for_programs(front):
    kinds = {
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": "text/html",
        "*/*": "application/json",
        "application/geo+json": "application/json",
        "application/json, text/html;q=0.1": "application/json",
    }
    for _ in range(2):
        found = {accept: front.ask("/api/collections", Accept=accept) for accept in kinds}
        assert {accept: one.headers["content-type"].partition(";")[0] for accept, one in found.items()} == kinds
    assert all(one.kept for one in found.values())


def test_packed_or_not_it_is_the_same_page_and_still_stands_under_its_tag(front):
    packed, plain = front.ask("/summary/"), front.ask("/summary/", Accept_Encoding=None)
    assert (packed.headers["content-encoding"], plain.headers.get("content-encoding")) == ("gzip", None)
    assert packed.text == plain.body
    other = front.ask("/summary/", Accept_Encoding="br, gzip;q=0.5, zstd")
    assert (other.kept, other.text) == (True, plain.body)
    for one, packing in ((packed, "gzip"), (plain, None)):
        again = front.ask("/summary/", If_None_Match=one.headers["etag"], Accept_Encoding=packing)
        assert (again.status, again.body) == (304, b"")
    assert front.ask("/summary/", If_None_Match='"another"').status == 200


def test_a_part_of_a_picture_is_cut_from_the_kept_one(front, place):
    address = "/photos/{photo_sha256}-{width}.webp".format_map(place.names)
    whole, part = front.ask(address), front.ask(address, Range="bytes=8-11")
    assert part.kept
    assert part.body == {200: whole.body, 206: b"WEBP"}[part.status], "who is sent all of it cuts it for himself"
    assert front.ask(address, "HEAD").headers["content-length"] == str(len(whole.body))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PURGE", "OPTIONS"])
def test_only_what_is_read_is_kept_and_nobody_may_empty_the_cache(front, method):
    front.ask("/risk/")
    answers = [front.ask("/risk/", method, b"") for _ in range(2)]
    assert {(one.status in (403, 405), one.kept) for one in answers} == {(True, False)}
    assert front.ask("/risk/").kept


def test_faults_and_refusals_are_told_anew_each_time(front):
    for address in ("/sites/?country=nowhere", "/sites/%00/"):
        assert [(one.status, one.kept) for one in (front.ask(address), front.ask(address))] == [(400, False)] * 2


def test_nine_of_ten_requests_of_readers_never_reach_the_server(front, everywhere):
    """A hundred readers who go about as readers do: the door, where another site led them, the map, the list, records,
    of which few are in the news and many are not, and now and then anything else."""
    chance = random.Random(5)  # noqa: S311  whose walk it is does not matter
    public = [address for address in everywhere if is_public(address)]
    tiles = [f"/map/2/{x}/{y}.json" for x in (2, 3) for y in (1, 2)]
    records = [one for one in public if re.match(r"/(?:sites|reports|articles|photos)/", one)]
    news = [1 / place for place, _ in enumerate(records, start=1)]
    told = []
    for reader in range(100):
        seldom = chance.choices(public, k=1) if reader % 4 == 0 else []
        walk = [f"/?fbclid={reader}", "/", *tiles, "/map/overview.svg", "/sites/"]
        told += [front.ask(address) for address in (*walk, *chance.choices(records, news, k=8), *seldom)]
    by_itself = [one for one in told if one.kept or (one.status == 302 and "x-cache" not in one.headers)]
    assert len(by_itself) / len(told) >= 0.9, f"{len(by_itself)} of {len(told)}"


def test_nothing_is_noted_of_who_reads_what(lasting):
    fronts, home = lasting[1], lasting[1]["nginx"].home
    for front in fronts.values():
        for address in ("/sites/?q=canary", "/sites/?q=canary", "/follow/stop/canary/", "/sites/?q=canary&fbclid=1"):
            front.ask(address, X_Forwarded_For="203.0.113.7", Referer="http://localhost/canary/")
    noted = fronts["varnish"].notes()
    assert "VCL_return     c deliver" in noted, "it notes that somebody reads"
    assert [one for one in ("203.0.113.7", "canary", "SessOpen", "ReqStart") if one in noted] == []
    assert [*home.rglob("*access*")] == []
    assert (home / "log").read_bytes() == b""


def test_both_configurations_know_every_language(front):
    for language, _ in settings.LANGUAGES:
        led = front.ask("/", Accept_Language=language, Sec_Fetch_Site="none").headers.get("location", "/")
        assert led == tongues.in_language("/", language)
    listed = "|".join(code for code, _ in settings.LANGUAGES[1:])
    assert f"({listed})" in front.given()


def test_who_reads_too_much_waits_alone_behind_two_proxies(place):
    """What brings HTTPS writes the reader's address, Varnish adds that one's."""
    with place.served(SHARED_CACHE_SECONDS="40", PROXIES="2", READER_SECONDS="1") as (_, fronts):
        asked = [fronts["varnish"].ask(f"/sites/?q=hall+{n}", X_Forwarded_For="203.0.113.7").status for n in range(300)]
        assert {*asked} == {200, 429}
        assert asked[-1] == 429
        lied = fronts["varnish"].ask("/sites/?q=porch", X_Forwarded_For="198.51.100.9, 203.0.113.7")
        other = fronts["varnish"].ask("/sites/?q=porch", X_Forwarded_For="203.0.113.8")
        assert (lied.status, lied.kept, other.status) == (429, False, 200)


@pytest.fixture(scope="module")
def finer():
    """What tells more of the tower than that it is hidden."""
    hunted = [b"Hollow", b"Canary Survey", b"Q990099"]
    return [*hunted, *songs(Site(visibility="hidden", latitude=PLACE[0], longitude=PLACE[1]))]


def test_what_was_hidden_is_gone_from_every_kept_answer_and_a_dead_server_is_not_stood_in_for_longer(place, finer):
    told = [address for address in place.tower if is_kept(address)]
    assert len(told) > 100
    with place.served(SHARED_CACHE_SECONDS=str(MOMENT)) as (server, fronts):
        before = {(name, one): front.ask(one) for name, front in fronts.items() for one in told}
        sang = {where for where, one in before.items() if heard(finer, one.text)}
        assert {name for name, _ in sang} == {*fronts}
        pictures = [where for where, one in before.items() if where[1].startswith("/photos/") and one.status == 200]
        assert pictures
        place.run(HERE / "hiding.py")
        time.sleep(PATIENCE)
        after = {(name, one): front.ask(one) for name, front in fronts.items() for one in told}
        assert {where: found for where, one in after.items() if (found := heard(finer, one.text))} == {}
        assert {after[where].status for where in pictures} == {404}
        for front in fronts.values():
            assert {front.ask(address).status for address in PAGES} == {200}
        kill(server.server)
        for front in fronts.values():
            assert front.ask("/sites/").status == 200, "for a moment nobody notices"
        time.sleep(PATIENCE)
        for front in fronts.values():
            gone = [front.ask(address, X_Forwarded_For="203.0.113.7") for address in PAGES]
            assert {one.status for one in gone} <= {502, 503}
        noted = (fronts["nginx"].home / "errors").read_text()
        assert [one for one in ("203.0.113.7", "127.0.0.1", *PAGES[1:]) if one in noted] == []
        server.start()
        for front in fronts.values():
            awaited("The page", lambda front=front: front.ask("/sites/").status == 200)
