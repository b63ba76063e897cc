"""An editor brings a table in by the keyboard alone, columns to drafts; a reviewer takes it back."""

import pytest
from hands import sign_in
from playwright.sync_api import expect
from test_for_everybody import grave_faults, sideways, tab_to

SURVEY = "ref,what,type,where\n1,Old mosque,tekke,SY\n2,North gate,monument,SY\n"


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "gates.csv"
    path.write_text(SURVEY, encoding="utf-8")
    return path


def press(page, target):
    tab_to(page, target)
    page.keyboard.press("Enter")


def sound(page):
    assert grave_faults(page) == []
    assert not sideways(page)


def choose(page, select, letters):
    tab_to(page, select)
    page.keyboard.type(letters)


def test_a_table_comes_in_by_keyboard_and_is_taken_back(new_context, live_site, survey):
    page = new_context().new_page()
    sign_in(page, live_site.editor)
    press(page, page.get_by_role("link", name="Bring a file in"))
    tab_to(page, page.get_by_role("radio", name="Sites"))
    page.keyboard.press("Space")
    page.locator("#id_file").set_input_files(survey)
    sound(page)
    press(page, page.get_by_role("button", name="Hand it in"))
    for place, letters in enumerate(["–", "Name", "Kind", "Country"]):
        choose(page, page.locator(f"[name=column-{place}]"), letters)
    sound(page)
    press(page, page.get_by_role("button", name="See what would happen"))
    expect(page.get_by_text("Some words of the file are not known")).to_be_visible()
    choose(page, page.get_by_role("combobox", name="tekke"), "Place of")
    press(page, page.get_by_role("button", name="See what would happen"))
    expect(page.get_by_text("Nothing is written yet")).to_be_visible()
    sound(page)
    tab_to(page, page.get_by_label("Why"))
    page.keyboard.type("The survey of the gates.")
    press(page, page.get_by_role("button", name="Bring it in as drafts"))
    expect(page.locator(".bring-state")).to_contain_text("Brought in")
    sound(page)
    address = page.get_by_role("link", name="what it made").get_attribute("href")
    taken_back(new_context().new_page(), live_site, address)


def taken_back(page, live_site, address):
    sign_in(page, live_site.reviewer)
    page.goto(address)
    expect(page.get_by_role("link", name="North gate")).to_be_visible()
    sound(page)
    press(page, page.get_by_role("link", name="Take it back"))
    expect(page.get_by_text("Drafts of sites deleted")).to_be_visible()
    sound(page)
    tab_to(page, page.get_by_label("Why"))
    page.keyboard.type("The wrong file.")
    press(page, page.get_by_role("button", name="Take it back"))
    expect(page.get_by_text("It was taken back on")).to_be_visible()
