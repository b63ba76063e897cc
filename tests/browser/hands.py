"""What people's hands do in the browser tests: sign in, fill in, publish, withdraw, take a file away."""

import csv

from playwright.sync_api import expect


def rows(page, link):
    """The rows of the CSV file that a link leads to."""
    with page.expect_download() as download:
        link.click()
    with download.value.path().open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def downloaded(page, what):
    page.get_by_text("Download", exact=True).click()
    return rows(page, page.locator(".panel--files").get_by_role("link", name=f"CSV {what}"))


def sign_in(page, person):
    page.goto("/admin/login/?next=/admin/")
    page.get_by_label("Username").fill(person.name)
    page.get_by_label("Password").fill(person.password)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="The editors’ desk")).to_be_visible()


def sign_out(page):
    page.get_by_role("button", name="Log out").click()


def pick(page, field, text):
    """Answer one of the desk's autocompletes: open it, type, take what it offers."""
    page.locator(f"#id_{field} + .select2 .select2-selection").click()
    page.locator(".select2-search__field").fill(text)
    page.get_by_role("option", name=text).click()


def log_report(page, site, level, event, article, quote):
    """Fill in the desk's form and send the report to review."""
    page.goto("/admin/heritage/report/add/")
    pick(page, "site", site)
    page.get_by_role("radio", name=level).check()
    page.get_by_label("When it happened").fill(event)
    page.get_by_text("More: causes").click()
    page.get_by_label("Main cause").select_option("Deliberate destruction")
    page.get_by_label("Media report only").check()
    pick(page, "citations-0-article", article)
    page.get_by_role("textbox", name="Quotation").fill(quote)
    page.get_by_role("button", name="Save and send to review").click()
    page.get_by_role("button", name="Send to review").click()
    expect(page.locator(".messagelist")).to_contain_text("waits for review now")


def waiting(page, name):
    """What waits in the review queue under a name."""
    page.goto("/admin/review/")
    return page.locator(".desk-case").filter(has=page.get_by_role("heading", name=name))


def publish(page, name):
    """Publish what was sent last under a name, of what can be: others may wait there too, the oldest first."""
    case = waiting(page, name).filter(has=page.locator("[data-key=a]")).last
    case.get_by_label("Reason or comment").fill("The quotation stands in the article.")
    case.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Published:")


def withdraw(page, address, reason):
    """Withdraw what has this page in the desk."""
    page.goto(address)
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_label("Reason").fill(reason)
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator(".messagelist")).to_contain_text("is withdrawn")


def found_in_the_desk(page, kind, words):
    """The page of the record that the desk's list of a kind finds first."""
    page.goto(f"/admin/heritage/{kind}/?q={words}")
    return page.locator("#result_list tbody th a").first.get_attribute("href")
