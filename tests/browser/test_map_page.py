"""The map page as one thing: filter, map, list, search and address change together, and nothing is lost on the way."""

import json
import re

import pytest
from playwright.sync_api import expect
from test_for_everybody import grave_faults, sideways, tab_to

PALMYRA = "#15/34.5515/38.2690"
PHONE = {"width": 360, "height": 640}
LINKS = "links => links.map(link => link.textContent)"


@pytest.fixture
def opened(page):
    """Open an address, as a page that no script will leave unnoticed, and wait until the map has drawn its marks."""

    def visit(address):
        page.goto("about:blank")
        page.goto(address)
        drawn(page)
        page.evaluate("window.neverLeft = true")
        return page

    return visit


def drawn(page):
    page.wait_for_selector("#map[aria-busy=false]")
    page.wait_for_selector("#list:not([aria-busy=true])")


def tally(page, words):
    expect(page.locator(".tally")).to_have_text(re.compile(words))


def names(page):
    return page.locator(".entry-name a").evaluate_all(LINKS)


def on_the_map(page):
    """How many sites the marks stand for."""
    drawn(page)
    return sum(page.locator(".map-mark").evaluate_all("marks => marks.map(mark => Number(mark.dataset.count))"))


def tick(page, group, *labels):
    page.locator(f"[data-key={group}] > summary").click()
    for label in labels:
        box(page, group, label).check()


def box(page, group, label):
    return page.locator(f"[data-key={group}]").get_by_role("checkbox", name=label)


def with_state(page, act):
    """Run a script that is given the page's own state module."""
    find = "performance.getEntriesByType('resource').find(({name}) => /js\\/state\\.[^/]*js$/.test(name)).name"
    page.evaluate(f"import({find}).then((state) => {{ {act} }})")


def stayed(page):
    return page.evaluate("window.neverLeft === true")


# ── the filter


def test_a_tick_changes_map_list_counts_chips_title_and_address_at_once_and_leaves_the_panel_open(opened):
    page = opened("/")
    tick(page, "level", "Destroyed", "Severe damage")
    tally(page, r"^37 of 53 sites")
    expect(page.locator(".chip")).to_have_count(2)
    expect(page.locator("[data-key=level]")).to_have_attribute("open", "")
    expect(box(page, "level", "Severe damage")).to_be_focused()
    expect(page).to_have_url(re.compile(r"/\?level=destroyed&level=severe#"))
    expect(page).to_have_title(re.compile("^Destroyed, Severe damage"))
    assert page.locator("link[rel=canonical]").get_attribute("href").endswith("/?level=destroyed&level=severe")
    assert on_the_map(page) == 36  # one of them has no public place
    expect(page.locator("#said")).to_have_text(re.compile("37 of 53 sites"))
    assert stayed(page)


def test_a_chip_is_taken_out_by_keyboard_and_the_focus_goes_on_to_the_next(opened):
    page = opened("/?level=destroyed&level=severe")
    page.locator(".chip").first.press("Enter")
    tally(page, "^11 of 53")
    expect(page.locator(".chip")).to_be_focused()
    page.locator(".chips-clear").press("Enter")
    tally(page, "^53 sites")
    expect(page.locator("#list")).to_be_focused()
    assert on_the_map(page) == 52
    assert stayed(page)


