"""A reader draws an area on the map, or opens a link to one, and gets the sites that lie inside."""

import json
import re
from functools import partial

import pytest
from area_hands import (
    BOX,
    FOUR,
    FRONT,
    PALMYRA,
    area,
    await_another_area,
    begin,
    draw,
    drawn,
    drop,
    names,
    outlined,
    panel,
    said,
    spot,
    tally,
    visit,
)
from hands import downloaded
from playwright.sync_api import expect
from test_for_everybody import grave_faults, sideways, tab_to

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def opened(page):
    return partial(visit, page)


# ── drawing


def test_a_reader_draws_around_palmyra_and_gets_its_sites_as_map_list_counts_and_csv(opened):
    page = opened(PALMYRA)
    draw(page)
    tally(page, "^16 of 53 sites")
    said(page, "16 of 53 sites lie inside")
    expect(page.locator(".chip")).to_have_text(re.compile("inside a drawn area"))
    assert len(names(page)) == 16
    assert "Temple of Baalshamin" in names(page)
    assert area(page)
    assert outlined(page)
    marks = page.locator(".map-mark")
    drawn(page)
    assert sum(marks.evaluate_all("marks => marks.map(mark => Number(mark.dataset.count))")) == 16
    assert {row["name"] for row in downloaded(page, "Sites")} == set(names(page))
    assert page.evaluate("window.neverLeft")


def test_marks_stay_closed_while_a_reader_draws(opened):
    page = opened("/#15/34.5515/38.2690")
    mark = page.locator(".map-mark[aria-label^='Temple of Bel']").bounding_box()
    begin(page)
    page.mouse.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    said(page, "next corner")
    expect(page.locator(".map-card")).to_have_count(0)
    page.keyboard.press("Escape")
    page.mouse.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    expect(page.locator(".map-card")).to_contain_text("Temple of Bel")


def test_the_square_of_a_protected_site_stays_closed_while_a_reader_draws(opened, page):
    site = {"number": 1, "slug": "x", "name": "A cave", "native": None, "at": [34.5, 38.5], "cell": [34, 38, 35, 39]}
    site |= {"approximate": False, "level": "severe", "verification": "reported", "contested": False, "recovery": ""}
    site |= {"confirmed": "", "since": "2015-08-23", "reports": 1, "sources": 1, "before": None}
    page.route("**/map/*/*/*.json*", lambda route: route.fulfill(json={"sites": [site], "clusters": []}))
    opened("/#9/34.5/38.5")
    begin(page)
    page.mouse.click(*spot(page, 0.4, 0.6))
    said(page, "next corner")
    expect(page.locator(".map-card")).to_have_count(0)
    page.keyboard.press("Escape")
    page.mouse.click(*spot(page, 0.4, 0.6))
    expect(page.locator(".map-card")).to_contain_text("A cave")


def test_a_corner_is_taken_back_a_double_click_closes_and_escape_stops_without_a_trace(opened):
    page = opened(PALMYRA)
    begin(page)
    for corner in FOUR[:2]:
        page.mouse.click(*spot(page, *corner))
    page.keyboard.press("Enter")
    said(page, "three corners or more")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    said(page, "where the area begins")
    for corner in FOUR[:2]:
        page.mouse.click(*spot(page, *corner))
    page.mouse.dblclick(*spot(page, *FOUR[2]))
    said(page, r"\d+ of 53 sites lie inside")
    before = area(page)
    page.locator(".area-control").click()
    page.mouse.click(*spot(page, 0.5, 0.5))
    page.keyboard.press("Escape")
    expect(page.locator(".area-bar")).to_be_hidden()
    assert area(page) == before
    assert outlined(page)


def test_the_map_is_dragged_while_drawing_without_setting_a_corner(opened):
    page = opened(PALMYRA)
    begin(page)
    page.mouse.move(*spot(page, 0.5, 0.7))
    page.mouse.down()
    page.mouse.move(*spot(page, 0.6, 0.6), steps=4)
    page.mouse.up()
    said(page, "where the area begins")


def test_by_keyboard_alone_an_area_is_drawn_at_the_cross(opened):
    page = opened(PALMYRA)
    tab_to(page, page.locator("[data-key=area] > summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Draw an area").first)
    page.keyboard.press("Enter")
    expect(page.locator("#map")).to_be_focused()
    said(page, "Space sets a corner at the cross")
    hash_now = page.evaluate("window.location.hash")
    for way, count in [("ArrowUp", 2), ("ArrowLeft", 4), ("ArrowDown", 4), ("ArrowRight", 4)]:
        for _ in range(count):
            page.keyboard.press(way)
            expect(page).not_to_have_url(re.compile(re.escape(hash_now) + "$"))
            hash_now = page.evaluate("window.location.hash")
        page.keyboard.press("Space")
    said(page, "Corner 4: 34.5")
    back = page.get_by_role("button", name="Take back")
    back.press("Enter")
    said(page, "Corner 3: 34.5")
    expect(back).to_be_focused()
    page.locator("#map").press("Space")
    page.keyboard.press("Enter")
    said(page, r"[1-9]\d* of 53 sites lie inside")
    expect(page.locator("#map")).to_be_focused()


def test_what_the_map_shows_is_an_area_too(opened):
    page = opened(PALMYRA)
    panel(page).get_by_role("button", name="Use what the map shows").click()
    tally(page, "^16 of 53")
    assert page.url.endswith("#13/34.5515/38.2690")


