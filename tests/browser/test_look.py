"""What a reader chose of the looks is kept without a cookie; whoever is new or lost finds the way, by keyboard too."""

import pytest
from playwright.sync_api import expect
from test_for_everybody import grave_faults, sideways, tab_to

PAPER = {"light": "rgb(251, 248, 242)", "dark": "rgb(27, 25, 23)"}
THEMES = ["light", "dark"]


def ground(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def phone(new_context):
    page = new_context(has_touch=True, is_mobile=True).new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    return page


def choose(page, theme):
    page.locator(".colours summary").click()
    page.get_by_role("radio", name=theme.capitalize()).check()
    page.keyboard.press("Escape")


@pytest.mark.parametrize(("device", "theme"), [("light", "dark"), ("dark", "light")])
def test_the_colours_that_a_reader_chose_stay_on_every_page_and_no_cookie_keeps_them(page, device, theme):
    page.emulate_media(color_scheme=device)
    page.goto("/method/")
    assert ground(page) == PAPER[device]
    choose(page, theme)
    assert ground(page) == PAPER[theme]
    for address in ["/", "/sites/palmyra-baalshamin/", "/no/such/page"]:
        page.goto(address)
        assert ground(page) == PAPER[theme], address
    assert page.context.cookies() == []
    choose(page, "as the device")
    assert ground(page) == PAPER[device]
    page.reload()
    assert ground(page) == PAPER[device]


def test_the_map_wears_the_colours_that_were_chosen(page):
    page.emulate_media(color_scheme="light")
    page.goto("/")
    page.wait_for_selector("#map[aria-busy=false]")
    sea = """() => {
      const pen = document.querySelector('.leaflet-basemap-pane canvas').getContext('2d');
      return [...pen.getImageData(9, 9, 1, 1).data];
    }"""
    before = page.evaluate(sea)
    choose(page, "dark")
    page.wait_for_timeout(200)
    after = page.evaluate(sea)
    assert sum(before[:3]) > 3 * 128 > sum(after[:3])


def test_a_page_never_flashes_up_in_the_other_colours(page):
    """Whatever runs late, the colours stand before the first paint: the modules of the page are held back."""
    page.emulate_media(color_scheme="light")
    page.goto("/method/")
    choose(page, "dark")
    page.route("**/js/page*.js", lambda route: route.abort())
    page.goto("/about/")
    assert ground(page) == PAPER["dark"]


@pytest.mark.parametrize("scheme", THEMES)
def test_without_scripts_the_colours_are_those_of_the_device(new_context, scheme):
    page = new_context(java_script_enabled=False, color_scheme=scheme).new_page()
    page.goto("/method/")
    assert ground(page) == PAPER[scheme]
    expect(page.locator(".colours")).to_be_hidden()


def test_the_desk_and_the_public_pages_keep_one_choice(page):
    page.emulate_media(color_scheme="light")
    page.goto("/admin/login/")
    page.evaluate("localStorage.setItem('theme', 'dark')")
    page.goto("/about/")
    assert ground(page) == PAPER["dark"]


def test_the_introduction_stays_closed_once_it_was_closed_and_can_be_opened_again(page):
    page.goto("/")
    intro = page.locator("#intro")
    expect(intro.get_by_role("heading")).to_be_visible()
    expect(intro).to_contain_text("reports")
    tab_to(page, intro.locator("summary"))
    page.keyboard.press("Enter")
    expect(intro.get_by_role("heading")).to_be_hidden()
    for address in ["/", "/?level=destroyed", "/"]:
        page.goto(address)
        expect(intro.get_by_role("heading")).to_be_hidden()
    assert page.context.cookies() == []
    intro.get_by_text("What is this?").click()
    expect(intro.get_by_role("heading")).to_be_visible()
    page.reload()
    expect(intro.get_by_role("heading")).to_be_visible()


def test_two_clicks_lead_a_newcomer_from_the_introduction_to_a_source(page):
    page.goto("/")
    page.locator("#intro").get_by_role("link", name="report").first.click()
    claim = page.locator(".claim:target")
    expect(claim).to_be_visible()
    claim.locator(".source a").first.click()
    page.wait_for_selector("h1")
    assert "/articles/" in page.url


def test_on_a_phone_a_newcomer_sees_the_introduction_and_the_map_and_reaches_the_list(new_context):
    page = phone(new_context)
    page.goto("/")
    expect(page.locator(".intro-title")).to_be_in_viewport()
    expect(page.locator("#map")).to_be_in_viewport()
    page.locator("#intro summary").tap()
    expect(page.locator(".entry").first).to_be_in_viewport()
    assert sideways(page) == 0


def test_without_scripts_the_introduction_is_there_and_folds(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    expect(page.locator(".intro-title")).to_be_visible()
    page.locator("#intro summary").click()
    expect(page.locator(".intro-title")).to_be_hidden()


def test_who_finds_nothing_gets_on_by_keyboard(page):
    page.goto("/?level=none&country=SY&cause=fire")
    expect(page.locator(".nothing-title")).to_have_text("No site fits.")
    tab_to(page, page.locator(".ways-on a").first)
    page.keyboard.press("Enter")
    expect(page.locator(".nothing")).to_have_count(0)
    expect(page.locator(".entry").first).to_be_visible()


def test_who_mistypes_an_address_is_one_key_from_what_was_meant(page):
    page.goto("/sites/temple-of-baalshamin/")
    tab_to(page, page.get_by_role("searchbox", name="Look for a site"))
    page.keyboard.press("Enter")
    expect(page.locator(".entry-name").first).to_contain_text("Temple of Baalshamin")


def test_where_the_map_does_not_come_the_page_says_where_the_sites_are(new_context, faults):
    page = new_context().new_page()
    page.route("**/leaflet*.js", lambda route: route.abort())
    page.goto("/")
    expect(page.locator(".map-waits")).to_be_visible()
    page.get_by_role("searchbox").fill("Baalshamin")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".entry")).to_have_count(1)
    page.wait_for_load_state("networkidle")  # the second page misses them too
    page.close()
    assert {fault.partition(":")[0] for fault in faults} == {"script error"}  # the scripts of the map miss theirs
    faults.clear()