def test_back_and_forward_bring_filter_list_map_and_place_again(opened):
    page = opened("/" + PALMYRA)
    everything = names(page)
    tick(page, "level", "Destroyed")
    tally(page, "^26 of 53")
    page.keyboard.press("Escape")
    page.locator(".leaflet-control-zoom-out").click()
    expect(page).to_have_url(re.compile("level=destroyed#14/"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/#15/"))
    tally(page, "^53 sites")
    assert names(page) == everything
    expect(page.locator("[data-key=level] input[value=destroyed]")).not_to_be_checked()
    page.go_forward()
    tally(page, "^26 of 53")
    expect(page).to_have_url(re.compile("level=destroyed#14/"))
    expect(page.locator("[data-key=level] input[value=destroyed]")).to_be_checked()
    assert stayed(page)


def test_the_latest_of_many_quick_wishes_wins(opened, page):
    opened("/")
    held = []
    page.route(re.compile(r"/\?level=destroyed$"), lambda route: held.append(route))
    tick(page, "level", "Destroyed", "Severe damage")
    tally(page, "^37 of 53")
    for route in held:
        route.abort()
    tally(page, "^37 of 53")
    expect(page.locator("#calm")).to_be_hidden()


def test_a_list_that_does_not_come_says_so_and_comes_when_asked_again(opened, page):
    opened("/")
    page.route(re.compile(r"/\?country="), lambda route: route.abort())
    tick(page, "country", "Mali")
    expect(page.locator("#calm")).to_contain_text("could not be loaded")
    expect(page.locator(".chip")).to_have_count(0)
    assert len(names(page)) == 50
    page.unroute(re.compile(r"/\?country="))
    page.get_by_role("button", name="Try again").click()
    tally(page, "^3 of 53")
    expect(page.locator("#calm")).to_be_hidden()


def test_what_cannot_be_asked_is_explained_and_can_be_taken_back(opened):
    page = opened("/?sort=level")
    with_state(page, "state.change((params) => params.set('on', '2015-02-30'))")
    expect(page.locator("#calm")).to_contain_text("2015-02-30")
    page.get_by_role("button", name="Take it back").click()
    expect(page).to_have_url(re.compile(r"\?sort=level#"))
    tally(page, "^53 sites")


def test_where_nothing_fits_the_page_offers_the_way_back(opened):
    page = opened("/")
    page.locator("#q").fill("qqqwwx")
    page.locator("#q").press("Enter")
    expect(page.get_by_text("No site fits.")).to_be_visible()
    page.get_by_role("link", name="Show all sites").click()
    tally(page, "^53 sites")
    expect(page.locator("#q")).to_have_value("")
    assert stayed(page)


def test_the_pages_of_the_list_turn_without_leaving_the_map(opened):
    page = opened("/")
    page.get_by_role("link", name="Next page").click()
    expect(page.locator(".entry")).to_have_count(3)
    expect(page).to_have_url(re.compile(r"\?page=2#"))
    expect(page.locator("#list")).to_be_focused()
    assert stayed(page)


def test_scripts_hear_of_every_change_and_may_leave_the_list_for_later(opened):
    page = opened("/")
    with_state(
        page,
        """
        window.heard = [];
        state.onChange((params, previous) => window.heard.push([String(previous), String(params)]));
        state.change((params) => params.set('before', '2015-12-31'), {list: false});
        state.change((params) => params.set('before', '2014-12-31'), {push: false, list: false});
        state.change((params) => params.set('before', '2014-12-31'), {push: false});
        """,
    )
    expect(page.locator(".chip")).to_have_text(re.compile("damage until 31 December 2014"))
    assert page.evaluate("window.heard") == [["", "before=2015-12-31"], ["before=2015-12-31", "before=2014-12-31"]]
    page.go_back()
    tally(page, "^53 sites")


# ── list and map in step


def test_the_list_keeps_to_what_the_map_shows_where_the_reader_wishes_it(opened):
    page = opened("/?level=destroyed" + PALMYRA)
    page.get_by_label("Only what the map shows").check()
    tally(page, "of 26 in this view")
    assert 0 < len(names(page)) < 26
    assert on_the_map(page) >= len(names(page))
    page.locator(".leaflet-control-zoom-out").click(click_count=4, delay=50)
    expect(page).to_have_url(re.compile(r"view=[-\d.%C]+#1[0-4]/"))
    page.get_by_label("Only what the map shows").uncheck()
    tally(page, "^26 of 53")
    assert "view=" not in page.url


def test_the_map_moves_and_the_list_stays_where_the_reader_does_not_wish_it(opened):
    page = opened("/?level=destroyed" + PALMYRA)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/?" in request.url else None)
    page.locator(".leaflet-control-zoom-in").click()
    expect(page).to_have_url(re.compile("#16/"))
    drawn(page)
    assert asked == []
    tally(page, "^26 of 53")


def test_a_map_without_any_of_the_sites_offers_the_way_to_them(opened):
    page = opened("/?country=ML#6/60.0/-120.0")
    page.get_by_role("button", name="Show them").click()
    expect(page.get_by_role("button", name="Show them")).to_be_hidden()
    assert on_the_map(page) == 3


def test_the_open_site_stands_in_the_address_and_in_sight_in_the_list_and_opens_again_with_it(opened):
    page = opened("/" + PALMYRA)
    page.locator(".map-mark[aria-label^='Temple of Bel']").click()
    expect(page).to_have_url(re.compile(r"#15/[\d.]+/[\d.]+/palmyra-bel$"))
    expect(page.locator("[data-slug=palmyra-bel]")).to_be_in_viewport()
    address = page.url
    opened(address)
    expect(page.locator(".map-card")).to_contain_text("Temple of Bel")
    expect(page.locator("[data-slug=palmyra-bel][data-lit]")).to_be_in_viewport()
    page.locator(".leaflet-popup-close-button").click()
    expect(page).to_have_url(re.compile(r"#15/[\d.]+/[\d.]+$"))


# ── the search


def test_the_search_suggests_names_in_any_script_and_opens_the_site_on_the_map(opened):
    page = opened("/")
    page.locator("#q").press_sequentially("بعل شمي")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("Temple of Baalshamin")
    expect(first).to_contain_text("معبد بعل شمين")
    expect(first).to_contain_text("Syria")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    assert page.locator("#q").get_attribute("aria-activedescendant") == first.get_attribute("id")
    page.keyboard.press("Enter")
    expect(page.locator(".map-card")).to_contain_text("Temple of Baalshamin")
    expect(page.get_by_role("option")).to_have_count(0)
    assert "q=" not in page.url


def test_escape_closes_the_suggestions_and_enter_filters_by_what_is_typed(opened):
    page = opened("/")
    page.locator("#q").press_sequentially("palmyra")
    expect(page.get_by_role("combobox", name="Name of a site")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("#q")).to_have_value("palmyra")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_text(re.compile("“palmyra”"))
    expect(page).to_have_url(re.compile(r"\?q=palmyra#"))
    assert on_the_map(page) > 10


def test_a_site_that_the_filter_leaves_out_is_told_and_shown_when_the_reader_wishes(opened):
    page = opened("/?country=ML")
    page.locator("#q").press_sequentially("baalshamin")
    page.get_by_role("option").first.click()
    expect(page.locator(".search-said")).to_contain_text("The filter leaves out Temple of Baalshamin.")
    page.locator(".search-said").get_by_role("button").click()
    expect(page.locator(".map-card")).to_contain_text("Temple of Baalshamin")
    tally(page, "^53 sites")


def test_without_suggestions_the_search_goes_on(opened, page):
    opened("/")
    page.route("**/suggest.json*", lambda route: route.abort())
    page.locator("#q").press_sequentially("bel")
    expect(page.locator(".suggestions-hint")).to_contain_text("Enter searches all the same")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_be_visible()


# ── sharing


def test_a_link_and_a_code_are_copied_that_show_the_present_view(new_context):
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("/?level=destroyed" + PALMYRA)
    drawn(page)
    page.locator("#share > summary").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".share-said")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.get_by_label("the list").check()
    page.get_by_label("the legend, open").uncheck()
    page.get_by_label("Size").select_option("360 400")
    code = page.get_by_label("Code for a map on another page").input_value()
    address = re.search(r'src="([^"]+)"', code)[1].replace("&amp;", "&")
    assert address.endswith("/embed/?level=destroyed&list=1&legend=0" + page.url[page.url.index("#") :])
    assert 'width="360" height="400"' in code


def test_where_nothing_may_be_copied_the_link_is_selected(opened):
    page = opened("/")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.locator("#share > summary").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".share-said")).to_contain_text("It is selected")
    assert page.evaluate("window.getSelection().toString() || document.activeElement.id") in ("share-link", page.url)


