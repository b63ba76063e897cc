"""The sites in numbers, for everybody: at a desk, on a phone, by night, without scripts, on paper."""

import pytest
from playwright.sync_api import expect
from test_for_everybody import grave_faults, sideways

PAGES = ["/summary/", "/summary/?country=SY&on=2015-09-01", "/summary/?level=none&country=FR"]


@pytest.mark.parametrize("address", PAGES)
def test_it_bars_nobody_who_needs_help_to_read(page, address):
    page.goto(address)
    for closed in page.locator("details:not(.pick) > summary").all():
        closed.click()
    found = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 740})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [(width, scheme, *fault) for fault in grave_faults(page)]
    assert found == []


@pytest.mark.parametrize("width", [1280, 800, 360])
def test_nothing_scrolls_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 740})
    wide = {}
    for address in PAGES:
        page.goto(address)
        wide |= {address: sideways(page)} if sideways(page) else {}
    assert wide == {}


def test_without_scripts_a_number_leads_to_its_sites(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/summary/")
    page.locator("summary", has_text="Country").click()
    page.get_by_role("checkbox", name="Syria").check()
    page.locator("details[open]").get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="22 of 53 sites")).to_be_visible()
    row = page.get_by_role("row", name="Shelling, air strike or missile")
    count = row.locator(".sum-count").inner_text()
    row.get_by_role("link", name="Shelling").click()
    expect(page.locator(".tally b")).to_have_text(count)


def test_on_a_phone_a_folded_row_is_still_a_row_of_a_table(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/summary/")
    table = page.get_by_role("table", name="By country")
    levels = [
        "Destroyed",
        "Severe damage",
        "Moderate damage",
        "Slight damage",
        "Damaged, extent not known",
        "No report",
    ]
    expect(table.get_by_role("columnheader")).to_have_text(["Country", "Drawn", "Sites", "Share", *levels])
    expect(table.get_by_role("row", name="Syria").get_by_role("cell").nth(1)).to_have_text("22")


def test_a_column_leads_to_what_began_in_its_time(page):
    page.goto("/summary/?country=UA")
    page.locator(".spell a").last.click()
    expect(page.locator(".chip").first).to_have_text("Ukraine ✕: take it out")
    expect(page.locator(".tally b")).to_have_text("1")
