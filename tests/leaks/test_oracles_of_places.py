"""A looter who asks a thousand clever questions is told the same as one who asks once: the cell, or nothing."""

import csv
import io
import json
import re
import statistics
import time
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
from sites.places import BBox

CELLS = [(name, visibility) for name, visibility in product(SPOTS, CLASSES) if visibility != "exact"]
LISTS = ("/", "/sites/", "/sites.csv", "/sites.geojson", "/sites.kml", "/summary/", "/api/collections/sites/items",
         "/api/collections/sites", "/map/0/0/0.json", "/suggest.json?q=bird", "/feeds/reports.atom", "/sitemap.xml",
         "/sitemap-sites-1.xml", "/sites.bib", "/data/package.zip")  # fmt: skip
OF_ONE = ("/", ".geojson", ".jsonld", ".atom", ".txt")
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


@pytest.mark.parametrize(("name", "visibility"), CELLS, ids=lambda one: str(one))
def test_ever_smaller_boxes_end_at_the_centre_of_the_cell_and_never_at_the_place(birds, name, visibility):
    site, place = birds[name, visibility], public_place(birds[name, visibility])
    parameters = ("bbox", "view") if name in ("plain", "at the antimeridian") else ("bbox",)
    for axis, limit in (("latitude", 90.0), ("longitude", 180.0)):
        for parameter in parameters:

            def inside(low, high, axis=axis, parameter=parameter):
                box = boxes(axis, low, high)
                if parameter == "view":
                    return catalogue.find(Query(q=site.name), view=box).total
                return catalogue.count(Query(q=site.name, bbox=box))

            low, high = narrowed(inside, limit, times(28, 40))
            if place is None:
                assert high == limit, "it is in no box, not even in that of the whole earth"
            else:
                assert low - 1e-6 <= getattr(place, axis) <= high + 1e-6
    exactly = BBox(*(max(-180.0, site.longitude - 1e-5), max(-90.0, site.latitude - 1e-5)),
                   *(min(180.0, site.longitude + 1e-5), min(90.0, site.latitude + 1e-5)))  # fmt: skip
    assert catalogue.count(Query(q=site.name, bbox=exactly)) == 0


@pytest.mark.parametrize("visibility", ["0.01", "0.1", "hidden"])
def test_a_drawn_area_finds_a_protected_place_only_where_it_holds_the_whole_cell(birds, visibility):
    site, place = birds["plain", visibility], public_place(birds["plain", visibility])
    cell = place.cell if place else 1

    def found(latitude, longitude, half):
        ring = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
        corners = [[longitude + right, latitude + up] for right, up in ring]
        data = json.dumps({"type": "Polygon", "coordinates": [corners]}).encode()
        return catalogue.count(Query(q=site.name, area=area_of_geojson(data, 10)))

    assert [found(site.latitude, site.longitude, cell * share) for share in (0.02, 0.2, 0.45)] == [0, 0, 0]
    if place:
        around = [found(place.latitude, place.longitude, cell * share) for share in (0.1, 0.48, 0.6)]
        assert around == [0, 0, 1]


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


# ── orders, pages and counts


@pytest.mark.parametrize("given", ["near=33.5,36.3", "lat=33.5&lon=36.3", "radius=10", "distance=1", "sort=distance"])
def test_nobody_can_ask_for_what_is_near(birds, given):
    for address in ("/", "/sites/", "/sites.csv", "/sites.geojson", "/api/collections/sites/items", "/map/0/0/0.json"):
        assert Client().get(f"{address}?{given}").status_code == 400, address


def test_order_pages_and_counts_depend_on_the_cell_alone(birds):
    def told():
        found = []
        for sort, box in product(("name", "level", "since", "reports"), (None, BBox(30, 30, 50, 50))):
            query = Query(sort=sort, bbox=box)
            pages = range(1, catalogue.find(query, size=7).pages + 1)
            found += [[one.slug for one in catalogue.find(query, page, 7).items] for page in pages]
            found += [catalogue.count(query), catalogue.choices(query), catalogue.unplaced(query)]
            found += [catalogue.sites_from(query, size=7).later, catalogue.bounds(query), catalogue.summary(query)]
        return found

    before = told()
    for name, visibility in (("plain", "0.1"), ("far south and west", "0.01"), ("at a border", "hidden")):
        place, site = public_place(birds[name, visibility]), birds[name, visibility]
        south, west = place.bounds[:2] if place else (10.0, 10.0)
        edit(site, latitude=south + 0.0001, longitude=west + 0.0001)
    assert told() == before


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


def test_the_time_of_an_answer_does_not_tell_a_draft_from_nothing(birds):
    """Asked in turn, so that a busy machine is as slow for one as for the other."""
    factories.draft_site("Nest", slug="nest", visibility="hidden")
    review.withdraw(factories.site("Gone", slug="gone"), by=factories.reviewer(), reason="It was not there.")
    took = {"nest": [], "never": []}
    browser = Client()
    for _ in range(times(60, 200)):
        for slug, seen in took.items():
            began = time.perf_counter()
            browser.get(f"/sites/{slug}/")
            seen.append(time.perf_counter() - began)
    draft, nothing = (statistics.median(one) for one in took.values())
    assert abs(draft - nothing) < 0.005 + 0.5 * nothing
