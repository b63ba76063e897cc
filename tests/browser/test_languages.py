"""Readers of every language: led to their own once, offered it elsewhere, and kept in it without a cookie."""

import re

import pytest
from playwright.sync_api import expect

ARABIC, FRENCH = "ar-SY", "fr-FR"


def language_of(page):
    return page.evaluate("[document.documentElement.lang, getComputedStyle(document.documentElement).direction]")


def list_stands_right_of_the_map(page):
    places = [page.locator(part).bounding_box()["x"] for part in (".mapside", ".listside")]
    return places[0] < places[1]


def choose(page, name):
    page.locator(".tongues > summary").click()
    page.get_by_role("link", name=name, exact=True).click()


def test_an_arabic_browser_is_led_to_arabic_and_its_reader_may_choose_english_and_stay(new_context):
    context = new_context(locale=ARABIC)
    page = context.new_page()
    page.goto("/?country=SY")
    expect(page).to_have_url(re.compile(r"/ar/\?country=SY"))
    assert language_of(page) == ["ar", "rtl"]
    choose(page, "English")
    expect(page).to_have_url(re.compile(r"//[^/]+/\?country=SY"))
    page.reload()
    assert language_of(page) == ["en", "ltr"]
    page.locator(".entry-name a").first.click()
    expect(page).to_have_url(re.compile(r"//[^/]+/sites/"))
    page.locator(".brand").click()
    assert language_of(page) == ["en", "ltr"]
    assert context.cookies() == []


def test_another_language_shows_the_same_view_with_the_filter_the_place_and_what_is_open(page):
    page.goto("/?country=SY#14/34.5515/38.2690")
    page.wait_for_selector("#map[aria-busy=false]")
    page.locator("summary", has_text="Level").click()
    page.get_by_role("checkbox", name="Destroyed").check()
    expect(page).to_have_url(re.compile("level=destroyed"))
    choose(page, "العربية")
    page.wait_for_selector("#map[aria-busy=false]")
    expect(page).to_have_url(re.compile(r"/ar/\?.*level=destroyed.*#14/34\.55"))


@pytest.mark.parametrize(("locale", "invited"), [(ARABIC, "ar"), (FRENCH, "fr"), ("en-GB", None), ("de-DE", None)])
def test_whoever_opens_a_link_to_a_page_in_english_is_offered_it_in_their_language(new_context, locale, invited):
    page = new_context(locale=locale).new_page()
    page.goto("/sites/palmyra-baalshamin/")
    expect(page.locator("h1")).to_contain_text("Baalshamin")
    offers = page.locator(".invitation:visible")
    if invited is None:
        expect(offers).to_have_count(0)
        return
    expect(offers).to_have_attribute("lang", invited)
    offers.get_by_role("link").click()
    expect(page).to_have_url(re.compile(f"/{invited}/sites/palmyra-baalshamin/"))
    expect(page.locator(".invitation:visible")).to_have_count(0)


def test_the_map_runs_from_left_to_right_in_a_page_that_runs_from_the_right(page):
    page.goto("/ar/")
    page.wait_for_selector("#map[aria-busy=false]")
    assert page.locator("#map").evaluate("map => getComputedStyle(map).direction") == "ltr"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    turned = list_stands_right_of_the_map(page)
    page.goto("/")
    assert turned != list_stands_right_of_the_map(page)


def test_the_languages_are_reached_and_opened_by_keyboard(page):
    page.goto("/about/")
    page.locator(".tongues > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="العربية", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".tongues > summary")).to_be_focused()
    expect(page.locator(".tongues > .panel")).to_be_hidden()
