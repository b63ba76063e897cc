"""What the map draws, and what the page's other scripts ask of it: colours, squares, comparisons, other filters."""

import math
import re

import pytest

PALMYRA = "/#16/34.5515/38.2690"
DESERT = "/#12/34.5/38.5"
LEVELS = ["destroyed", "severe", "moderate", "slight", "none"]

ASK = """async () => {
  const {overview} = await import(document.querySelector('script[src*="map/main"]').src);
  return %s;
}"""
PAINTED = """([level, x, y]) => {
  const mark = document.querySelector(`.map-mark[aria-label^="${level}"]`).getBoundingClientRect();
  const canvas = document.querySelector('.leaflet-marks-pane canvas');
  const {left, top, width} = canvas.getBoundingClientRect();
  const at = [mark.left + mark.width / 2 + x - left, mark.top + mark.height / 2 + y - top];
  const pixel = canvas.getContext('2d').getImageData(...at.map((one) => Math.round(one * canvas.width / width)), 1, 1);
  return [...pixel.data.slice(0, 3)];
}"""
IN_VIEW = """() => {
  const view = document.getElementById('map').getBoundingClientRect();
  const isIn = ({left, top, width, height}) => left + width / 2 > view.left && left + width / 2 < view.right
    && top + height / 2 > view.top && top + height / 2 < view.bottom;
  const seen = [...document.querySelectorAll('.map-mark')].filter((mark) => isIn(mark.getBoundingClientRect()));
  return seen.reduce((sum, mark) => sum + Number(mark.dataset.count), 0);
}"""
TOKEN = """name => {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color.match(/\\d+/g).map(Number);
}"""


def a_site(number, at, **facts):
    plain = {"number": number, "slug": f"site-{number}", "name": f"Site {number}", "native": None, "at": at}
    plain |= {"cell": None, "approximate": False, "level": "severe", "verification": "confirmed", "contested": False}
    return plain | {"recovery": "", "confirmed": "", "since": None, "reports": 1, "sources": 1} | facts


def around(at, half):
    return [at[0] - half, at[1] - half, at[0] + half, at[1] + half]


def lies_in(at, z, x, y):
    part = 0.5 - math.asinh(math.tan(math.radians(at[0]))) / (2 * math.pi)
    return (int((at[1] + 180) / 360 * 2**z), int(part * 2**z)) == (x, y)


@pytest.fixture
def opened(page):
    """Open an address and wait until the map has drawn its marks."""

    def visit(address):
        page.goto(address)
        page.wait_for_selector("#map[aria-busy=false]")
        return page

    return visit


@pytest.fixture
def told(page, opened):
    """Open the map of a server that knows these sites and clusters."""

    def visit(address, sites=(), clusters=()):
        def answer(route):
            tile = [int(part) for part in re.findall(r"\d+", route.request.url.split("/map/")[1])[:3]]
            here = [[one for one in known if lies_in(one["at"], *tile)] for known in (sites, clusters)]
            route.fulfill(json={"sites": here[0], "clusters": here[1]})

        page.route("**/map/*/*/*.json*", answer)
        return opened(address)

    return visit


def mark(page, name):
    return page.locator(f".map-mark[aria-label^='{name}']")


def is_painted(page, name, token, x=0, y=0):
    """Whether a mark has the colour of that name x and y pixels from its middle, but for the rounding of a canvas."""
    pairs = zip(page.evaluate(PAINTED, [name, x, y]), page.evaluate(TOKEN, token), strict=True)
    return all(abs(painted - wanted) <= 2 for painted, wanted in pairs)


def ask(page, what):
    """Let the page's scripts ask something of the map."""
    return page.evaluate(ASK % what)


