"""Whatever a reader opens, in whatever form, nothing of it tells more of a protected place than its class allows."""

import re

import factories
import pytest
from aviary import CLASSES, WORDS, drafted, fill, heard, public_place, songs
from django.conf import settings as installed
from django.test import Client, override_settings
from django.utils import timezone
from readers import Answer, crawl, described, route_of, routes

from sites import releases
from sites.models import Follower
from sites.urls import SPOKEN

pytestmark = pytest.mark.django_db
SEEN = {200, 301, 302, 400, 404, 405, 410}
FEW = ("plain", "at a border")


@pytest.fixture(scope="module")
def aviary(django_db_setup, django_db_blocker, tmp_path_factory):
    """The forty sites and all that a stranger was answered, in a database that is as before when this is over.

    It stays the same moment for all of it: pages say on which day they were read, and two crawls are compared.
    """
    folder = tmp_path_factory.mktemp("aviary")
    shelf = {"BACKEND": "heritage.storage.LastingFiles", "OPTIONS": {"location": folder / "releases"}}
    kept = {
        "CONTACT": "desk@example.org",
        "EMAIL_HOST": "mail.example",
        "MEDIA_ROOT": folder,
        "DATA_DIR": folder,
        "STORAGES": installed.STORAGES | {"releases": shelf},
    }
    moment = timezone.now()
    with django_db_blocker.unblock(), factories.undone(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: moment)
        with override_settings(**kept):
            held = fill()
            drafted()
            releases.release("1")
            followed = {"query": "country=FJ", "language": "en", "asked_at": timezone.now(), "confirmed": True}
            Follower.objects.create(email="reader@example.org", digest="of that", **followed)
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
    in_arabic = {
        route_of(address) for address, one in answers.items() if one.status == 200 and address.startswith("/ar/")
    }
    assert {str(pattern.pattern) for pattern in SPOKEN} - in_arabic == set()
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


WITHOUT_THE_RIGHT = ["account", "staff", "Editor", "Reviewer"]


def signed_in(role):
    """The browser of somebody who has an account: without the desk, with it and no role, or with one."""
    browser = Client(raise_request_exception=False)
    groups = [role] if role[0].isupper() else []
    browser.force_login(factories.person(f"a {role.lower()}", *groups, is_staff=role != "account"))
    return browser


@pytest.mark.parametrize("role", WITHOUT_THE_RIGHT)
def test_who_works_here_without_the_right_is_answered_like_a_stranger(birds, answers, role):
    asked = crawl([birds["plain hidden"], birds["plain 0.1"]], signed_in(role))
    assert len(asked) > 150
    assert [address for address, one in asked.items() if address in answers and one != answers[address]] == []
    assert heard(forbidden(birds), b"\n".join(one.all for one in asked.values())) == []


def at_the_desk(browser, sites, most=60):
    """By address, so many pages of the desk: those of these sites, and those that links lead to."""
    waiting, seen = ["/admin/"], {}
    waiting += [f"/admin/heritage/site/{site.pk}/{page}/" for site in sites for page in ("change", "history")]
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        if address in seen or re.search(r"logout|/add/|\?", address):
            continue
        seen[address] = Answer(browser.get(address))
        waiting += [one.decode() for one in re.findall(rb'href="(/admin/[^"#]*)', seen[address].body)]
    return seen


@pytest.mark.parametrize("role", ["Editor", "Reviewer"])
def test_the_desk_shows_no_digit_to_who_works_here_without_the_right(birds, role):
    seen = at_the_desk(signed_in(role), few(birds))
    assert len(seen) == 60
    assert {seen[f"/admin/heritage/site/{site.pk}/change/"].status for site in few(birds)} == {200}
    hunted = [song for site in few(birds) if site.visibility != "exact" for song in songs(site)]
    assert {address: told for address, one in seen.items() if (told := heard(hunted, one.all))} == {}


def test_a_steward_meets_the_same_digits_on_the_same_pages(birds):
    """Or else the test above would prove nothing."""
    seen = at_the_desk(signed_in("Steward"), few(birds), most=9)
    for site in few(birds):
        page = seen[f"/admin/heritage/site/{site.pk}/change/"].all
        assert heard([song for song in songs(site) if song.isascii() and b"." in song], page), site


@pytest.mark.parametrize("role", ["account", "staff"])
def test_the_desk_is_shut_to_who_has_no_role(birds, role):
    """Of every page that an Editor may open there, nothing is shown of a site, not even its name."""
    browser = signed_in(role)
    for address in at_the_desk(signed_in("Editor"), few(birds), most=25):
        answer = Answer(browser.get(address))
        assert answer.status in ({200, 302, 403, 404} if role == "staff" else {302, 403, 404}), address
        assert not re.search(rb"Bird \d\d", answer.all), address
        assert heard(forbidden(birds), answer.all) == [], address


def test_every_bird_has_a_cell_of_its_own(birds):
    """So that no canary's digits are those of another's cell."""
    cells = [public_place(site) for site in birds.values() if site.visibility != "hidden"]
    assert len({(one.latitude, one.longitude) for one in cells}) == len(cells)
