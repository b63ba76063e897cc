"""The page of a record in Arabic: its own name and text in Arabic, and what is not said in it yet as what it is."""

import re

import pytest
from playwright.sync_api import expect

PAGE = "/ar/sites/palmyra-monumental-arch/"


def spoken(found):
    """The language and the direction of an element, as a browser takes them."""
    return found.evaluate("one => [one.closest('[lang]').lang, getComputedStyle(one).direction]")


@pytest.fixture
def arch(page):
    page.goto(PAGE)
    return page


def test_the_heading_is_the_arabic_name_with_the_main_one_beside_it(arch):
    heading = arch.locator("h1 bdi")
    expect(heading).to_have_text("قوس النصر في تدمر")
    assert spoken(heading) == ["ar", "rtl"]
    expect(arch.locator("header .native")).to_have_text(["Monumental Arch of Palmyra"])
    assert spoken(arch.locator("header .native"))[1] == "ltr"
    assert "قوس النصر في تدمر" in arch.title()


def test_its_summary_is_arabic_and_bears_no_mark(arch):
    summary = arch.locator(".summary")
    expect(summary).to_contain_text("قوس روماني")
    assert spoken(summary) == ["ar", "rtl"]
    expect(arch.locator(".summary + .otherwise")).to_have_count(0)


def test_each_report_is_arabic_or_marked_as_being_in_english(arch):
    said = arch.locator(".claim-text > p[lang=ar]")
    other = arch.locator(".claim-text > p[lang=en]")
    assert said.count() == 4
    assert other.count() == 5
    assert {tuple(spoken(one)) for one in said.all()} == {("ar", "rtl")}
    assert {tuple(spoken(one)) for one in other.all()} == {("en", "ltr")}
    expect(arch.locator(".claim-text > p[lang=en] + .otherwise")).to_have_count(5)
    expect(arch.locator(".claim-text > .otherwise")).to_have_count(5)


def test_the_page_that_stands_above_is_called_by_its_arabic_name(arch):
    above = arch.locator(".crumbs a").nth(1)
    expect(above).to_have_text("تدمر")
    above.click()
    expect(arch.locator("h1")).to_have_text("تدمر")


def test_who_types_is_shown_the_arabic_name_with_the_main_one_beside_it(page):
    page.goto("/ar/")
    page.wait_for_selector("#map[aria-busy=false]")
    page.locator("#q").press_sequentially("Fakhr")
    offered = page.get_by_role("option").first
    expect(offered.locator(".suggestion-name")).to_have_text("قلعة فخر الدين المعني")
    expect(offered.locator(".suggestion-other")).to_have_text("Fakhr al-Din al-Ma'ani Castle")


def test_nothing_of_it_runs_out_of_a_phone(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(PAGE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_map_calls_it_by_its_arabic_name_with_the_main_one_beside_it(page):
    page.goto("/ar/?q=Monumental Arch of Palmyra")
    page.wait_for_selector("#map[aria-busy=false]")
    mark = page.locator(".map-mark")
    expect(mark).to_have_accessible_name(re.compile("^قوس النصر في تدمر: مدمَّر"))
    mark.click()
    expect(page.locator(".map-card-name a")).to_have_text("قوس النصر في تدمر")
    expect(page.locator(".map-card-native")).to_have_text(["Monumental Arch of Palmyra"])