def asked_tiles(page):
    """The addresses of the tiles that are asked for from now on."""
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/map/" in request.url else None)
    return asked


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_mark_has_the_colours_of_the_legend_by_day_and_by_night(told, page, scheme):
    """Also when night falls while the map is open."""
    sites = [a_site(n, [34.5, 38.4 + n / 20], level=level, name=level) for n, level in enumerate(LEVELS)]
    told(DESERT, sites)
    page.emulate_media(color_scheme=scheme)
    page.wait_for_selector("#map[aria-busy=false]")
    for level in LEVELS:
        assert is_painted(page, level, f"level-{level}", y=3), level


def test_what_only_one_source_reports_is_hollow_on_the_map_too(told, page):
    told(DESERT, [a_site(1, [34.5, 38.5], verification="reported", name="severe")])
    assert is_painted(page, "severe", "card")


def test_on_paper_the_map_is_drawn_in_the_colours_of_paper(told, page):
    page.emulate_media(color_scheme="dark")
    told(DESERT, [a_site(1, [34.5, 38.5], level="destroyed", name="destroyed")])
    page.emulate_media(media="print")
    assert page.evaluate(TOKEN, "level-destroyed") == [189, 0, 38]
    assert is_painted(page, "destroyed", "level-destroyed", y=3)
    sharp = page.locator(".leaflet-marks-pane canvas").evaluate("it => it.width / parseFloat(it.style.width)")
    assert sharp == 3


def test_the_keyboard_goes_from_north_west_to_south_east(opened):
    marks = opened(PALMYRA).locator(".map-mark")
    places = marks.evaluate_all("all => all.map(mark => mark.offsetTop + mark.offsetHeight / 2)")
    assert places == sorted(places)
    assert len(places) > 5


def test_of_two_marks_that_lie_close_the_nearer_one_opens(told):
    page = told("/#18/34.5/38.5", [a_site(1, [34.5, 38.5]), a_site(2, [34.5, 38.50005])])
    box = mark(page, "Site 1").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2 - 2, box["y"] + box["height"] / 2)
    assert page.locator(".map-card-name").inner_text() == "Site 1"


def test_a_thumb_need_not_hit_the_mark_itself(new_context):
    page = new_context(has_touch=True, is_mobile=True).new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/#17/34.5536/38.2702")
    page.wait_for_selector("#map[aria-busy=false]")
    box = mark(page, "Temple of Baalshamin").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2 + 20, box["y"] + box["height"] / 2)
    page.wait_for_selector(".map-card a:has-text('Temple of Baalshamin')")


def test_a_protected_site_opens_wherever_in_its_square_a_reader_presses(told):
    at = [34.5, 38.5]
    page = told(DESERT, [a_site(1, at, cell=around(at, 0.05), approximate=True)])
    box = mark(page, "Site 1: Severe damage, confirmed, approximate").bounding_box()
    page.mouse.click(box["x"] + 90, box["y"] + 70)
    page.wait_for_selector(".map-card-place:has-text('somewhere in the marked square')")


def test_two_days_compared_are_told_at_the_mark(told):
    before = {"level": "none", "verification": "reported", "contested": True, "recovery": ""}
    page = told(DESERT, [a_site(1, [34.5, 38.5], level="destroyed", before=before)])
    mark(page, "Site 1: Destroyed, confirmed (was: no known damage, reported, contested)").click()
    assert page.locator(".map-card-before").inner_text() == "was: no known damage, reported, contested"


def test_sites_that_no_zoom_parts_are_listed_in_their_box(told):
    """Too many for a card on one point, at any zoom: the list of the same filter names them."""
    point = [34.55, 38.27]
    pile = {"count": 40, "worst": "severe", "levels": {"severe": 40}, "at": point}
    page = told("/?country=SY#12/34.55/38.27", clusters=[pile | {"bounds": [*point, *point], "sites": []}])
    mark(page, "40 sites").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".map-card a:focus")
    assert "40 sites here" in page.locator(".map-card").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/sites/\?country=SY&bbox=38\.27,34\.55,38\.27,34\.55$"))
    assert page.locator("h1").is_visible()


