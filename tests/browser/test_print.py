"""On paper: a record is a sheet that can be cited and found again, a list is a table, and both keep to their pages."""

import io
import re
from unicodedata import normalize

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect
from pypdf import PdfReader

BAALSHAMIN = "/sites/palmyra-baalshamin/"
RECORDS = (BAALSHAMIN, "/sites/palmyra-lion-al-lat/", "/sites/odesa-transfiguration-cathedral/", "/reports/14/")
MM = 96 / 25.4  # pixels
SOURCES = """all => all.map(one => [one.querySelector('a').textContent,
    ...[...one.querySelectorAll('a[rel]')].map(link => link.getAttribute('href'))])"""


def solid(text):
    """A text without its spaces and its joined letters: where paper breaks its lines is nobody's business."""
    return re.sub(r"\s+", "", normalize("NFKC", text))


def printed(page, paper="A4"):
    """What stands on each page of the paper."""
    return [one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format=paper))).pages]


def read(page):
    """What a telephone reads in the code of the sheet."""
    page.emulate_media(media="print")
    code = page.locator(".sheet-code")
    seen = zxingcpp.read_barcodes(Image.open(io.BytesIO(code.screenshot())))
    page.emulate_media(media="screen")
    return [one.text for one in seen]


@pytest.mark.parametrize("address", RECORDS)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_record_on_paper_names_all_that_it_rests_on_and_takes_three_pages_at_most(page, address, paper):
    page.goto(address)
    pages = printed(page, paper)
    whole = solid("".join(pages))
    assert len(pages) <= 3
    sources = page.locator(".source").evaluate_all(SOURCES)
    assert sources
    for title, *links in sources:
        assert solid(title) in whole, title
        assert links
        for link in links:
            assert solid(f"<{link}>") in whole, link
    assert solid(page.locator("h1").inner_text()) in whole
    assert solid(page.locator(".verdict h2").inner_text()) in whole
    assert solid(page.locator("#citation").text_content()) in whole


@pytest.mark.parametrize("address", [*RECORDS, "/articles/3/", "/sites/?country=SY&level=destroyed", "/", "/articles/"])
def test_a_sheet_tells_where_it_stands_in_letters_and_to_a_camera(page, live_site, address):
    page.goto(address)
    there = page.locator("link[rel=canonical]").get_attribute("href")
    assert there.startswith(live_site.url)
    whole = solid("".join(printed(page)))
    assert f"Thispagestandsat{there}" in whole
    assert "CCBY4.0,https://creativecommons.org/licenses/by/4.0/" in whole
    assert read(page) == [there]


def test_the_code_is_large_enough_for_a_camera_and_black_on_white_by_night_too(page):
    page.emulate_media(color_scheme="dark")
    page.goto(BAALSHAMIN)
    page.emulate_media(media="print")
    box = page.locator(".sheet-code").bounding_box()
    assert min(box["width"], box["height"]) >= 25 * MM
    png = Image.open(io.BytesIO(page.locator(".sheet-code").screenshot())).convert("RGB")
    assert {colour for _, colour in sorted(png.getcolors(1 << 16))[-2:]} == {(0, 0, 0), (255, 255, 255)}
    assert png.getpixel((3, 3)) == (255, 255, 255)
    expect(page.get_by_role("img", name="QR code of the address of this page")).to_be_visible()


def test_a_sheet_of_past_days_says_so_and_leads_back_to_them(page, live_site):
    page.goto("/sites/palmyra-lion-al-lat/?known=2015-09-01")
    whole = solid("".join(printed(page)))
    assert "asknownon1September2015" in whole
    assert solid("reports that do not count on these days") in whole
    assert solid("it turned out to be badly damaged but not lost") in whole  # what is folded away on the screen
    assert read(page) == [f"{live_site.url}/sites/palmyra-lion-al-lat/?known=2015-09-01"]


@pytest.mark.parametrize("address", [BAALSHAMIN, "/reports/14/"])
def test_a_record_on_paper_has_its_map_and_numbered_pages_and_nothing_to_click(page, address):
    page.goto(address)
    pages = printed(page)
    assert [solid(one)[:3] for one in pages] == [f"{n}/{len(pages)}" for n in range(1, len(pages) + 1)]
    page.emulate_media(media="print")
    picture = page.locator("img.where")
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    assert picture.evaluate("it => it.decode().then(() => it.naturalWidth)") == 400
    expect(page.locator("#map")).to_be_hidden()
    expect(page.locator("main :is(button, input, textarea):visible")).to_have_count(0)


def test_marks_keep_their_colours_where_nothing_else_has_any(page):
    page.goto(BAALSHAMIN)
    page.emulate_media(media="print")
    shown = page.locator(".verdict > .mark")
    assert shown.evaluate("it => getComputedStyle(it).printColorAdjust") == "exact"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_a_list_on_paper_is_a_table_with_its_filter_its_count_and_a_legend(page):
    page.goto("/sites/?country=SY")
    pages = printed(page)
    assert pages[0].splitlines().count("Syria") == 1
    assert "22of53sites" in solid(pages[0])
    assert all(solid("Site Status Since Rests on") in solid(one) for one in pages[:-1])
    assert solid("hatched: contested") in solid(pages[-1])
    names = page.locator(".register .entry-name a").evaluate_all("all => all.map(one => one.textContent)")
    assert len(names) == 22
    assert [name for name in names if solid(name) not in solid("".join(pages))] == []


def test_nothing_of_the_sheet_is_seen_or_heard_on_the_screen(page):
    for address in (BAALSHAMIN, "/sites/", "/"):
        page.goto(address)
        assert page.locator(".on-paper").count() > 0
        expect(page.locator(".on-paper:visible")).to_have_count(0)


def test_a_reader_prints_with_a_button_and_without_scripts_is_told_how(page, new_context):
    page.goto(BAALSHAMIN)
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes' }")
    page.get_by_role("button", name="Print this sheet").click()
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto(BAALSHAMIN)
    expect(plain.get_by_text("Print it from the menu of your browser")).to_be_visible()
    expect(plain.get_by_role("button", name="Print this sheet")).to_be_hidden()
