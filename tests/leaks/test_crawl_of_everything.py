"""Whatever a reader opens, in whatever form, nothing of it tells more of a protected place than its class allows."""

import re

import factories
import pytest
from aviary import CLASSES, WORDS, drafted, fill, heard, public_place, songs
from django.conf import settings as installed
from django.test import Client, override_settings
from readers import crawl, described, route_of, routes

from sites import releases

pytestmark = pytest.mark.django_db
SEEN = {200, 301, 302, 400, 404, 405, 410}
FEW = ("plain", "at a border")


@pytest.fixture(scope="module")
def aviary(django_db_setup, django_db_blocker, tmp_path_factory):
    """The forty sites and all that a stranger was answered, in a database that is as before when this is over."""
    folder = tmp_path_factory.mktemp("aviary")
    shelf = {"BACKEND": "heritage.storage.LastingFiles", "OPTIONS": {"location": folder / "releases"}}
    kept = {
        "CONTACT": "desk@example.org",
        "MEDIA_ROOT": folder,
        "DATA_DIR": folder,
        "STORAGES": installed.STORAGES | {"releases": shelf},
    }
    with django_db_blocker.unblock(), factories.undone():
        with override_settings(**kept):
            held = fill()
            drafted()
            releases.release("1")
            answers = crawl(held.values())
        yield kept, held, answers


@pytest.fixture
def birds(aviary, settings):
    kept, held, _ = aviary
    for name, value in kept.items():
        setattr(settings, name, value)
    return held


@pytest.fixture
def answers(aviary):
    return aviary[2]


def few(birds):
    return [site for name, site in birds.items() if name.startswith("plain")]


def forbidden(birds):
    protected = [site for site in birds.values() if site.visibility != "exact"]
    return [*(word.encode() for word in WORDS), *(song for site in protected for song in songs(site))]


def test_the_canaries_sing_where_a_place_is_open(birds, answers):
    """Or else this file proves nothing: the same search finds every number of the sites whose place is public."""
    everything = b"\n".join(one.all for one in answers.values())
    for name, site in birds.items():
        if site.visibility == "exact":
            unheard = [song for song in songs(site) if not heard([song], everything)]
            assert unheard == [], name
    assert heard([b"Open Town", b"Open Survey", b"Q551"], everything)


def test_nothing_that_a_reader_opens_tells_more_of_a_place_than_its_class(birds, answers):
    assert len(birds) == len(CLASSES) * 10 == 40
    hunted = forbidden(birds)
    found = {address: told for address, one in answers.items() if (told := heard(hunted, one.all))}
    assert found == {}
    assert {one.status for one in answers.values()} <= SEEN


def test_no_route_and_no_kind_of_answer_is_left_out(birds, answers):
    """A route that nobody opened would be one that nobody searched."""
    opened = {route_of(address) for address, one in answers.items() if one.status in (200, 301)}
    never = {"api/<path:rest>", ".well-known/change-password"}  # what is not there, and what leads to the desk
    assert {*routes().values()} - opened == never
    assert {one.status for one in answers.values()} == SEEN
    assert {one.split(";")[0] for answer in answers.values() if (one := answer.headers.get("Content-Type"))} >= {
        "text/html", "text/csv", "application/json", "application/geo+json", "application/ld+json", "image/svg+xml",
        "image/webp", "application/zip", "application/atom+xml", "application/xml", "application/geopackage+sqlite3",
        "application/vnd.google-earth.kml+xml", "application/x-bibtex", "application/x-research-info-systems",
    }  # fmt: skip


def test_what_the_interface_says_of_itself_and_the_map_of_addresses_is_opened_too(birds, answers):
    opened = {route_of(address) for address in answers}
    assert {route_of(address) for address in described(Client())} <= opened
    listed = re.findall(rb"<loc>http://testserver(/[^<]*)</loc>", b"".join(one.body for one in answers.values()))
    assert {route_of(address.decode()) for address in listed} <= opened
    assert {f"/sites/{site.slug}/".encode() for site in birds.values()} <= {*listed}
    assert not [address for address in listed if b"unborn" in address or b"gone" in address or b"old-roost" in address]


@pytest.mark.parametrize("role", ["staff", "Reviewer"])
def test_who_works_here_without_the_right_is_answered_like_a_stranger(birds, answers, role):
    browser = Client(raise_request_exception=False)
    groups = [role] if role[0].isupper() else []
    browser.force_login(factories.person(f"a {role.lower()}", *groups, is_staff=role != "account"))
    asked = crawl([birds["plain hidden"], birds["plain 0.1"]], browser)
    assert len(asked) > 150
    assert [address for address, one in asked.items() if address in answers and one != answers[address]] == []
    assert heard(forbidden(birds), b"\n".join(one.all for one in asked.values())) == []


def test_the_desk_shows_no_digit_to_a_reviewer_without_the_right(birds):
    browser, waiting, seen = Client(), ["/admin/"], {}
    browser.force_login(factories.reviewer("a reviewer at the desk"))
    waiting += [f"/admin/heritage/site/{site.pk}/{page}/" for site in few(birds) for page in ("change", "history")]
    while waiting and len(seen) < 60:
        address = waiting.pop(0)
        if address in seen or re.search(r"logout|/add/|\?", address):
            continue
        answer = browser.get(address)
        seen[address] = b"".join(answer.streaming_content) if answer.streaming else answer.content
        waiting += [one.decode() for one in re.findall(rb'href="(/admin/[^"#]*)', seen[address])]
    assert len(seen) == 60
    hunted = [song for site in few(birds) if site.visibility != "exact" for song in songs(site)]
    assert {address: heard(hunted, text) for address, text in seen.items() if heard(hunted, text)} == {}


def test_every_bird_has_a_cell_of_its_own(birds):
    """So that no canary's digits are those of another's cell."""
    cells = [public_place(site) for site in birds.values() if site.visibility != "hidden"]
    assert len({(one.latitude, one.longitude) for one in cells}) == len(cells)
