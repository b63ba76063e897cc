"""Readers whose browser runs no script, or one too old for ours: filters, list, records, files and a map are there."""

import csv

import pytest
from playwright.sync_api import expect

WIDE = "/map/overview.svg?country=SY"
SMALL = "/map/overview.svg?country=SY&size=small"


@pytest.fixture
def plain(new_context):
    """A page of a browser whose scripts are turned off."""
    return new_context(java_script_enabled=False).new_page()


@pytest.mark.parametrize(("width", "address"), [(1280, WIDE), (360, SMALL)])
def test_a_filter_a_map_a_list_a_record_and_a_file_without_a_script(plain, width, address):
    plain.set_viewport_size({"width": width, "height": 800})
    plain.goto("/")
    plain.locator("summary", has_text="Country").click()
    plain.get_by_role("checkbox", name="Syria").check()
    with plain.expect_response(lambda answer: answer.url.endswith(address)) as picture:
        plain.locator("details[open]").get_by_role("button", name="Show").click()
    assert (picture.value.status, picture.value.headers["content-type"]) == (200, "image/svg+xml")
    expect(plain.get_by_role("img", name="Map of the sites")).to_be_visible()
    expect(plain.locator("#map")).to_be_hidden()
    assert plain.locator("#list .entry").count() > 10
    with plain.expect_download() as file:
        plain.locator("summary", has_text="Download").click()
        plain.get_by_role("link", name="CSV sites").click()
    with file.value.path().open(encoding="utf-8", newline="") as rows:
        assert {row["country_code"] for row in csv.DictReader(rows)} == {"SY"}
    plain.get_by_role("link", name="Temple of Bel").click()
    expect(plain.get_by_role("heading", name="Temple of Bel", level=1)).to_be_visible()
    expect(plain.get_by_role("img", name="Where Temple of Bel lies in Syria")).to_be_visible()


@pytest.mark.parametrize("path", [WIDE, "/sites/palmyra-bel/place.svg"])
def test_a_map_that_is_opened_by_itself_is_drawn_and_offends_no_policy(page, path):
    page.goto(path)
    assert page.locator("use").count() > 0
    sea = page.locator("rect.sea").evaluate("one => getComputedStyle(one).fill")
    assert sea == "rgb(221, 230, 230)", "its style holds"
    page.emulate_media(color_scheme="dark")
    assert page.locator("rect.sea").evaluate("one => getComputedStyle(one).fill") == "rgb(20, 25, 27)"


def test_a_browser_that_knows_no_modules_shows_what_one_without_scripts_shows(page):
    """It takes no notice of types that it does not know, nor of what is said to those that know modules."""

    def as_it_reads(route):
        answer = route.fetch()
        page_of_old = (
            answer.text().replace('type="module"', 'type="text/unknown"').replace("<script nomodule", "<script")
        )
        route.fulfill(response=answer, body=page_of_old)

    page.route("**/?country=SY", as_it_reads)
    page.goto("/?country=SY")
    expect(page.get_by_role("img", name="Map of the sites")).to_be_visible()
    expect(page.locator("#map")).to_be_hidden()
    assert page.locator("noscript").count() == 0
