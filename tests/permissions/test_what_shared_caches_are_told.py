"""What every address tells the caches that many share, where an operator lets them answer by themselves for a while."""

import re
from collections import Counter

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import Resolver404, resolve

from heritage import caching
from sites import tongues
from sites.urls import FILES, SPOKEN, UNSPOKEN

from . import scene
from .table import FILE, Row, read

ROWS = read(FILE.read_text(encoding="utf-8"))[1]
ELSEWHERE = ["/no/such/page", "/sites/?colour=red", "/sites/%00/", "/media/x", "/admin", "/sites", "/ar/sites/"]
ASKED = [*ROWS, *(Row("GET", address) for address in ELSEWHERE)]
AWHILE = "public, max-age=0, s-maxage=40, must-revalidate"
SHORTLY = "public, max-age=0, s-maxage=10, must-revalidate"
FIRST_ASKED = ("public, no-cache", "public, max-age=0, must-revalidate")
SECRET = re.compile(r"(?:/ar)?/(?:follow|corrections)/|/healthz|/metrics")
OF_THE_PROGRAM = re.compile(r"/styleguide/.*\.webp|/static/")  # which no decision can withdraw
pytestmark = pytest.mark.django_db


def told(rehearsal, role):
    with override_settings(SHARED_CACHE_SECONDS=40):
        return [(row, row.where(rehearsal.names), rehearsal.ask(row, role)[1]) for row in ASKED]


@pytest.fixture(scope="module")
def readers(rehearsal):
    return told(rehearsal, scene.ANONYMOUS)


@pytest.fixture(scope="module")
def editors(rehearsal):
    return told(rehearsal, "Editor")


def at_the_desk(address):
    return address.startswith("/admin/")


def name_of(address):
    """By which the address book knows it; nothing if it does not."""
    try:
        return tongues.what_stands_at(address.partition("?")[0]).url_name
    except Resolver404:
        return None


def expected(row, address, answer):
    """What a cache may do with an answer to a reader."""
    if row.method != "GET" or answer.status_code not in (200, 301, 302, 304, 404, 410):
        return "no-store"
    if name_of(address) in FILES:
        return "ask first"
    return "shortly" if answer.status_code in (404, 410) else "awhile"


def test_of_every_public_address_a_cache_is_told_how_long_it_may_stand(readers):
    said = {AWHILE: "awhile", SHORTLY: "shortly", **dict.fromkeys(FIRST_ASKED, "ask first")}
    seen = Counter()
    for row, address, answer in readers:
        if at_the_desk(address) or SECRET.match(address) or OF_THE_PROGRAM.match(address):
            continue
        control = answer.headers["Cache-Control"]
        found = "no-store" if "no-store" in control else said.get(control, control)
        assert found == expected(row, address, answer), (row.method, address, answer.status_code, control)
        seen[found] += 1
    assert min(seen[kind] for kind in ("awhile", "shortly", "ask first", "no-store")) >= 5, seen


def test_what_bears_a_secret_is_for_nobody_else_and_what_watches_is_of_the_moment(readers):
    found = {address: answer.headers["Cache-Control"] for _, address, answer in readers if SECRET.match(address)}
    assert len(found) >= 5
    assert {address for address, said in found.items() if "no-store" not in said} == set()


def test_of_the_desk_nothing_is_kept_whoever_asks(readers, editors):
    for _row, address, answer in (*readers, *editors):
        if at_the_desk(address):
            assert "no-store" in answer.headers["Cache-Control"], address
            assert "public" not in answer.headers["Cache-Control"], address


def test_no_answer_to_somebody_who_has_signed_in_may_be_kept_for_others(editors):
    kept = [address for _, address, answer in editors if "public" in answer.headers["Cache-Control"]]
    kept = [address for address in kept if not OF_THE_PROGRAM.match(address)]
    assert kept == []
    looked_at = [said for row, _, said in editors if row.method == "GET" and said.status_code == 200]
    assert {"private, no-cache"} < {answer.headers["Cache-Control"] for answer in looked_at}


def test_shared_answers_depend_on_nothing_that_caches_cannot_tell_apart(readers):
    for _, address, answer in readers:
        if "s-maxage" in answer.headers["Cache-Control"]:
            depends_on = {*answer.headers.get("Vary", "").lower().replace(" ", "").split(",")} - {""}
            known = {"accept-encoding", "accept"} if address != "/" else caching.TOLD_APART_BY
            assert depends_on <= known, (address, depends_on)
            assert not answer.cookies, address


@pytest.mark.parametrize("seconds", [1, 40])
def test_the_operator_says_for_how_long(client, settings, seconds):
    settings.SHARED_CACHE_SECONDS = seconds
    assert f"s-maxage={seconds}," in client.get("/about/").headers["Cache-Control"]
    assert f"s-maxage={min(seconds, 10)}," in client.get("/nowhere/").headers["Cache-Control"]


def test_unless_the_operator_says_so_every_cache_asks_each_time(client):
    for address in ("/", "/about/", "/nowhere/", "/map/0/0/0.json"):
        assert "s-maxage" not in client.get(address).headers["Cache-Control"]


@pytest.mark.parametrize("manner", [{"Vary": "Cookie"}, {"Vary": "Accept, X-Reader"}, {"Set-Cookie": "a=b"}])
def test_an_answer_that_would_be_another_for_others_is_not_shared(rf, settings, manner):
    settings.SHARED_CACHE_SECONDS = 40

    def page(request):
        response = HttpResponse("For you.")
        if "Set-Cookie" in manner:
            response.set_cookie("a", "b")
        else:
            response.headers["Vary"] = manner["Vary"]
        return response

    request = rf.get("/about/")
    request.resolver_match = resolve("/about/")
    assert caching.cache_manners(page)(request).headers["Cache-Control"] == "public, no-cache"


def test_only_what_stands_in_the_public_address_book_is_shared(readers):
    public = {pattern.name for pattern in (*SPOKEN, *UNSPOKEN)}
    shared = [(address, answer) for _, address, answer in readers if answer.headers["Cache-Control"] == AWHILE]
    assert len(shared) > 60
    others = {(address, answer.status_code) for address, answer in shared if name_of(address) not in public}
    assert others == {("/admin", 301), ("/sites", 301)}, "where a stroke is missing"