@pytest.mark.parametrize("scheme", THEMES)
@pytest.mark.parametrize("width", [1280, 360])
def test_the_style_guide_bars_nobody(page, scheme, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto("/styleguide/")
    assert grave_faults(page) == []
    assert sideways(page) == 0


def test_every_thing_that_takes_the_focus_shows_it_and_lies_under_nothing(page):
    """Two pixels of outline at least, and the middle of the target is its own."""
    page.goto("/")
    page.wait_for_selector("#map[aria-busy=false]")
    hidden = []
    for _ in range(60):
        page.keyboard.press("Tab")
        told = page.evaluate("""() => {
          const it = document.activeElement;
          const {left, top, width, height} = it.getBoundingClientRect();
          const shown = it.matches('.time-clocks input, #map *') ? null : getComputedStyle(it);
          const above = document.elementFromPoint(left + width / 2, top + height / 2);
          const drawn = it.matches('.time-hand, .time-slider, #map *, body');
          return {
            name: it.outerHTML.slice(0, 80),
            outline: shown ? parseFloat(shown.outlineWidth) : 3,
            own: drawn || Boolean(above && (it.contains(above) || above.contains(it))),
          };
        }""")
        if told["outline"] < 2 or not told["own"]:
            hidden.append(told)
    assert hidden == []


@pytest.mark.parametrize(
    "address", ["/", "/sites/", "/sites/palmyra-baalshamin/", "/summary/", "/data/", "/styleguide/"]
)
def test_targets_are_large_enough_for_a_finger(new_context, address):
    """24 pixels for each that stands in no line of text; 44 for what is used most, on a phone."""
    page = phone(new_context)
    page.goto(address)
    small = page.evaluate("""() => {
      const main = '.filters-go, .filters-text, .pick > summary, .time-play, .button, .colours summary';
      const inText = 'p, .entry-name, .leaflet-control-attribution, .unseen, details:not([open]) > :not(summary)';
      return [...document.querySelectorAll('a, button, summary, input:not([type=hidden])')].filter((one) => {
        const {width, height} = one.getBoundingClientRect();
        if (!width || one.closest(inText) || one.matches('.map-mark, .time-hand, .skip')) return false;
        const label = one.closest('label')?.getBoundingClientRect();
        return Math.max(height, label?.height ?? 0) < (one.matches(main) ? 44 : 24);
      }).map((one) => [one.outerHTML.slice(0, 90), one.getBoundingClientRect().height]);
    }""")
    assert small == []
