"""Nobody is shut out: by keyboard alone, with a screen reader, on a phone, without scripts, by day and by night."""

import re

import pytest
from axe_core_python.sync_playwright import Axe
from hands import downloaded, rows, sideways, sign_in, tab_to
from playwright.sync_api import expect

BAALSHAMIN = "/sites/palmyra-baalshamin/"
READERS_PAGES = [
    *("/", "/?q=qqqwwx", "/?on=2015-08-25", "/sites/", BAALSHAMIN, "/reports/14/", "/articles/", "/articles/1/"),
    *("/method/", "/data/", "/about/", "/risk/", "/no/such/page", "/?on=2015-02-30"),
]
DESK_PAGES = [
    *("/admin/", "/admin/review/", "/admin/heritage/site/add/", "/admin/heritage/report/"),
    *("/admin/heritage/report/add/", "/admin/heritage/article/add/", "/admin/read/", "/admin/heritage/proposal/"),
]
GRAVE = ("serious", "critical")


def grave_faults(page, **options):
    found = Axe().run(page, options={"resultTypes": ["violations"], **options})["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found if one["impact"] in GRAVE]


def test_a_reader_without_a_mouse_gets_from_the_search_to_the_source(page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    tab_to(page, page.get_by_role("combobox", name="Name of a site"))
    page.keyboard.type("معبد بعل شمين")
    page.keyboard.press("Enter")
    page.wait_for_selector(".chip")
    tab_to(page, page.get_by_role("link", name="Skip to the list").last)
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".entry-name a"))
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Temple of Baalshamin')")
    tab_to(page, page.locator(".reason").get_by_role("link", name="report 14"))
    page.keyboard.press("Enter")
    page.wait_for_selector("#report-14:target")
    tab_to(page, page.locator("#report-14").get_by_role("link", name="Satellite images confirm").first)
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Satellite images confirm Palmyra temple destruction')")


@pytest.mark.parametrize("address", ["/", BAALSHAMIN, "/method/", "/articles/", "/admin/heritage/report/add/"])
def test_no_page_bars_those_who_need_help_to_read(page, live_site, address):
    """The rules of axe-core, at a desk and on a phone, by day and by night."""
    if address.startswith("/admin/"):
        sign_in(page, live_site.editor)
    page.goto(address)
    found = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme="light")
        found += [(width, *fault) for fault in grave_faults(page)]
        page.emulate_media(color_scheme="dark")
        found += [(width, "dark", *fault) for fault in grave_faults(page, runOnly=["color-contrast"])]
    assert found == []


def test_without_scripts_the_list_the_filters_the_pages_and_the_files_work(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.locator("summary", has_text="Level").click()
    page.get_by_role("checkbox", name="Destroyed").check()
    page.locator("details[open]").get_by_role("button", name="Show").click()
    expect(page.locator(".chip")).to_have_text(re.compile("Destroyed"))
    assert {row["level"] for row in downloaded(page, "Sites")} == {"destroyed"}
    page.locator(".entry").get_by_role("link", name="Temple of Baalshamin").click()
    expect(page.locator("#status")).to_have_text("Destroyed, confirmed")
    assert rows(page, page.get_by_role("link", name="CSV Its sources"))[0]["url"].startswith("http")


def test_nothing_scrolls_sideways_on_a_phone(page, live_site):
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, live_site.editor)
    wide = {}
    for address in READERS_PAGES + DESK_PAGES:
        page.goto(address)
        wide |= {address: sideways(page)} if sideways(page) else {}
    assert wide == {}