def test_another_filter_is_shown_without_a_page_load_and_comes_back_at_once(opened):
    page = opened("/#6/34.8/39.5")
    ask(page, "overview.show('level=moderate')")
    page.wait_for_selector("#map[aria-busy=false]")
    page.wait_for_selector(".map-mark[aria-label^='17 sites']", state="detached")
    asked = asked_tiles(page)
    ask(page, "overview.show('')")
    page.wait_for_selector(".map-mark[aria-label^='17 sites']")
    assert asked == []


def test_a_filter_may_come_with_its_own_frame(opened):
    page = opened("/#6/34.8/39.5")
    ask(page, "overview.show('country=IQ', {frame: [[29, 39], [37.5, 48.5]]})")
    page.wait_for_selector("#map[aria-busy=false]")
    assert ask(page, "overview.view.contains([[29, 39], [37.5, 48.5]])")
    assert ask(page, "document.getElementById('map').dataset.query") == "country=IQ"


def test_of_a_dragged_slider_only_the_first_and_the_last_day_are_read(opened):
    page = opened("/#6/34.8/39.5")
    asked = asked_tiles(page)
    ask(page, "[...Array(28).keys()].forEach((day) => overview.show(`on=2015-08-${String(day + 1).padStart(2, '0')}`))")
    page.wait_for_selector("#map[aria-busy=false]")
    assert {re.search("on=(.*)", url)[1] for url in asked} == {"2015-08-01", "2015-08-28"}


def test_who_stands_on_a_mark_stays_there_when_the_day_changes(opened):
    page = opened(PALMYRA)
    mark(page, "Temple of Baalshamin").focus()
    ask(page, "overview.show('on=2015-08-25')")
    page.wait_for_selector(".map-mark[aria-label='Temple of Baalshamin: Destroyed, reported']:focus")


def test_an_open_card_tells_what_held_on_the_day_that_is_shown(opened):
    page = opened(PALMYRA)
    mark(page, "Temple of Baalshamin").click()
    number = ask(page, "overview.selected")
    ask(page, "overview.show('on=2015-08-25')")
    page.wait_for_selector(".map-card-status:has-text('reported')")
    assert ask(page, "overview.selected") == number
    ask(page, "overview.show('level=moderate')")
    page.wait_for_selector(".map-card", state="detached")
    assert ask(page, "overview.selected") is None


def test_a_site_that_is_asked_for_opens_wherever_the_map_was(opened):
    page = opened("/#4/10/10")
    found = page.request.get("/map/0/0/0.json", params={"q": "Temple of Bel"}).json()["sites"]
    (bel,) = [site for site in found if site["name"] == "Temple of Bel"]
    ask(page, f"overview.openSite({{number: {bel['number']}, at: {bel['at']}}})")
    page.wait_for_selector(".map-card a:has-text('Temple of Bel')")
    assert ask(page, "overview.map.getZoom()") == 14


def test_the_map_tells_the_page_of_its_moves_and_drawings(opened):
    page = opened("/#6/34.8/39.5")
    heard = """new Promise((done) => {
      const map = document.getElementById('map');
      const heard = [];
      map.addEventListener('map:view', () => heard.push('moved'));
      map.addEventListener('map:drawn', ({detail}) => { heard.push(detail.sites); done(heard); });
      overview.map.setView([34.5515, 38.2690], 16, {animate: false});
    })"""
    moved, drawn = ask(page, heard)
    assert (moved, drawn) == ("moved", page.evaluate(IN_VIEW))


def test_a_reader_gives_the_map_the_whole_screen(opened):
    page = opened("/")
    page.get_by_role("button", name="Full screen").press("Enter")
    leave = page.get_by_role("button", name="Leave full screen")
    leave.wait_for()
    assert page.evaluate("document.fullscreenElement.contains(document.querySelector('.legend'))")
    leave.click()
    page.get_by_role("button", name="Full screen", exact=True).wait_for()