def test_another_page_shows_the_map_and_its_links_lead_out_of_the_frame(new_context, live_site):
    page = new_context().new_page()
    page.route(
        "**/somewhere-else",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<iframe width="320" height="240" src="{live_site.url}/embed/?level=destroyed{PALMYRA}"></iframe>',
        ),
    )
    page.goto(f"{live_site.url}/somewhere-else")
    frame = page.frame_locator("iframe")
    expect(frame.locator("#map[aria-busy=false]")).to_be_visible()
    frame.locator(".map-mark[aria-label^='Temple of Bel']").press("Enter")
    with page.context.expect_page() as opened_page:
        frame.locator(".map-card").get_by_role("link", name="Temple of Bel").click()
    opened_page.value.wait_for_selector("h1:has-text('Temple of Bel')")
    with page.context.expect_page() as opened_page:
        frame.get_by_role("link", name="Open the full map").click()
    opened_page.value.wait_for_selector("#map[aria-busy=false]")
    assert "/?level=destroyed#15/" in opened_page.value.url
    assert opened_page.value.evaluate("window.opener") is None


def test_the_map_in_a_small_frame_keeps_its_legend_in_reach(page):
    page.set_viewport_size({"width": 320, "height": 240})
    page.goto("/embed/?list=1")
    drawn(page)
    assert sideways(page) == 0
    page.locator(".legend summary").press("Enter")
    expect(page.locator(".legend").get_by_text("hatched: contested")).to_be_visible()


