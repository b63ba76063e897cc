"""A looter who asks a thousand clever questions is told the same as one who asks once: the cell, or nothing."""

import csv
import io
import json
import re
import statistics
import time
from functools import partial
from itertools import product

import factories
import pytest
from aviary import CLASSES, SPOTS, edit, public_place, spot
from django.test import Client
from readers import Answer, tiles
from soaking import times

from sites import catalogue, review
from sites.areas import area_of_geojson
from sites.catalogue import Query
from sites.neighbours import around
from sites.places import BBox, Point, generalise

CELLS = [(name, visibility) for name, visibility in product(SPOTS, CLASSES) if visibility != "exact"]
LISTS = ("/", "/sites/", "/sites.csv", "/sites.geojson", "/sites.kml", "/summary/", "/api/collections/sites/items",
         "/api/collections/sites", "/map/0/0/0.json", "/suggest.json?q=bird", "/feeds/reports.atom", "/sitemap.xml",
         "/sitemap-sites-1.xml", "/preview.png", "/sites.bib", "/data/package.zip", "/map/overview.svg")  # fmt: skip
LIMITS = {"latitude": 90.0, "longitude": 180.0}
BOTH_WAYS = ("plain", "at the antimeridian")
OF_ONE = ("/", "/place.svg", "/preview.png", ".geojson", ".jsonld", ".atom", ".txt")
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def flock(django_db_setup, django_db_blocker):
    """The forty sites without anything about them; a report on each of the first spot."""
    with django_db_blocker.unblock(), factories.undone():
        held = {}
        for name, visibility in product(SPOTS, CLASSES):
            latitude, longitude = spot(name, visibility)
            said = {"visibility": visibility, "latitude": latitude, "longitude": longitude, "country": "FJ"}
            held[name, visibility] = factories.site(f"Bird {len(held) + 1:02}", **said)
        for visibility in CLASSES:
            factories.report(held["plain", visibility], "destroyed", event="2015-08-23")
        yield held


@pytest.fixture
def birds(flock, db):
    for site in flock.values():
        site.refresh_from_db()
    return flock


def expected(site):
    """(latitude, longitude, cell) as every output must have them."""
    place = public_place(site)
    return (place.latitude, place.longitude, place.cell) if place else None


def asked(browser, address):
    return Answer(browser.get(address))


# ── one projection


def test_every_output_tells_the_same_place_of_all_forty(birds):
    browser = Client()
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(asked(browser, "/sites.csv").body.decode()))}
    features = json.loads(asked(browser, "/sites.geojson").body)["features"]
    served = json.loads(asked(browser, "/api/collections/sites/items?limit=100").body)["features"]
    drawn, interface = ({one["properties"]["name"]: one for one in held} for held in (features, served))
    for site in birds.values():
        place, row = expected(site), rows[site.name]
        told = tuple(float(row[name]) for name in ("latitude", "longitude")) if row["latitude"] else None
        assert told == (place and place[:2]), site.name
        for of_file in (drawn[site.name], interface[site.name]):
            assert shape(of_file["geometry"]) == corners(site), site.name
        single = json.loads(asked(browser, f"/sites/{site.slug}.geojson").body)
        assert shape(single["features"][0]["geometry"] if "features" in single else single["geometry"]) == corners(site)
        card = next(one for one in suggested(browser, site) if one["name"] == site.name)
        assert (card["at"] and tuple(card["at"])) == (place and place[:2])
        page = asked(browser, f"/sites/{site.slug}/").body.decode()
        assert re.findall(r'data-point="([^"]*)"', page) == ([f"{place[0]},{place[1]}"] if place else [])


def suggested(browser, site):
    return json.loads(asked(browser, f"/suggest.json?q={site.name.replace(' ', '+')}").body)["sites"]


def shape(geometry):
    """The least and the greatest of its numbers."""
    if geometry is None:
        return None
    numbers = re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", json.dumps(geometry["coordinates"]))
    east, north = [float(one) for one in numbers[::2]], [float(one) for one in numbers[1::2]]
    return min(north), min(east), max(north), max(east)


def corners(site):
    place = public_place(site)
    return place and (place.bounds if place.cell else (place.latitude, place.longitude) * 2)


# ── determinism


def everything(birds):
    """By address, all that is answered, to the last header."""
    browser = Client()
    of_one = [f"/sites/{site.slug}{end}" for (name, _), site in birds.items() if name == "plain" for end in OF_ONE]
    above = ["/map/5/19/12.json", "/map/13/4990/3202.json", "/map/13/4989/3201.json"]  # and of the cell of one of them
    shown = [f"/badge/{birds['plain', 'hidden'].slug}.svg"]
    return {address: asked(browser, address) for address in (*LISTS, *of_one, *above, *shown)}