def test_corners_are_dragged_moved_by_key_added_and_taken_out_and_back_undoes_it(opened):
    page = opened(PALMYRA)
    draw(page)
    said(page, "16 of 53")
    whole = area(page)
    page.locator(".area-bar").get_by_role("button", name="Edit corners").click()
    corners = page.locator(".area-corner:not(.area-corner--new)")
    expect(corners).to_have_count(4)
    corners.first.drag_to(page.locator("#map"), target_position={"x": 420, "y": 200})
    await_another_area(page, than=whole)
    moved = area(page)
    corners.nth(1).focus()
    page.keyboard.press("ArrowLeft")
    await_another_area(page, than=moved)
    expect(corners.nth(1)).to_be_focused()
    page.locator(".area-corner--new").first.press("Enter")
    expect(corners).to_have_count(5)
    corners.nth(1).press("Delete")
    expect(corners).to_have_count(4)
    page.locator("#map").press("Escape")
    expect(corners).to_have_count(0)
    while area(page) != whole:
        page.go_back()
    tally(page, "^16 of 53")


# ── the address


def test_the_link_shows_the_same_area_elsewhere_framed_and_in_a_frame(opened, new_context):
    page = opened("/")
    drop(page, ("flood.geojson", BOX))
    said(page, "sites lie inside")
    sites, framed = names(page), re.compile(r"#\d+/34\.[45]\d+/38\.[45]\d+$")
    expect(page).to_have_url(framed)
    other = new_context().new_page()
    for address in (page.url, page.url.split("#")[0], page.url.replace("/?", "/embed/?list=1&").split("#")[0]):
        other.goto(address)
        drawn(other)
        assert outlined(other)
        assert names(other) == sites
        expect(other).to_have_url(framed)


def test_back_and_forward_and_the_chip_take_the_area_out_and_bring_it_again(opened):
    page = opened("/?before=2015-12-31" + PALMYRA[1:])
    tally(page, " of 53")
    all_of_them = page.locator(".tally").inner_text()
    draw(page)
    said(page, "of 53 sites lie inside")
    inside = page.locator(".tally").inner_text()
    assert inside != all_of_them
    page.go_back()
    expect(page.locator(".tally")).to_have_text(all_of_them)
    assert not outlined(page)
    page.go_forward()
    expect(page.locator(".tally")).to_have_text(inside)
    assert outlined(page)
    page.locator(".chip", has_text="inside a drawn area").click()
    expect(page.locator(".tally")).to_have_text(all_of_them)
    assert not outlined(page)
    expect(page).to_have_url(re.compile(r"\?before=2015-12-31#"))


def test_the_disclosure_counts_and_removes(opened):
    page = opened("/")
    drop(page, ("flood.geojson", BOX))
    said(page, "sites lie inside")
    about = panel(page)
    expect(about).to_contain_text(re.compile(r"\d+ of 53 sites lie inside"))
    expect(about).to_contain_text("Protected sites count only where the whole square lies inside")
    about.get_by_role("link", name="Remove it").click()
    tally(page, "^53 sites")
    assert not outlined(page)
    expect(page.locator("[data-key=area] > summary")).to_be_focused()


def test_without_scripts_the_disclosure_leads_to_the_form_with_the_filter_kept(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/?level=destroyed")
    panel(page).get_by_role("link", name="An area from a file").click()
    page.get_by_label("File").set_input_files(
        {"name": "flood.geojson", "mimeType": "application/geo+json", "buffer": json.dumps(BOX).encode()}
    )
    page.get_by_role("button", name="Show the sites in it").click()
    expect(page.locator(".chip").first).to_have_text(re.compile("Destroyed"))
    panel(page).get_by_role("link", name="Remove it").click()
    assert page.url.endswith("/?level=destroyed")


# ── a phone, and everybody


@pytest.mark.browser_context_args(viewport=PHONE, has_touch=True, is_mobile=True)
def test_on_a_phone_an_area_is_tapped_and_closed_with_a_button(opened):
    page = opened(PALMYRA)
    panel(page).get_by_role("button", name="Draw an area").tap()
    said(page, "where the area begins")
    said(page, "Tap the map")
    for corner in [(0.1, 0.35), (0.9, 0.35), (0.9, 0.75), (0.1, 0.75)]:  # above the credits
        page.touchscreen.tap(*spot(page, *corner))
    assert sideways(page) == 0
    page.get_by_role("button", name="Close it").tap()
    tally(page, r"^1\d of 53")
    expect(page.locator("#list")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "desk"])
def test_drawing_bars_nobody(opened, page, scheme, size):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    opened("/")
    panel(page)
    found = grave_faults(page)
    page.get_by_role("button", name="Draw an area").first.click()
    said(page, "where the area begins")
    found += grave_faults(page)
    page.keyboard.press("Escape")
    drop(page, ("front.json", FRONT))
    said(page, "sites lie inside")
    found += grave_faults(page)
    page.get_by_role("button", name="Edit corners").first.click()
    found += grave_faults(page)
    page.get_by_role("button", name="Done").click()
    drop(page, ("x.kml", "<kml/>"))
    said(page, "not a GeoJSON")
    assert found + grave_faults(page) == []
