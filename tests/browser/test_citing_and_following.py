"""A reader cites a record, follows it, and shows it elsewhere; no page with data for machines offends its policy."""

import json
import re

import pytest
from playwright.sync_api import expect

BAALSHAMIN = "/sites/palmyra-baalshamin/"
LINKED = [BAALSHAMIN, "/reports/14/", "/articles/1/", "/data/"]


@pytest.mark.parametrize("path", LINKED)
def test_the_data_of_a_page_are_there_for_machines_and_run_nowhere(page, path):
    """The browser's own word that no policy was offended is looked at after every test."""
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(path)
    node = json.loads(page.locator('script[type="application/ld+json"]').text_content())
    assert node["@context"] == "https://schema.org"
    assert said == []


def test_a_citation_is_copied_and_says_so(new_context):
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(BAALSHAMIN)
    box = page.locator(".cite")
    box.get_by_role("button", name="Copy the citation").click()
    expect(box.get_by_role("status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#citation").text_content()
    assert re.search(r"Temple of Baalshamin.*, version \d{4}-\d\d-\d\d\.\d+\) \[Data set\]", copied)


def test_where_no_script_may_copy_the_citation_is_selected(page):
    page.goto(BAALSHAMIN)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.get_by_role("button", name="Copy the citation").click()
    expect(page.locator(".cite [role=status]")).to_contain_text("It is selected")
    assert page.evaluate("getSelection().toString()").strip() == page.locator("#citation").text_content().strip()


def test_the_code_of_the_badge_shows_it_on_another_page(page, new_context):
    page.goto(BAALSHAMIN)
    page.get_by_role("heading", name="Show this on another page").click()
    shown = page.locator(".embed-badge img")
    expect(shown).to_have_js_property("complete", True)
    code = page.locator("#badge-code").input_value()
    page.goto("/healthz")
    page.set_content(code)
    image = page.locator("a img")
    expect(image).to_have_js_property("complete", True)
    page.wait_for_function("() => document.images[0].naturalWidth > 100")
    assert image.get_attribute("alt") == "Damage status of Temple of Baalshamin"
    assert page.locator("a").get_attribute("href").endswith(BAALSHAMIN)


def test_a_badge_that_is_opened_by_itself_offends_no_policy(page):
    assert page.goto("/badge/palmyra-baalshamin.svg").headers["content-type"] == "image/svg+xml"
    expect(page.locator("svg title")).to_contain_text("Temple of Baalshamin: Destroyed")


def test_the_files_are_saved_under_a_name_of_their_own(page):
    page.goto("/reports/14/")
    with page.expect_download() as saved:
        page.get_by_role("link", name="BibTeX").click()
    assert saved.value.suggested_filename == "report-14.bib"


def test_without_scripts_a_citation_and_its_files_are_there(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/articles/1/")
    expect(page.locator("#citation")).to_contain_text("Retrieved")
    expect(page.get_by_role("link", name="CSL-JSON").first).to_be_visible()
    expect(page.get_by_role("button", name="Copy the citation", exact=True)).to_be_hidden()
