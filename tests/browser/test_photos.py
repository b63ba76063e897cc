"""Six pictures are handed in, one of them a bomb; readers compare a view before and after; graphic ones wait."""

import struct
import zlib

import pytest
from hands import pick, sign_in, sign_out, view
from playwright.sync_api import expect
from test_for_everybody import grave_faults, sideways

SLOW = 60_000  # milliseconds: every picture is looked at in a process of its own
UPLOAD = "/admin/heritage/photo/upload/"


def bomb():
    """A PNG of a few bytes that claims to have a gigapixel."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 32_000, 32_000, 8, 2, 0, 0, 0))
    whole = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(9999))) + chunk(b"IEND", b"")
    return {"name": "holiday.png", "mimeType": "image/png", "buffer": whole}


def ready(page, site, credit="A. Photographer"):
    page.goto(UPLOAD)
    pick(page, "site", site)
    page.get_by_label("Credit").fill(credit)
    page.get_by_label("Licence").fill("CC BY 4.0")


def row(page, text):
    return page.locator(".upload-row").filter(has_text=text)


def test_of_six_pictures_one_is_a_bomb_and_the_others_are_described_and_sent(page, live_site):
    sign_in(page, live_site.editor)
    ready(page, "Roman theatre of Palmyra")
    files = [view(number, number) for number in range(1, 6)]
    page.get_by_label("Choose files, or drop them here").set_input_files([*files[:3], bomb(), *files[3:]])
    expect(page.locator(".upload-file--kept")).to_have_count(5, timeout=SLOW)
    refused = page.locator(".upload-file--refused")
    expect(refused).to_have_count(1)
    expect(refused).to_contain_text("holiday.png")
    expect(refused).to_contain_text("The picture has more than 16 megapixels")
    rows = page.locator(".upload-row")
    expect(rows).to_have_count(5)
    assert rows.locator("img").first.evaluate("it => it.decode().then(() => it.naturalWidth)") == 240
    assert grave_faults(page) == []
    for number in range(4):
        rows.nth(number).get_by_label("What the picture shows").fill(f"The stage, view {number}")
    page.get_by_role("button", name="Save and send all to review").click()
    expect(page.locator(".messagelist")).to_contain_text("4 pictures wait for review now.")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Describe the picture first")
    rows.get_by_label("What the picture shows").fill("The orchestra")
    page.get_by_role("button", name="Save and send all to review").click()
    expect(page.locator(".messagelist")).to_contain_text("1 picture waits for review now.")
    expect(rows).to_have_count(0)


def test_what_fails_on_the_way_is_sent_again_and_the_others_stay(page, live_site):
    sign_in(page, live_site.editor)
    ready(page, "Roman theatre of Palmyra")
    tries = []

    def cut_the_second(route):
        tries.append(route)
        route.abort() if len(tries) == 2 else route.continue_()

    page.route(
        f"**{UPLOAD}", lambda route: cut_the_second(route) if route.request.method == "POST" else route.continue_()
    )
    page.get_by_label("Choose files, or drop them here").set_input_files([view(11, 2), view(12, 3)])
    expect(page.locator(".upload-file--kept")).to_have_count(1, timeout=SLOW)
    expect(page.locator(".upload-file--refused")).to_contain_text("The connection broke off")
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator(".upload-file--kept")).to_have_count(2, timeout=SLOW)
    page.get_by_label("Choose files, or drop them here").set_input_files([view(11, 2)])
    expect(page.locator(".upload-file--known")).to_contain_text("This picture is here already", timeout=SLOW)


def test_without_scripts_all_files_go_at_once_and_the_page_says_what_was_kept(new_context, live_site):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_site.editor)
    page.goto("/admin/heritage/site/?q=Roman+theatre")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("link", name="Upload pictures").click()
    page.get_by_label("Credit").fill("A. Photographer")
    page.get_by_label("Licence").fill("CC BY 4.0")
    page.get_by_label("Choose files, or drop them here").set_input_files([view(21, 2), bomb(), view(22, 4)])
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_role("heading", name="2 pictures are kept")).to_be_visible()
    expect(page.locator(".upload-came")).to_contain_text("holiday.png The picture has more than 16 megapixels")


@pytest.fixture
def compared(page, live_site):
    """Two published pictures of a view, the later one paired with the earlier; gives the address of their site."""
    return publish_pair(page, live_site, "Temple of Baalshamin", (31, 7), (32, 1))


def publish_pair(page, live_site, site, before, after, *, graphic=False):
    sign_in(page, live_site.editor)
    for moment, (number, columns) in (("Before the damage", before), ("After the damage", after)):
        ready(page, site)
        page.get_by_label("They show the site").select_option(moment)
        page.get_by_label("Choose files, or drop them here").set_input_files([view(number, columns)])
        expect(page.locator(".upload-file--kept")).to_have_count(1, timeout=SLOW)
        first = page.locator(".upload-row").first
        first.get_by_label("What the picture shows").fill(f"{moment}, view {number}")
        first.get_by_label("Taken").fill(f"20{number - 20}")
        if graphic:
            first.get_by_label("Graphic").check()
        page.get_by_role("button", name="Save the descriptions").click()
        expect(page.locator(".messagelist")).to_contain_text("saved")
    page.goto("/admin/heritage/photo/?q=view+" + str(after[0]))
    page.locator("#result_list .field-described a").first.click()
    pick(page, "pair", f"Before the damage, view {before[0]}")
    expect(page.locator(".desk-pair")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    sign_out(page)
    sign_in(page, live_site.reviewer)
    for number in (before[0], after[0]):
        page.goto(f"/admin/heritage/photo/?q=view+{number}")
        page.locator("#result_list .field-described a").first.click()
        page.get_by_role("link", name="Publish", exact=True).click()
        page.get_by_label("Reason").fill("Seen on the spot.")
        page.get_by_role("button", name="Publish").click()
        expect(page.locator(".messagelist")).to_contain_text("is published")
    page.goto(f"/sites/?q={site}")
    page.locator(".entry-name a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(site)
    return page.url


def edge(page):
    return page.locator(".pair-after img").evaluate("it => getComputedStyle(it).clipPath")


def test_a_reader_compares_before_and_after_by_keyboard_and_by_hand(page, compared, new_context):
    page.emulate_media(reduced_motion="reduce")
    slider = page.get_by_role("slider", name="How much of the view shows it before")
    slider.focus()
    page.keyboard.press("Home")
    assert edge(page) == "inset(0px 0px 0px 0%)"
    page.keyboard.press("ArrowRight")
    assert edge(page) == "inset(0px 0px 0px 1%)"
    page.keyboard.press("End")
    assert edge(page) == "inset(0px 0px 0px 100%)"
    page.locator(".pair-before img").scroll_into_view_if_needed()
    box = page.locator(".pair-before img").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + 20)
    page.mouse.up()
    expect(slider).to_have_value("25")
    for words in ("Before the damage, 2011", "After the damage, 2012", "A. Photographer"):
        expect(page.locator(".pair")).to_contain_text(words)
    expect(page.get_by_alt_text("Before the damage, view 31")).to_be_visible()
    expect(page.get_by_alt_text("After the damage, view 32")).to_be_visible()
    assert grave_faults(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert sideways(page) == 0
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto(compared)
    left, right = (plain.locator(f".pair-{side} img").bounding_box() for side in ("before", "after"))
    assert (left["y"], left["width"]) == (right["y"], right["width"])
    assert left["x"] < right["x"]
    expect(plain.locator(".pair input")).to_be_hidden()


def test_a_graphic_pair_waits_for_a_click(page, live_site):
    publish_pair(page, live_site, "Monumental Arch of Palmyra", (33, 6), (34, 2), graphic=True)
    expect(page.get_by_role("slider")).to_be_hidden()
    expect(page.get_by_alt_text("Before the damage, view 33")).to_be_hidden()
    page.get_by_text("These pictures show people hurt or dead. Show them").click()
    expect(page.get_by_role("slider")).to_be_visible()
    expect(page.get_by_alt_text("After the damage, view 34")).to_be_visible()