def changed(before, after):
    return [address for address, one in before.items() if after[address] != one]


def test_a_place_that_moves_inside_its_cell_moves_nothing_not_even_an_etag(birds):
    before = everything(birds)
    assert sum("ETag" in one.headers for one in before.values()) > 20
    for share in (0.001, 0.5, 0.999):
        for name, visibility in (("plain", "0.01"), ("plain", "0.1"), ("plain", "hidden"), ("on an edge", "0.1")):
            site = birds[name, visibility]
            place = public_place(site)
            south, west, north, east = place.bounds if place else (-60.0, -170.0, 60.0, 170.0)
            said = {"latitude": south + share * (north - south), "longitude": east - share * (east - west)}
            edit(site, **said, precision_m=int(1000 * share), point_source=f"Survey {share}")
    assert changed(before, everything(birds)) == []


def test_a_place_that_leaves_its_cell_is_seen_in_the_answers_of_all(birds):
    """Or else the test above would prove nothing."""
    before = everything(birds)
    site = birds["plain", "0.1"]
    edit(site, latitude=site.latitude + 0.1)
    seen = changed(before, everything(birds))
    assert {"/sites.csv", "/map/0/0/0.json", f"/sites/{site.slug}.geojson", "/sites.geojson"} <= {*seen}


def test_a_thousand_looks_and_twenty_edits_show_one_place(birds):
    site, seen = birds["plain", "0.1"], set()
    for number in range(20):
        edit(site, summary=f"A tower, described {number} times.")
        for _ in range(times(2, 50)):
            entry = catalogue.site(site.slug).entry
            seen.add((entry.latitude, entry.longitude, entry.cell))
    assert seen == {expected(site)}


# ── boxes and areas


def boxes(axis, low, high):
    return BBox(-180, low, 180, high) if axis == "latitude" else BBox(low, -90, high, 90)


def narrowed(inside, limit, steps):
    """Between what two numbers an attacker knows the place to be who halves the box again and again."""
    low, high = -limit, limit
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (low, middle) if inside(low, middle) else (middle, high)
    return low, high


def halved(site, axis, parameter):
    """What the attack finds of one site: in which of two boxes does it lie, in which half of that one, and so on."""

    def inside(low, high):
        box = boxes(axis, low, high)
        if parameter == "view":
            return catalogue.find(Query(q=site.name), view=box).total
        return catalogue.count(Query(q=site.name, bbox=box))

    return narrowed(inside, LIMITS[axis], times(28, 40))


def counted_at(site):
    """In a box of two metres about the place itself."""
    exactly = BBox(*(max(-180.0, site.longitude - 1e-5), max(-90.0, site.latitude - 1e-5)),
                   *(min(180.0, site.longitude + 1e-5), min(90.0, site.latitude + 1e-5)))  # fmt: skip
    return catalogue.count(Query(q=site.name, bbox=exactly))


@pytest.mark.parametrize(("name", "visibility"), CELLS, ids=lambda one: str(one))
def test_ever_smaller_boxes_end_at_the_centre_of_the_cell_and_never_at_the_place(birds, name, visibility):
    site, place = birds[name, visibility], public_place(birds[name, visibility])
    for axis, parameter in product(LIMITS, ("bbox", "view") if name in BOTH_WAYS else ("bbox",)):
        low, high = halved(site, axis, parameter)
        if place is None:
            assert high == LIMITS[axis], "it is in no box, not even in that of the whole earth"
        else:
            assert low - 1e-6 <= getattr(place, axis) <= high + 1e-6
    assert counted_at(site) == 0


@pytest.mark.parametrize("name", SPOTS)
def test_the_same_boxes_end_at_the_very_place_of_a_site_that_is_open(birds, name):
    """Or else the test above would prove nothing: the attack works, it is the cell that withstands it."""
    site = birds[name, "exact"]
    for axis, parameter in product(LIMITS, ("bbox", "view") if name in BOTH_WAYS else ("bbox",)):
        low, high = halved(site, axis, parameter)
        assert high - low < 2e-6, "a fifth of a metre"
        if abs(site.longitude) != 180 or axis == "latitude":
            assert low - 1e-6 <= getattr(site, axis) <= high + 1e-6
        else:
            assert 180 - abs(low) < 2e-6, "the antimeridian has two names"
    assert counted_at(site) == 1


def found_within(site, latitude, longitude, half):
    """How often it is found in a square that was drawn about a place."""
    ring = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
    corners = [[longitude + right, latitude + up] for right, up in ring]
    data = json.dumps({"type": "Polygon", "coordinates": [corners]}).encode()
    return catalogue.count(Query(q=site.name, area=area_of_geojson(data, 10)))


