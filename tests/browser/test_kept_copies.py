"""In a real browser: what was kept of a page is saved as a file, and never shown or run here."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

HOSTILE = {
    "page.html": (
        "text/html",
        b"<!doctype html><title>run</title><script>document.title = 'run'; fetch('/admin/')</script>",
    ),
    "page.svg": ("image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"><script>fetch("/admin/")</script></svg>'),
}


@pytest.fixture
def desk(page, live_site):
    """An editor who is signed in."""
    page.goto("/admin/")
    page.get_by_label("Username").fill(live_site.editor.name)
    page.get_by_label("Password").fill(live_site.editor.password)
    page.get_by_role("button", name="Log in").click()
    return page


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_that_was_kept_is_saved_and_does_not_run(desk, name):
    media_type, received = HOSTILE[name]
    desk.goto("/admin/heritage/article/")
    desk.locator("#result_list tbody th a").first.click()
    desk.locator("input[name=copy_file]").set_input_files({"name": name, "mimeType": media_type, "buffer": received})
    desk.get_by_label("Reason for this change").fill("A copy.")
    desk.get_by_role("button", name="Save and continue editing").click()
    asked = []
    desk.context.on("request", lambda request: asked.append(request.url))
    link = desk.get_by_role("link", name="Download").last
    with desk.expect_download() as download:
        link.click()
    assert Path(download.value.path()).read_bytes() == received
    # Who follows the address by hand is not shown it either.
    with desk.expect_download() as download:
        desk.evaluate("address => { location.href = address }", link.get_attribute("href"))
    assert Path(download.value.path()).read_bytes() == received
    expect(desk.get_by_label("Reason for this change")).to_be_visible()
    assert not any(address.endswith("/admin/") for address in asked)


def test_an_editor_takes_the_evidence_of_a_site_along(desk):
    desk.goto("/admin/heritage/site/?q=Baalshamin")
    desk.locator("#result_list tbody th a").first.click()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Evidence pack").click()
    assert download.value.suggested_filename.startswith("evidence-site-")
    with zipfile.ZipFile(download.value.path()) as file:
        assert file.testzip() is None
        assert any(name.endswith("/README.txt") for name in file.namelist())
