"""The server runs and the browser sees it. What the pages do is told in the files beside this one."""

from playwright.sync_api import expect


def test_the_server_is_healthy(page):
    assert page.goto("/healthz").status == 200
    expect(page.locator("body")).to_have_text("ok")


def test_the_desk_asks_who_is_there(page):
    page.goto("/admin/")
    expect(page.get_by_label("Username")).to_be_visible()
    assert page.locator("link[rel=stylesheet]").evaluate_all("all => all.every(link => link.sheet.cssRules.length > 0)")


def test_an_editor_signs_in(page, live_site):
    page.goto("/admin/")
    page.get_by_label("Username").fill(live_site.editor.name)
    page.get_by_label("Password").fill(live_site.editor.password)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="Log out").or_(page.get_by_role("button", name="Log out"))).to_be_visible()


def test_a_reader_is_given_no_cookie(page, context):
    page.goto("/healthz")
    page.goto("/no/such/page")
    assert context.cookies() == []