@pytest.mark.parametrize("visibility", ["0.01", "0.1", "hidden"])
def test_a_drawn_area_finds_a_protected_place_only_where_it_holds_the_whole_cell(birds, visibility):
    site, place = birds["plain", visibility], public_place(birds["plain", visibility])
    cell = place.cell if place else 1

    found = partial(found_within, site)
    assert [found(site.latitude, site.longitude, cell * share) for share in (0.02, 0.2, 0.45)] == [0, 0, 0]
    if place:
        around = [found(place.latitude, place.longitude, cell * share) for share in (0.1, 0.48, 0.6)]
        assert around == [0, 0, 1]


def test_the_smallest_area_about_the_very_place_finds_a_site_that_is_open(birds):
    site = birds["plain", "exact"]
    assert [found_within(site, site.latitude, site.longitude, half) for half in (0.0002, 0.002, 0.045)] == [1, 1, 1]
    assert found_within(site, site.latitude + 0.001, site.longitude, 0.0002) == 0


@pytest.mark.parametrize(("name", "visibility"), CELLS, ids=lambda one: str(one))
def test_the_closest_tile_in_which_it_is_found_is_that_of_the_centre(birds, name, visibility):
    site, place = birds[name, visibility], public_place(birds[name, visibility])
    closest = [*tiles([site])][-1]
    there = catalogue.tile(*closest.values(), Query(site=site.slug))
    assert (len(there.marks), there.clusters) == (0, ()), "at the place itself there is nothing"
    if place:
        centre = [*tiles([type(site)(latitude=place.latitude, longitude=place.longitude)])][-1]
        (mark,) = catalogue.tile(*centre.values(), Query(site=site.slug)).marks
        assert json.loads(mark.card)["at"] == [place.latitude, place.longitude]


@pytest.mark.parametrize("name", [name for name in SPOTS if "pole" not in name])
def test_the_closest_tile_at_the_very_place_shows_a_site_that_is_open(birds, name):
    site = birds[name, "exact"]
    closest = [*tiles([site])][-1]
    (mark,) = catalogue.tile(*closest.values(), Query(site=site.slug)).marks
    assert json.loads(mark.card)["at"] == [site.latitude, site.longitude]


# ── orders, pages and counts


@pytest.mark.parametrize("given", ["near=33.5,36.3", "lat=33.5&lon=36.3", "radius=10", "distance=1", "sort=distance"])
def test_nobody_can_ask_for_what_is_near(birds, given):
    for address in ("/", "/sites/", "/sites.csv", "/sites.geojson", "/api/collections/sites/items", "/map/0/0/0.json"):
        assert Client().get(f"{address}?{given}").status_code == 400, address


def ordered_and_counted():
    """All orders, pages, counts and frames of all sites, and of those in a box."""
    found = []
    for sort, box in product(("name", "level", "since", "reports"), (None, BBox(30, 30, 50, 50))):
        query = Query(sort=sort, bbox=box)
        pages = range(1, catalogue.find(query, size=7).pages + 1)
        found += [[one.slug for one in catalogue.find(query, page, 7).items] for page in pages]
        found += [catalogue.count(query), catalogue.choices(query), catalogue.unplaced(query)]
        found += [catalogue.sites_from(query, size=7).later, catalogue.bounds(query), catalogue.summary(query)]
    return found


def test_order_pages_and_counts_depend_on_the_cell_alone(birds):
    before = ordered_and_counted()
    for name, visibility in (("plain", "0.1"), ("far south and west", "0.01"), ("at a border", "hidden")):
        place, site = public_place(birds[name, visibility]), birds[name, visibility]
        south, west = place.bounds[:2] if place else (10.0, 10.0)
        edit(site, latitude=south + 0.0001, longitude=west + 0.0001)
    assert ordered_and_counted() == before


def test_the_same_questions_notice_an_open_site_that_moves_by_a_metre(birds):
    """The southernmost of the box tells its latitude by the frame of what is found."""
    before, site = ordered_and_counted(), birds["plain", "exact"]
    assert round(site.latitude, 6) in {found[0] for found in before if isinstance(found, tuple)}
    edit(site, latitude=round(site.latitude + 0.00001, 7))
    assert ordered_and_counted() != before


# ── nearness, which the desk alone tells


def reach(site, user, axis, way):
    """How many degrees from the middle of its cell to one side somebody at the desk may stand so that the site is one
    of those near: by halving."""
    middle = generalise(Point(site.latitude, site.longitude), "0.1")
    near, far = 0.0, 0.6
    for _ in range(times(18, 30)):
        away = (near + far) / 2
        stands = {name: getattr(middle, name) + way * away * (name == axis) for name in LIMITS}
        told = around(Point(**stands), 25_000, user, 100)
        near, far = (away, far) if site.name in {one.site.name for one in told} else (near, away)
    return near


