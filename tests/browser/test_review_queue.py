"""A reviewer clears the queue by keyboard alone, and is told what a colleague did meanwhile."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hands import sign_in
from playwright.sync_api import expect

TESTS = Path(__file__).parent.parent
WAITING = """
import sys, json
sys.path.insert(0, {tests!r})
import django
django.setup()
import factories
from sites import review
from sites.models import Citation, Report, Site
made = []
for number in range({count}):
    about = Site.objects.filter(entry__contested=False).order_by("pk")[number]
    draft = factories.draft_report(about, "slight", cites=[], event="2016")
    source = factories.article(published="2016-03-27", url=f"https://gazette.example/{mark}/{{number}}")
    Citation.objects.create(report=draft, article=source, quote=f"Cracks were seen, {mark} {{number}}.")
    review.submit(draft, by=factories.editor())
    made.append(draft.pk)
print(json.dumps(made))
"""
STATES = """
import django
django.setup()
from sites.models import Decision, Report
import json
print(json.dumps([[r.state, r.returned_for] for r in Report.objects.filter(pk__in={numbers}).order_by("pk")]))
"""


TAKEN_BACK = """
import sys
sys.path.insert(0, {tests!r})
import django
django.setup()
import factories
from sites import review
from sites.models import Report
made = Report.objects.published().filter(citations__article__url__startswith="https://gazette.example/")
for report in made.distinct():
    review.withdraw(report, by=factories.reviewer(), reason=factories.WHY)
print(made.count())
"""


def within(site, program):
    """Run a program in the installation; gives what it prints."""
    env = site.env | {"DJANGO_SETTINGS_MODULE": "heritage.settings", "PYTHONPATH": str(TESTS.parent)}
    done = subprocess.run([sys.executable, "-c", program], env=env, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


@pytest.fixture
def desk(page, live_site):
    sign_in(page, live_site.reviewer)
    yield page
    assert within(live_site, TAKEN_BACK.format(tests=str(TESTS))) == 0, "others find the demonstration as it was"


def test_ten_drafts_are_cleared_without_leaving_the_queue(desk, live_site):
    drafts = within(live_site, WAITING.format(tests=str(TESTS), count=10, mark="ten"))
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
    ended = within(live_site, STATES.format(numbers=drafts))
    assert [state for state, _ in ended] == ["published"] * 3 + ["draft"] + ["published"] * 2 + ["refused"] + [
        "published"
    ] * 3
    assert ended[3][1] == "Which of the walls?"


def test_letters_typed_into_a_reason_decide_nothing(desk, live_site):
    (number,) = within(live_site, WAITING.format(tests=str(TESTS), count=1, mark="typed"))
    desk.goto("/admin/review/?kind=report")
    case = desk.locator(f"#case-report-{number}")
    case.get_by_label("Reason or comment").fill("")
    case.get_by_label("Reason or comment").press_sequentially("jar axe")
    desk.keyboard.press("Enter")
    expect(case.get_by_label("Reason or comment")).to_have_value("jar axe")
    assert within(live_site, STATES.format(numbers=[number])) == [["in_review", ""]]
    desk.keyboard.press("Escape")
    expect(case).to_be_focused()
    desk.keyboard.press("x")
    expect(case.get_by_label("Reason or comment")).to_have_value("jar axe")
    desk.keyboard.press("Enter")
    expect(case).to_have_count(0)


def test_without_scripts_every_button_works(new_context, live_site):
    (number,) = within(live_site, WAITING.format(tests=str(TESTS), count=1, mark="plain"))
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_site.reviewer)
    page.goto("/admin/review/?kind=report")
    case = page.locator(f"#case-report-{number}")
    case.get_by_label("Reason or comment").fill("Which of the walls?")
    page.keyboard.press("Enter")
    assert within(live_site, STATES.format(numbers=[number])) == [["in_review", ""]]
    case.get_by_role("button", name="Return with the comment").click()
    expect(page.locator(".messagelist")).to_contain_text("Returned to its editor")


def test_the_second_reviewer_is_told_what_the_first_did(desk, new_context, live_site):
    (number,) = within(live_site, WAITING.format(tests=str(TESTS), count=1, mark="twice"))
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
