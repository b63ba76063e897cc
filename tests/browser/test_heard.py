"""What was found by listening to a screen reader stays mended: nothing runs together, nothing changes silently."""

import re

import pytest
from acting import drawn
from playwright.sync_api import expect

PALMYRA = "/#15/34.5533/38.2683"
IN_TURN = """() => {
  window.turns = [];
  document.addEventListener('focusin', () => window.turns.push('focus'));
  new MutationObserver(() => window.turns.push('tally')).observe(document.getElementById('said'), {childList: true});
}"""


@pytest.fixture
def opened(page):
    def go(address):
        page.goto(address)
        drawn(page)
        return page

    return go


# ── what is read


@pytest.mark.parametrize(("language", "said"), [("", "2016, 3 articles"), ("/ar", "2016، 3 مقالات")])
def test_the_day_and_the_sources_of_an_entry_are_two_things(opened, language, said):
    page = opened(f"{language}/?q=Adad")
    expect(page.locator(".entry-more").first).to_contain_text(said)


def test_the_counts_of_the_introduction_are_a_list(opened):
    page = opened("/")
    expect(page.locator(".intro-counts").get_by_role("listitem")).to_have_count(3)


def test_where_a_site_lies_and_how_exactly_and_who_says_so_are_three_things(page):
    page.goto("/sites/palmyra-baalshamin/")
    expect(page.locator(".facts")).to_contain_text(re.compile(r"38\.270063\s*, within about 20 m\s*, Source:"))


@pytest.mark.parametrize("address", ["/?sort=name", "/sites/?page=2"])
def test_arrows_of_the_pager_are_for_the_eye(page, address):
    page.goto(address)
    assert not re.search("[←→]", page.get_by_role("navigation", name="Pages of the list").aria_snapshot())


@pytest.mark.parametrize("piece", [".time-most", ".time-tail", ".leaflet-control-scale"])
def test_numbers_that_mean_something_at_their_place_alone_are_not_read(opened, piece):
    page = opened("/")
    assert page.locator(piece).count() > 0
    assert all(one.get_attribute("aria-hidden") == "true" for one in page.locator(piece).all())


def test_a_formats_link_is_told_with_what_it_holds(page):
    page.goto("/sites/palmyra-baalshamin/")
    """The space at the beginning of what is unseen is one: it would be lost where spaces fold."""
    link = page.locator(".ways a").first
    expect(link).to_have_text("GeoJSON This site")
    expect(link.locator(".unseen")).to_have_css("white-space", "pre")


@pytest.mark.parametrize("address", ["/ar/sites/palmyra-baalshamin/", "/ar/reports/14/"])
def test_a_citation_is_english_in_every_language(page, address):
    page.goto(address)
    expect(page.locator("#citation")).to_have_attribute("lang", "en")


def test_an_english_name_on_an_arabic_page_is_pronounced_as_english(page):
    page.goto("/ar/sites/palmyra-baalshamin/")
    expect(page.locator("p.native")).to_have_attribute("lang", "en")
    page.goto("/ar/sites/?q=Adad")
    expect(page.locator(".entry-name .native").first).to_have_attribute("lang", "en")
    page.goto("/sites/?q=Adad")
    assert page.locator(".entry-name bdi").first.get_attribute("lang") is None


def test_rows_of_words_have_the_comma_of_the_language(page):
    page.goto("/ar/sites/palmyra-baalshamin/")
    expect(page.locator("#reports")).to_have_text(re.compile("^5 تقارير، 5 مقالات$"))
    page.goto("/ar/sites/")
    expect(page.locator(".tally")).to_contain_text("، ليس على الخريطة")


# ── what changes


def test_the_tally_is_told_after_what_gets_the_focus(opened):
    page = opened("/?level=destroyed&level=severe")
    page.evaluate(IN_TURN)
    page.locator(".chips-clear").press("Enter")
    expect(page.locator("#said")).to_have_text(re.compile("53 sites"))
    assert page.evaluate("window.turns.join(' ')").endswith("focus tally")


def test_a_suggestion_tells_the_level_in_words(opened):
    page = opened("/")
    page.locator("#q").press_sequentially("baalsh")
    expect(page.get_by_role("option", name=re.compile("Temple of Baalshamin.*Syria ?, Destroyed"))).to_be_visible()


def test_the_card_of_a_chosen_suggestion_is_entered_and_left_for_its_mark(opened):
    page = opened("/")
    page.locator("#q").press_sequentially("baalsh")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".map-card").get_by_role("link", name="Temple of Baalshamin")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".map-card")).to_have_count(0)
    expect(page.get_by_role("button", name="Temple of Baalshamin: Destroyed")).to_be_focused()


def test_escape_closes_the_card_where_nothing_has_the_focus(opened):
    """The cursor of a screen reader goes through the card's text, and takes the focus off its links."""
    page = opened(PALMYRA)
    mark = page.locator(".map-mark[aria-label^='Temple of Bel']")
    mark.press("Enter")
    expect(page.locator(".map-card a").first).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Escape")
    expect(page.locator(".map-card")).to_have_count(0)
    expect(mark).to_be_focused()


def test_a_menu_from_which_something_was_chosen_keeps_the_focus(opened):
    page = opened("/")
    order = page.locator("[data-key=order] > summary")
    order.press("Enter")
    page.get_by_role("link", name="worst first").press("Enter")
    expect(order).to_be_focused()
    expect(order).to_contain_text("worst first")