def ringed(site, user):
    """The middle of all places from which it is near: it lies there."""
    middle = generalise(Point(site.latitude, site.longitude), "0.1")
    return [getattr(middle, axis) + (reach(site, user, axis, 1) - reach(site, user, axis, -1)) / 2 for axis in LIMITS]


def looked_about(user):
    """From many places: who is near, in which order, how far or in which square."""
    side = times(6, 20)
    grid = [Point(33 + row * 4.5 / side, 36 + column * 4.5 / side) for row, column in product(range(side), repeat=2)]
    away = range(-30, 31, times(4, 1))
    beside = [Point(up + far / 100, right) for up, right in (spot("plain", one) for one in CLASSES) for far in away]
    told = [around(origin, 700_000, user, 100) for origin in grid]
    told += [around(origin, 20_000, user, 100) for origin in beside]
    return [[(one.site.name, one.metres, one.square) for one in near] for near in told]


def test_who_asks_the_desk_what_is_near_is_led_to_the_middle_of_the_cell(birds):
    editor = factories.editor()
    for visibility in ("0.01", "0.1"):
        site, place = birds["plain", visibility], public_place(birds["plain", visibility])
        assert ringed(site, editor) == pytest.approx([place.latitude, place.longitude], abs=1e-4)
    assert ringed(birds["plain", "exact"], editor) == pytest.approx(spot("plain", "exact"), abs=1e-4)
    assert ringed(birds["plain", "0.1"], factories.steward()) == pytest.approx(spot("plain", "0.1"), abs=1e-4)
    assert reach(birds["plain", "hidden"], editor, "latitude", 1) < 1e-5, "of a hidden one nobody is told"


def test_what_is_near_and_in_which_order_depends_on_the_cell_alone(birds):
    editor, steward = factories.editor(), factories.steward()
    before, seen = looked_about(editor), looked_about(steward)
    assert max(map(len, before)) > 3
    for visibility in ("0.01", "0.1", "hidden"):
        site = birds["plain", visibility]
        south, west = (public_place(site) or generalise(Point(*spot("plain", visibility)), "0.1")).bounds[:2]
        edit(site, latitude=south + 0.0001, longitude=west + 0.0001)
    assert looked_about(editor) == before
    assert looked_about(steward) != seen, "who may see the places sees that they moved"
    open_to_all = birds["plain", "exact"]
    edit(open_to_all, latitude=round(open_to_all.latitude + 0.00001, 7))
    assert looked_about(editor) != before, "a metre is noticed"


# ── what is not there


def test_a_hidden_draft_and_nothing_at_all_are_answered_alike(birds):
    draft = factories.draft_site("Nest", slug="nest", visibility="hidden")
    report = factories.draft_report(draft)
    unknown = {"nest": "never", str(report.number): "987654", str(draft.pk): "987654"}
    pairs = [(f"/sites/nest{end}", "nest") for end in OF_ONE] + [("/badge/nest.svg", "nest")]
    pairs += [(f"/reports/{report.number}/", str(report.number)), ("/sitemap-nest-1.xml", "nest")]
    pairs += [(f"/api/collections/sites/items/{draft.pk}", str(draft.pk)), ("/sites.csv?site=nest", "nest")]
    for address, name in pairs:
        there, nowhere = (Answer(Client().get(one)) for one in (address, address.replace(name, unknown[name])))
        assert there.status == nowhere.status >= 400, address
        assert there.body == nowhere.body.replace(unknown[name].encode(), name.encode()), address


def medians(ask, several, rounds):
    """The median time of each answer. Asked in turn, so that a busy machine is as slow for one as for the other."""
    took = {one: [] for one in several}
    for _ in range(rounds):
        for one, seen in took.items():
            began = time.perf_counter()
            ask(one)
            seen.append(time.perf_counter() - began)
    return [statistics.median(seen) for seen in took.values()]


def tells_apart(one, other):
    """Whether somebody who measures learns anything by these times."""
    return abs(one - other) >= 0.005 + 0.5 * min(one, other)


def test_the_time_of_an_answer_does_not_tell_a_draft_from_nothing(birds):
    factories.draft_site("Nest", slug="nest", visibility="hidden")
    review.withdraw(factories.site("Gone", slug="gone"), by=factories.reviewer(), reason="It was not there.")
    assert not tells_apart(*medians(Client().get, ["/sites/nest/", "/sites/never/"], times(60, 200)))


def test_the_same_watch_tells_apart_what_is_slower(birds):
    """An answer that has more to do, and one that waits a little longer for nothing."""
    browser = Client()

    def waiting(address):
        if address.endswith("nest/"):
            time.sleep(0.05)
        browser.get(address)

    assert tells_apart(*medians(waiting, ["/sites/nest/", "/sites/never/"], 9))
    assert tells_apart(*medians(lambda address: Answer(browser.get(address)), ["/sites.gpkg", "/sites/never/"], 9))
