"""Time on the map's page: a range is drawn, a day dragged or played, two days are compared; by hand, key and date."""

import re
from urllib.parse import urlsplit

import pytest
from axe_core_python.sync_playwright import Axe
from hands import downloaded
from playwright.sync_api import expect

COMPARING = "/?on=2015-09-01&against=2015-05-01"
DRAWN = "#map[aria-busy=false]"


@pytest.fixture
def opened(page):
    def visit(address):
        page.goto(address)
        page.wait_for_selector(DRAWN)
        return page

    return visit


def await_query(page, query):
    page.wait_for_url(lambda url: urlsplit(url).query == query)


def slider(page):
    return page.get_by_role("slider", name="The day that is shown")


def at(page, share):
    """A point of the plot, at a share of its width and a third of its height."""
    box = page.locator(".time-plot").bounding_box()
    return box["x"] + share * box["width"], box["y"] + 0.3 * box["height"]


def grip(page):
    """The middle of the slider's thumb."""
    box = slider(page).bounding_box()
    share = slider(page).evaluate("it => (it.value - it.min) / (it.max - it.min)")
    return box["x"] + 8 + share * (box["width"] - 16), box["y"] + box["height"] / 2


def chips(page):
    return page.locator(".chip bdi")


def test_a_day_is_dragged_the_map_follows_at_once_and_the_list_when_it_is_let_go(opened):
    page = opened("/")
    page.mouse.move(*grip(page))
    page.mouse.down()
    x, _ = at(page, 0.4)
    page.mouse.move(x, grip(page)[1], steps=12)
    expect(page.locator("#map")).to_have_attribute("data-query", re.compile(r"^on=201\d-\d\d-\d\d$"))
    assert "on=" not in page.url
    assert chips(page).count() == 0
    page.mouse.up()
    page.wait_for_url(re.compile(r"\?on=201\d-\d\d-\d\d"))
    expect(page.locator("#map")).to_have_attribute("data-query", urlsplit(page.url).query)
    expect(chips(page)).to_have_text(re.compile("^what had happened by"))
    expect(page.locator(".time-day")).to_have_text(chips(page).inner_text().removeprefix("what had happened by "))


def test_one_step_back_leads_to_where_the_hand_took_the_day_from(opened):
    page = opened("/?on=2015-09-30")
    page.mouse.move(*grip(page))
    page.mouse.down()
    page.mouse.move(at(page, 0.7)[0], grip(page)[1], steps=8)
    page.mouse.up()
    page.wait_for_url(lambda url: "on=2015-09-30" not in url)
    page.go_back()
    expect(page.locator(".time-day")).to_have_text("30 September 2015")


def test_keys_move_the_day_by_months_and_years_to_the_ends(opened):
    page = opened("/?on=2015-09-30")
    slider(page).focus()
    for key, day in [
        ("ArrowLeft", "31 August 2015"), ("PageUp", "31 August 2016"), ("Home", "31 December 2011"),
        ("ArrowRight", "31 January 2012"), ("End", "Today"),
    ]:  # fmt: skip
        page.keyboard.press(key)
        expect(page.locator(".time-day")).to_have_text(day)
        expect(slider(page)).to_have_attribute("aria-valuetext", day)
    page.wait_for_url(lambda url: "on=" not in url)
    expect(slider(page)).to_be_focused()


def test_the_switch_takes_the_day_over_to_what_was_known(opened):
    page = opened("/?on=2015-09-01")
    page.get_by_role("radio", name="What was known by").check()
    await_query(page, "known=2015-09-01")
    expect(page.locator(".asof")).to_have_text(re.compile("As known on"))
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    await_query(page, "known=2015-09-30")


def test_a_range_is_drawn_across_the_histogram(opened):
    page = opened("/")
    page.mouse.move(*at(page, 0.3))
    page.mouse.down()
    page.mouse.move(*at(page, 0.5), steps=6)
    veil = float(page.locator("[data-veil=begins]").get_attribute("width"))
    assert veil == pytest.approx(300, abs=5)
    assert "after=" not in page.url
    page.mouse.up()
    page.wait_for_url(re.compile(r"after=20\d\d-\d\d-01&before=20\d\d-\d\d-(28|29|30|31)"))
    expect(chips(page)).to_have_count(2)


def test_a_handle_moves_by_keys_and_says_where_it_stands(opened):
    page = opened("/")
    handle = page.get_by_role("slider", name="Damage from")
    expect(handle).to_have_attribute("aria-valuetext", "the beginning")
    handle.focus()
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    expect(handle).to_have_attribute("aria-valuetext", re.compile(r"^1 (January|February) 2013"))
    page.wait_for_url(re.compile("after=2013-0[12]-01"))
    page.keyboard.press("Home")
    page.wait_for_url(lambda url: "after=" not in url)
    expect(handle).to_be_focused()


def test_a_bar_leads_to_its_sites_without_a_new_page(opened):
    page = opened("/")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="August 2015: 5 sites").click()
    await_query(page, "after=2015-08-01&before=2015-08-31")
    expect(page.locator(".tally")).to_have_text(re.compile("^5 of 53 sites"))
    assert page.evaluate("window.stayed")