# ── a phone, paper, and everybody


@pytest.fixture
def phone(page):
    page.set_viewport_size(PHONE)
    page.goto("/")
    drawn(page)
    return page


def height(page):
    return page.locator("#list").bounding_box()["height"]


def test_on_a_phone_the_list_is_a_sheet_with_three_heights_by_tap_and_key(phone):
    handle = phone.get_by_role("button", name="Height of the list")
    half = height(phone)
    handle.click()
    expect(handle).to_have_accessible_name("Height of the list: full")
    assert height(phone) > PHONE["height"] * 0.9
    handle.press("ArrowDown")
    assert height(phone) == half
    handle.press("ArrowDown")
    expect(handle).to_have_accessible_name("Height of the list: low")
    assert height(phone) < half / 2
    assert phone.locator("#map").bounding_box()["height"] > PHONE["height"] / 2


def test_on_a_phone_a_drag_moves_the_sheet(phone):
    x, y = (lambda box: (box["x"] + box["width"] / 2, box["y"] + 10))(phone.locator(".handle").bounding_box())
    phone.mouse.move(x, y)
    phone.mouse.down()
    phone.mouse.move(x, y - 200, steps=10)
    phone.mouse.move(x, 60, steps=10)
    phone.mouse.up()
    expect(phone.locator("body")).to_have_attribute("data-sheet", "full")


def test_on_a_phone_everything_can_be_hit_with_a_finger_and_nothing_scrolls_sideways(phone):
    small = phone.locator("button, summary, .filters a, .chips a, .listhead a, .inview").evaluate_all(
        """them => them.filter((one) => one.checkVisibility() && !one.closest('.panel, .time, #map, .leaflet-control'))
            .map((one) => [one.textContent.trim().slice(0, 30), one.getBoundingClientRect().height])
            .filter(([, height]) => height < 44 && height !== 28)"""  # the handle of 28 pixels reaches beyond its edges
    )
    assert small == []
    assert sideways(phone) == 0


def test_on_paper_the_legend_is_open(opened):
    page = opened("/")
    page.locator(".legend summary").click()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".legend").get_by_text("hatched: contested")).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator(".legend").get_by_text("hatched: contested")).to_be_hidden()


def test_a_reader_without_a_mouse_filters_and_opens_a_site(opened):
    page = opened("/")
    tab_to(page, page.locator("[data-key=level] > summary"))
    page.keyboard.press("Enter")
    tab_to(page, box(page, "level", "Severe damage"))
    page.keyboard.press("Space")
    tally(page, "^11 of 53")
    expect(box(page, "level", "Severe damage")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-key=level] > summary")).to_be_focused()


SCENES = {
    "a filter is open": ("/", "[data-key=level] > summary"),
    "the share panel is open": ("/?level=destroyed", "#share > summary"),
    "nothing fits": ("/?q=qqqwwx", None),
    "the map for others": ("/embed/?list=1", None),
}


@pytest.mark.parametrize("scene", SCENES)
def test_no_state_of_the_map_page_bars_those_who_need_help_to_read(scene, page):
    address, opener = SCENES[scene]
    found = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto("about:blank")
        page.goto(address)
        drawn(page)
        if opener:
            page.locator(opener).click()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [(width, scheme, *fault) for fault in grave_faults(page)]
    assert found == []


def test_the_open_suggestions_bar_nobody(opened):
    page = opened("/")
    page.locator("#q").press_sequentially("palm")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert grave_faults(page) == []


def test_the_map_page_asks_nobody_else_and_keeps_nothing(opened):
    page = opened("/?level=destroyed")
    assert page.context.cookies() == []
    assert json.loads(page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")) == {}
