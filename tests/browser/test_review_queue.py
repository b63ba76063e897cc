"""A reviewer clears the queue by keyboard alone, and is told what a colleague did meanwhile."""

import pytest
from hands import reports_waiting, sign_in, states_of, taken_back
from playwright.sync_api import expect


@pytest.fixture
def desk(page, live_site):
    sign_in(page, live_site.reviewer)
    yield page
    taken_back(live_site)


def test_ten_drafts_are_cleared_without_leaving_the_queue(desk, live_site):
    drafts = reports_waiting(live_site, 10, "ten")
    desk.goto("/admin/review/?kind=report")
    for place, number in enumerate(drafts):
        case = desk.locator(f"#case-report-{number}")
        for _ in range(30):
            if case.evaluate("node => node === document.activeElement"):
                break
            desk.keyboard.press("j")
        expect(case).to_be_focused()
        following = drafts[place + 1] if place + 1 < len(drafts) else None
        if place == 3:
            desk.keyboard.press("r")
            expect(case.get_by_label("Reason or comment")).to_be_focused()
            desk.keyboard.type("Which of the walls?")
            desk.keyboard.press("Enter")
        elif place == 6:
            desk.keyboard.press("x")
            desk.keyboard.type("It is logged already.")
            desk.keyboard.press("Enter")
        else:
            desk.keyboard.press("a")
        expect(case).to_have_count(0)
        assert "/admin/review/?kind=report" in desk.url
        expect(desk.get_by_role("status")).to_be_visible()
        if following:
            expect(desk.locator(f"#case-report-{following}")).to_be_focused()
    ended = states_of(live_site, drafts)
    assert [state for state, _ in ended] == ["published"] * 3 + ["draft"] + ["published"] * 2 + ["refused"] + [
        "published"
    ] * 3
    assert ended[3][1] == "Which of the walls?"


def test_letters_typed_into_a_reason_decide_nothing(desk, live_site):
    (number,) = reports_waiting(live_site, 1, "typed")
    desk.goto("/admin/review/?kind=report")
    case = desk.locator(f"#case-report-{number}")
    case.get_by_label("Reason or comment").fill("")
    case.get_by_label("Reason or comment").press_sequentially("jar axe")
    desk.keyboard.press("Enter")
    expect(case.get_by_label("Reason or comment")).to_have_value("jar axe")
    assert states_of(live_site, [number]) == [["in_review", ""]]
    desk.keyboard.press("Escape")
    expect(case).to_be_focused()
    desk.keyboard.press("x")
    expect(case.get_by_label("Reason or comment")).to_have_value("jar axe")
    desk.keyboard.press("Enter")
    expect(case).to_have_count(0)


def test_without_scripts_every_button_works(new_context, live_site):
    (number,) = reports_waiting(live_site, 1, "plain")
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_site.reviewer)
    page.goto("/admin/review/?kind=report")
    case = page.locator(f"#case-report-{number}")
    case.get_by_label("Reason or comment").fill("Which of the walls?")
    page.keyboard.press("Enter")
    assert states_of(live_site, [number]) == [["in_review", ""]]
    case.get_by_role("button", name="Return with the comment").click()
    expect(page.locator(".messagelist")).to_contain_text("Returned to its editor")


def test_the_second_reviewer_is_told_what_the_first_did(desk, new_context, live_site):
    (number,) = reports_waiting(live_site, 1, "twice")
    other = new_context().new_page()
    sign_in(other, live_site.reviewer)
    for screen in (desk, other):
        screen.goto("/admin/review/?kind=report")
    cases = [screen.locator(f"#case-report-{number}") for screen in (desk, other)]
    for case, reason in zip(cases, ["It is logged already.", "I agree."], strict=True):
        case.get_by_label("Reason or comment").fill(reason)
        case.get_by_role("button", name="Refuse").click()
    expect(other.get_by_role("status")).to_contain_text("Nothing was done")
    expect(other.get_by_role("status")).to_contain_text("It is logged already.")