def test_time_plays_from_month_to_month_and_stops_when_it_is_told_to(opened):
    page = opened("/?on=2015-01-31")
    day = page.locator(".time-day")
    page.get_by_role("button", name="Play").click()
    expect(day).to_have_text("28 February 2015")
    expect(day).to_have_text("31 March 2015")
    expect(day).to_have_text("30 April 2015")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.wait_for_url(re.compile(r"on=2015-0[45]-3"))
    expect(chips(page)).to_have_text(f"what had happened by {day.inner_text()}")


def test_it_stops_at_today(opened):
    page = opened("/?on=2025-03-31")
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".time-day")).to_have_text("Today")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.wait_for_url(lambda url: "on=" not in url)


def test_who_asks_for_less_motion_sees_the_same_steps(opened, page):
    page.emulate_media(reduced_motion="reduce")
    opened("/?on=2015-01-31")
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".time-day")).to_have_text("31 March 2015")


def test_dates_do_the_same_without_dragging(opened):
    page = opened("/")
    page.locator(".time summary", has_text="Dates").click()
    page.get_by_label("What had happened by", exact=True).nth(1).fill("2015-09-01")
    page.get_by_label("Compare with", exact=True).fill("2015-05-01")
    page.locator(".panel--days").get_by_role("button", name="Show").click()
    expect(page.locator(".asof")).to_have_text(re.compile("9 sites changed between 1 May 2015 and 1 September 2015"))
    expect(page.locator(".time-day")).to_have_text("1 September 2015")


def test_dates_do_the_same_without_scripts(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/?level=destroyed")
    page.locator(".time summary", has_text="Dates").click()
    page.locator("#after").fill("2015-08-01")
    page.locator("#before").fill("2015-08-31")
    page.locator(".panel--days").get_by_role("button", name="Show").click()
    page.wait_for_url("**/?*after=2015-08-01*")
    assert "level=destroyed" in page.url
    expect(page.locator(".tally")).to_have_text(re.compile("^5 of 53 sites"))
    page.get_by_role("link", name="All time").click()
    expect(page.locator(".chip")).to_have_count(1)


def test_two_days_are_compared_in_list_map_and_file(opened):
    page = opened(COMPARING)
    expect(page.locator(".entry .change")).to_have_count(9)
    first = page.locator(".entry .change").first
    expect(first).to_have_text(re.compile(r"was\s+No report\s*,\s*now\s+Moderate damage · reported"))
    found = downloaded(page, "Sites")
    assert len(found) == 9
    assert {row["level_before"] for row in found} >= {"no_report"}
    assert all(
        (row["level"], row["verification"], row["contested"], row["recovery"])
        != (row["level_before"], row["verification_before"], row["contested_before"], row["recovery_before"])
        for row in found
    )


def test_a_comparison_begins_with_a_button_and_its_day_is_dragged_like_the_other(opened):
    page = opened("/?on=2015-09-30")
    page.get_by_role("button", name="Compare").click()
    await_query(page, "on=2015-09-30&against=2014-09-30")
    handle = page.get_by_role("slider", name="The day that is compared with")
    expect(handle).to_be_focused()
    page.keyboard.press("ArrowRight")
    await_query(page, "on=2015-09-30&against=2014-10-31")
    expect(page.locator(".asof")).to_have_text(re.compile("changed between 31 October 2014 and 30 September 2015"))
    page.keyboard.press("End")  # it stays earlier than the other day
    await_query(page, "on=2015-09-30&against=2015-08-31")
    page.get_by_role("button", name="Compare").click()
    await_query(page, "on=2015-09-30")
    expect(page.locator(".change")).to_have_count(0)


def test_on_a_phone_it_is_one_line_that_opens(opened, page):
    page.set_viewport_size({"width": 360, "height": 740})
    opened("/?on=2015-09-01")
    expect(page.locator(".time-day")).to_be_visible()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.locator(".time-plot")).to_be_hidden()
    page.locator("#time-fold").click()
    expect(page.locator(".time-plot")).to_be_visible()
    small = (
        page.locator(".time")
        .locator("button:visible, summary:visible, .time-clocks label:visible")
        .evaluate_all("all => all.filter(it => it.getBoundingClientRect().height < 44).map(it => it.outerHTML)")
    )
    assert small == []


@pytest.mark.parametrize("address", ["/?after=2014-01-01&before=2016-12-31", COMPARING, "/embed/?time=1"])
def test_the_strip_bars_nobody(page, opened, address):
    opened(address)
    found = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 740})
        page.evaluate("document.body.classList.add('is-time-open')")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            told = Axe().run(page, context=".time", options={"resultTypes": ["violations"]})["violations"]
            found += [(width, scheme, one["id"], one["nodes"][0]["html"]) for one in told
                      if one["impact"] in ("serious", "critical")]  # fmt: skip
    assert found == []
