"""Two editors open one record, each in a browser of their own; the second settles the conflict by keyboard."""

import pytest
from hands import found_in_the_desk, sign_in
from playwright.sync_api import expect


@pytest.fixture
def desks(new_context, live_site):
    """The desks of the two, signed in."""
    pages = []
    for person in (live_site.editor, live_site.reviewer):
        page = new_context().new_page()
        sign_in(page, person)
        pages.append(page)
    return pages


def write(page, **said):
    for field, words in said.items():
        page.locator(f"#id_{field}").fill(words)
    page.get_by_label("Reason for this change").fill("Read it again.")


def save(page, button="Save"):
    page.get_by_role("button", name=button, exact=True).click()


def side(page, field, words):
    return page.locator(f'[data-field="{field}"]').get_by_role("radio", name=words)


def test_a_conflict_over_a_site_is_settled_by_keyboard(desks):
    mine, theirs = desks
    address = found_in_the_desk(mine, "site", "Shuri").split("?")[0]
    for page in desks:
        page.goto(address)
    write(theirs, summary="What the colleague wrote.", place="Naha, Okinawa")
    save(theirs)
    expect(theirs.locator(".messagelist")).to_contain_text("was changed successfully")

    write(mine, summary="What I wrote.", built="14XX")
    save(mine)
    expect(mine.get_by_role("alert")).to_contain_text("Not saved yet")
    expect(mine.get_by_role("group", name="Summary – both changed it")).to_contain_text("What the colleague wrote.")
    expect(side(mine, "place", "Saved meanwhile")).to_be_checked()
    expect(side(mine, "built", "What you typed")).to_be_checked()

    side(mine, "summary", "Saved meanwhile").focus()
    mine.keyboard.press("ArrowDown")
    expect(side(mine, "summary", "What you typed")).to_be_checked()
    mine.get_by_label("Reason for this change").focus()
    mine.keyboard.press("Enter")
    expect(mine.locator(".messagelist")).to_contain_text("was changed successfully")

    mine.goto(address)
    expect(mine.locator("#id_summary")).to_have_value("What I wrote.")
    expect(mine.locator("#id_place")).to_have_value("Naha, Okinawa")
    expect(mine.locator("#id_built")).to_have_value("14XX")


def test_a_conflict_over_a_report_and_its_quotation(desks):
    mine, theirs = desks
    address = drafted(mine)
    for page in desks:
        page.goto(address)
    write(theirs, **{"citations-0-quote": "What the colleague quoted."})
    save(theirs, "Save draft")
    write(mine, **{"citations-0-quote": "What I quoted."})
    save(mine, "Save draft")
    mine.get_by_role("button", name="Save what is chosen").click()
    expect(mine.get_by_text("Choose one of these.")).to_be_visible()
    side(mine, "citations", "What you typed").focus()
    mine.keyboard.press("Space")
    mine.get_by_role("button", name="Save what is chosen").focus()
    mine.keyboard.press("Enter")
    expect(mine.locator(".messagelist")).to_contain_text("was changed successfully")
    mine.goto(address)
    expect(mine.locator("#id_citations-0-quote")).to_have_value("What I quoted.")


def drafted(page):
    """The address of a draft: the correction of a report that stands."""
    page.goto(found_in_the_desk(page, "report", "Shuri"))
    page.get_by_role("link", name="Open a correction").click()
    page.get_by_role("button", name="Open a correction").click()
    expect(page.locator(".messagelist")).to_contain_text("This is the correction")
    return page.url


def test_a_form_is_sent_once_and_its_buttons_come_back_with_the_page(desks):
    mine, _ = desks
    mine.goto("/admin/heritage/origin/add/")
    mine.locator("#id_name").fill("AFP, 31 October 2019")
    mine.get_by_label("Reason for this change").fill("New.")
    mine.get_by_role("button", name="Save", exact=True).dblclick()
    expect(mine.locator(".messagelist")).to_contain_text("was added successfully")
    expect(mine.locator("#result_list").get_by_role("link", name="AFP, 31 October 2019")).to_have_count(1)
    mine.go_back()
    expect(mine.get_by_role("button", name="Save", exact=True)).to_be_enabled()
    expect(mine.locator("#id_name")).to_have_value("AFP, 31 October 2019")
    save(mine)
    expect(mine.locator(".messagelist")).to_contain_text("nothing was made a second time")
    expect(mine.locator("#result_list").get_by_role("link", name="AFP, 31 October 2019")).to_have_count(1)


def test_an_earlier_version_is_said_again(desks):
    mine, _ = desks
    address = found_in_the_desk(mine, "site", "Odesa").split("?")[0]
    mine.goto(address)
    before = mine.locator("#id_summary").input_value()
    write(mine, summary="Something else.")
    save(mine)
    mine.goto(address)
    mine.get_by_role("link", name="History").click()
    mine.get_by_role("link", name="What it said then").nth(1).click()
    mine.get_by_role("link", name="Say this again").click()
    mine.get_by_label("Reason").fill("It was right before.")
    mine.get_by_role("button", name="Say this again").click()
    expect(mine.locator("#id_summary")).to_have_value(before)
