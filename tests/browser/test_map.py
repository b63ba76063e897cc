"""The map in a real browser: a reader finds a site, by hand or keyboard, and is told calmly when something fails."""

import re

import pytest

PALMYRA = "/#16/34.5515/38.2690"


@pytest.fixture
def opened(page):
    """Open an address and wait until the map has drawn its marks."""

    def visit(address):
        page.goto("about:blank")
        page.goto(address)
        page.wait_for_selector("#map[aria-busy=false]")
        return page

    return visit


def mark(page, name):
    return page.locator(f".map-mark[aria-label^='{name}']")


def shown(page):
    """How many sites the marks on the map stand for, taken together."""
    read = "marks => marks.map(mark => Number(mark.dataset.count))"
    return sum(page.locator(".map-mark").evaluate_all(read))


def test_the_first_view_shows_every_site_that_has_a_place(opened):
    assert shown(opened("/")) == 52  # of 53; one has no public place


def test_a_mark_opens_a_card_that_leads_to_the_site(opened):
    page = opened(PALMYRA)
    mark(page, "Temple of Baalshamin").click()
    card = page.locator(".map-card")
    assert "Destroyed · confirmed" in card.inner_text()
    card.get_by_role("link", name="Temple of Baalshamin").click()
    page.wait_for_selector("h1:has-text('Temple of Baalshamin')")


def test_the_keyboard_opens_a_card_and_escape_leads_back_to_its_mark(opened):
    page = opened(PALMYRA)
    mark(page, "Temple of Bel").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".map-card a:focus")
    page.keyboard.press("Escape")
    page.wait_for_selector(".leaflet-popup", state="detached")
    page.wait_for_selector(".map-mark[aria-label^='Temple of Bel']:focus")


def test_the_keyboard_opens_a_cluster_and_stays_on_what_it_held(opened):
    page = opened("/#6/34.8/39.5")
    mark(page, "17 sites").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".map-mark[aria-label*='Arch of Palmyra']:focus, .map-mark[aria-label*='Shrine']:focus")


def test_every_mark_has_a_name_of_its_own(opened):
    names = opened(PALMYRA).locator(".map-mark").evaluate_all("marks => marks.map(mark => mark.ariaLabel)")
    assert all(names)
    assert len(set(names)) == len(names)


def test_the_view_stands_in_the_address_and_comes_back_with_it(opened):
    page = opened("/?level=destroyed#9/34.5500/38.2700")
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_url(re.compile(r"\?level=destroyed#10/34\.5\d+/38\.2"))


def test_pointing_at_an_item_of_the_list_shows_its_mark(opened):
    page = opened(PALMYRA)
    page.locator("[data-slug=palmyra-baalshamin]").hover()
    page.wait_for_selector(".map-mark--lit[aria-label^='Temple of Baalshamin']")


def test_a_map_without_its_data_says_so_and_tries_again(opened, page):
    page.route("**/map/*/*/*.json", lambda route: route.abort())
    opened("/#5/34/38")
    assert "could not be loaded" in page.locator(".map-notice").inner_text()
    page.unroute("**/map/*/*/*.json")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector(".map-mark")
    page.wait_for_selector(".map-notice", state="hidden")


def test_a_name_that_looks_like_a_program_is_shown_as_text(opened, page):
    evil = "<img src=x onerror=\"document.title='taken'\">"
    site = {"number": 1, "slug": "x", "name": evil, "native": {"text": evil, "language": "ar"}, "at": [34, 38]}
    site |= {"cell": None, "approximate": False, "level": "severe", "verification": "reported", "contested": True}
    site |= {"recovery": "", "confirmed": "", "since": "2015-08-23", "reports": 1, "sources": 1}
    page.route("**/map/*/*/*.json", lambda route: route.fulfill(json={"sites": [site], "clusters": []}))
    opened("/#16/34/38")
    page.locator(".map-mark").first.click()
    assert evil in page.locator(".map-card").inner_text()
    assert page.locator("#map img").count() == 0
    assert page.title() != "taken"
