"""A reader drops a file on the map, or chooses one, and gets the sites in it; or is told what is wrong with it."""

import json
import re
from functools import partial

import pytest
from area_hands import BOX, FRONT, PALMYRA, area, await_another_area, draw, drop, panel, said, tally, visit
from playwright.sync_api import expect


@pytest.fixture
def opened(page):
    return partial(visit, page)


def test_a_file_that_is_dropped_shows_its_sites_and_is_framed(opened):
    page = opened("/#4/10.0/10.0")
    drop(page, ("flood.geojson", BOX))
    said(page, "From flood.geojson. 1[67] of 53 sites lie inside")
    expect(page).to_have_url(re.compile(r"area=.+#\d+/34\.\d+/38\.\d+$"))
    expect(page.get_by_text("Drop a GeoJSON file here")).to_be_hidden()


def test_lines_count_with_a_width_that_is_changed_afterwards(opened):
    page = opened("/")
    drop(page, ("front.json", FRONT))
    width = page.locator(".area-bar").get_by_label("Around its lines and points, in km")
    expect(width).to_have_value("10")
    narrow = area(page)
    width.fill("50")
    width.press("Enter")
    await_another_area(page, than=narrow)
    said(page, r"From front.json. \d+ of 53")
    width.fill("900")
    page.get_by_role("button", name="Apply").click()
    assert width.evaluate("field => !field.validity.valid")


def test_a_long_outline_is_said_to_be_simplified(opened):
    page = opened("/")
    ring = [[38 + (n % 2) * 0.001 + n / 4000, 34.5] for n in range(3000)]
    drop(page, ("coast.geojson", {"type": "Polygon", "coordinates": [[*ring, [38.4, 36], ring[0]]]}))
    said(page, r"simplified to about [\d.]+ k?m")


def test_of_very_many_corners_those_in_a_nearer_view_are_moved(opened):
    page = opened("/")
    ring = [[38 + n / 1000, 34 + (n % 2) / 1000] for n in range(400)]
    drop(page, ("coast.geojson", {"type": "Polygon", "coordinates": [[*ring, [38.2, 35], ring[0]]]}))
    said(page, "lie inside")
    page.get_by_role("button", name="Edit corners").first.click()
    said(page, "401 corners lie in view: zoom in")
    page.locator("#map").press("Escape")
    opened(page.url.split("#")[0] + "#15/34.0/38.1")
    panel(page).get_by_role("button", name="Edit corners").click()
    said(page, "Drag a corner")
    assert 5 < page.locator(".area-corner:not(.area-corner--new)").count() < 100


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("flood.geojson", '{\n"type": broken')], "not JSON: line 2"),
        ([("flood.kml", "<kml/>")], "“flood.kml” is not a GeoJSON file"),
        ([("flood.geojson", "")], "The file is empty"),
        ([("one.geojson", BOX), ("two.geojson", BOX)], "2 files: drop one at a time"),
        ([("flood.json", '{"a": 1}')], "not GeoJSON"),
        ([("flood.json", " " * 5_000_001)], "larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_an_area_is_explained_and_nothing_is_lost(opened, files, words):
    page = opened("/?level=destroyed" + PALMYRA[1:])
    before = page.url
    drop(page, *files)
    said(page, words)
    assert page.url == before
    tally(page, "^26 of 53")
    page.get_by_role("button", name="Close this message").click()
    expect(page.locator(".area-bar")).to_be_hidden()


def test_a_server_that_cannot_be_reached_is_asked_again_with_the_same_drawing(opened, page):
    opened(PALMYRA)
    page.route("**/area/?*", lambda route: route.abort())
    draw(page)
    said(page, "could not be reached. Nothing is lost")
    page.unroute("**/area/?*")
    page.get_by_role("button", name="Try again").click()
    said(page, "16 of 53 sites lie inside")


def test_a_file_is_chosen_without_dragging(opened):
    page = opened("/")
    panel(page).get_by_label("Or a GeoJSON file").set_input_files(
        {"name": "flood.geojson", "mimeType": "application/geo+json", "buffer": json.dumps(BOX).encode()}
    )
    said(page, "From flood.geojson")
    expect(page.locator(".panel--area")).to_be_hidden()
