"""The whole walk, as a new user takes it: find, understand, take away; log, publish, withdraw; by hand and by keyboard."""

import csv
import re
from itertools import product

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

BAALSHAMIN = "/sites/palmyra-baalshamin/"
READERS_PAGES = [
    *("/", "/?q=zzzz", "/?on=2015-08-25", "/sites/", BAALSHAMIN, "/reports/14/", "/articles/", "/articles/1/"),
    *("/method/", "/data/", "/about/", "/no/such/page", "/?on=2015-02-30"),
]
DESK_PAGES = [
    *("/admin/", "/admin/review/", "/admin/heritage/site/add/", "/admin/heritage/report/"),
    *("/admin/heritage/report/add/", "/admin/heritage/article/add/"),
]
ARTICLE = {
    "Web address": "https://www.latimes.com/world/middleeast/la-fg-syria-palmyra-20160327-story.html",
    "Title": "With Islamic State ousted from Palmyra, the world will learn what’s left of its treasures",
    "Publisher": "Los Angeles Times",
    "Authors": "Nabih Bulos",
    "Published": "2016-03-27",
    "Language": "en",
}
LOSSES = {
    "Monumental Arch of Palmyra": "the city’s magnificant Arch of Triumph",
    "Temple of Baalshamin": "the Temple of Baalshamin",
    "Lion of al-Lat": "a 2nd century statue, Lion of al-Lat",
}
GRAVE = ("serious", "critical")


def rows(page, link):
    """The rows of the CSV file that a link leads to."""
    with page.expect_download() as download:
        link.click()
    with open(download.value.path(), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def downloaded(page, what):
    page.get_by_text("Download", exact=True).click()
    return rows(page, page.locator(".panel--files").get_by_role("link", name=what, exact=True))


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
    waiting(page, name).get_by_role("link", name="Publish").click()
    page.get_by_label("Reason").fill("The quotation stands in the article.")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messagelist")).to_contain_text("is published")


def withdraw(page, address, reason):
    """Withdraw what has this page in the desk."""
    page.goto(address)
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_label("Reason").fill(reason)
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator(".messagelist")).to_contain_text("is withdrawn")


def report_in_the_desk(page, number):
    page.goto(f"/admin/heritage/report/?q={number}")
    return page.get_by_role("link", name=str(number), exact=True).get_attribute("href")


def on_the_map(page, name):
    """What a site's mark is called on the map of the search for it, by those who cannot see it."""
    page.goto("about:blank")
    page.goto(f"/?q={name}")
    page.wait_for_selector("#map[aria-busy=false]")
    return page.locator(f".map-mark[aria-label^='{name}']").get_attribute("aria-label")


def reports_behind_the_mark(page, name):
    """How many reports the map's tile counts for the site of a name."""
    (site,) = page.request.get("/map/0/0/0.json", params={"q": name}).json()["sites"]
    return site["reports"]


def tab_to(page, target):
    """Press Tab until the target has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("it => it === document.activeElement"):
            return
    pytest.fail(f"Sixty times Tab, and {target} was not reached.")


def sideways(page):
    """By how many pixels a page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def grave_faults(page):
    found = Axe().run(page)["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found if one["impact"] in GRAVE]


def test_a_reader_finds_the_temple_sees_why_and_takes_it_away(page):
    page.goto("/")
    page.get_by_role("searchbox").fill("Baal Shamin")
    page.get_by_role("button", name="Search").click()
    assert [row["name"] for row in downloaded(page, "Sites")] == ["Temple of Baalshamin"]
    page.locator(".entry").get_by_role("link", name="Temple of Baalshamin").click()

    expect(page.locator("#status")).to_have_text("Destroyed, confirmed")
    expect(page.locator(".reason")).to_contain_text("rests on satellite or aerial images")
    dates = page.locator(".tracks .track-label a").all_inner_texts()
    assert dates[:4] == ["about July 2015", "23 August 2015", "25 August 2015", "between 26 June and 27 August 2015"]
    sources = page.locator("#report-14 .source").get_by_role("link", name="original")
    assert all(link.get_attribute("href").startswith("https://") for link in sources.all())
    assert "noreferrer" in sources.first.get_attribute("rel")

    said = {row["event_edtf"] for row in rows(page, page.get_by_role("link", name="Reports, CSV"))}
    assert {"2015-07~", "2015-08-23", "2015-08-25", "2015-06-26/2015-08-27"} <= said
    page.locator("#report-14 .source").first.get_by_role("link").first.click()
    expect(page.get_by_role("link", name="Temple of Baalshamin").first).to_be_visible()


def test_map_list_and_file_tell_the_same(page):
    page.goto("/?level=destroyed&country=SY")
    page.wait_for_selector("#map[aria-busy=false]")
    listed = page.locator(".entry").count()
    assert page.locator(".tally > b").inner_text() == str(listed)
    found = downloaded(page, "Sites")
    assert len(found) == listed
    assert {(row["level"], row["country_code"]) for row in found} == {("destroyed", "SY")}
    marks = page.locator(".map-mark").evaluate_all("all => all.map(mark => mark.querySelector('text')?.textContent)")
    assert sum(int(count or 1) for count in marks) == sum(row["latitude"] != "" for row in found)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (
            "on=2015-08-25",
            {
                "Temple of Baalshamin": "Destroyed · reported",
                "Lion of al-Lat": "Severe damage · reported",
                "Temple of Bel": "No report",
                "Monumental Arch of Palmyra": "No report",
            },
        ),
        (
            "known=2015-09-01",
            {
                "Temple of Baalshamin": "Destroyed · confirmed",
                "Lion of al-Lat": "Destroyed · reported",
                "Temple of Bel": "Destroyed · confirmed",
                "Monumental Arch of Palmyra": "No report",
            },
        ),
    ],
)
def test_a_day_is_answered_alike_in_list_page_map_and_file(page, day, told):
    page.goto(f"/?q=palmyra&{day}#16/34.5515/38.2690")
    page.wait_for_selector("#map[aria-busy=false]")
    for name, status in told.items():
        entry = page.locator(".entry").filter(has=page.get_by_role("link", name=name))
        expect(entry.locator(".status-words")).to_have_text(status)
    mark = page.locator(".map-mark[aria-label^='Temple of Baalshamin']").get_attribute("aria-label")
    assert mark == "Temple of Baalshamin: " + told["Temple of Baalshamin"].replace(" · ", ", ")
    file = {row["name"]: row for row in downloaded(page, "Sites")}
    assert file["Temple of Bel"]["level"] == ("no_report" if told["Temple of Bel"] == "No report" else "destroyed")
    page.get_by_role("link", name="Temple of Baalshamin").click()
    expect(page.locator("#status")).to_have_text(told["Temple of Baalshamin"].replace(" · ", ", "))


def test_an_article_becomes_three_reports_and_one_is_withdrawn(page, live_site):
    sign_in(page, live_site.editor)
    page.goto("/admin/heritage/article/add/")
    for label, text in ARTICLE.items():
        page.get_by_label(label, exact=True).or_(page.get_by_label(f"{label}:", exact=True)).fill(text)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("was added successfully")
    for site, quote in LOSSES.items():
        log_report(page, site, "Destroyed", "2015-05-20/2016-03-27", "With Islamic State ousted", quote)
    sign_out(page)

    page.goto(BAALSHAMIN)
    expect(page.get_by_role("heading", name="5 reports, 5 sources")).to_be_visible()
    sign_in(page, live_site.reviewer)
    for site in LOSSES:
        publish(page, site)
    expect(page.get_by_text("Nothing waits for review.")).to_be_visible()

    page.goto(BAALSHAMIN)
    expect(page.get_by_role("heading", name="6 reports, 6 sources")).to_be_visible()
    assert reports_behind_the_mark(page, "Baalshamin") == 6
    logged = page.locator(".claim").filter(has_text="Los Angeles Times")
    expect(logged.locator("blockquote")).to_have_text(LOSSES["Temple of Baalshamin"])
    number = int(re.search(r"\d+", logged.locator(".number").inner_text())[0])
    page.goto("/sites/palmyra-lion-al-lat/")
    expect(page.locator("#status")).to_have_text("Severe damage, confirmed")
    expect(page.locator(".reason")).to_contain_text("Outweighed")
    logged = page.locator(".claim").filter(has_text="Los Angeles Times")
    logged.get_by_role("link", name=ARTICLE["Title"], exact=True).click()
    expect(page.locator(".claim")).to_have_count(3)

    withdraw(page, report_in_the_desk(page, number), "It repeats what others saw, and adds no day.")
    page.goto(BAALSHAMIN)
    expect(page.get_by_role("heading", name="5 reports, 5 sources")).to_be_visible()
    assert reports_behind_the_mark(page, "Baalshamin") == 5
    assert page.goto(f"/reports/{number}/").status == 410
    expect(page.get_by_role("heading", name=f"Report {number} was withdrawn")).to_be_visible()
    expect(page.locator(".history li")).to_contain_text(["Published", "Withdrawn"])
    expect(page.locator(".withdrawn-why")).to_have_text("It repeats what others saw, and adds no day.")
    for other in (number - 1, number + 1):
        withdraw(page, report_in_the_desk(page, other), "The walk is over.")


def test_a_new_site_is_a_square_then_red_then_gone(page, live_site):
    """A site is nobody's secret only when a reviewer says so; its colour comes and goes with its report."""
    sign_in(page, live_site.editor)
    page.goto("/admin/heritage/site/add/")
    page.get_by_label("Name:", exact=True).fill("Watchtower of the Walk")
    page.get_by_label("Kind:").first.select_option("Castle, walls or gate")
    page.get_by_label("Country:").select_option("Chad")
    page.get_by_role("textbox", name="Coordinates", exact=False).first.fill("18°27'07.2\"N 17°33'07.2\"E")
    expect(page.locator("[data-public]")).to_contain_text("18.45")
    page.get_by_role("button", name="Save and send to review").click()
    page.get_by_role("button", name="Send to review").click()
    log_report(page, "Watchtower of the Walk", "Destroyed", "2020-02", "Temple of Bel", "Nothing of it stands.")
    sign_out(page)

    sign_in(page, live_site.reviewer)
    publish(page, "Watchtower of the Walk")
    assert on_the_map(page, "Watchtower of the Walk") == "Watchtower of the Walk: No report, approximate"
    publish(page, "Watchtower of the Walk")
    assert on_the_map(page, "Watchtower of the Walk") == "Watchtower of the Walk: Destroyed, reported, approximate"
    page.locator(".entry").get_by_role("link", name="Watchtower of the Walk").click()
    expect(page.locator(".facts")).to_contain_text("18.45, 17.55 approximate: the middle of a grid cell of 0.1 degree")
    site = page.url
    withdraw(page, report_in_the_desk(page, "Watchtower"), "The source speaks of another tower.")
    assert on_the_map(page, "Watchtower of the Walk") == "Watchtower of the Walk: No report, approximate"
    page.goto("/admin/heritage/site/?q=Watchtower")
    withdraw(page, page.get_by_role("link", name="Watchtower of the Walk").get_attribute("href"), "It was a walk.")
    assert page.goto(site).status == 404
    page.goto("/sites/?q=Watchtower")
    expect(page.get_by_text("No site fits.")).to_be_visible()


def test_a_reader_without_a_mouse_gets_from_the_search_to_the_source(page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    tab_to(page, page.get_by_role("searchbox"))
    page.keyboard.type("معبد بعل شمين")
    page.keyboard.press("Enter")
    page.wait_for_selector(".chip")
    tab_to(page, page.locator(".entry-name a"))
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Temple of Baalshamin')")
    tab_to(page, page.locator(".reason").get_by_role("link", name="report 14"))
    page.keyboard.press("Enter")
    page.wait_for_selector("#report-14:target")
    tab_to(page, page.locator("#report-14").get_by_role("link", name="Satellite images confirm").first)
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Satellite images confirm Palmyra temple destruction')")


@pytest.mark.parametrize("address", ["/", BAALSHAMIN, "/method/", "/articles/", "/admin/heritage/report/add/"])
def test_no_page_bars_those_who_need_help_to_read(page, live_site, address):
    """The rules of axe-core, at a desk and on a phone, by day and by night."""
    if address.startswith("/admin/"):
        sign_in(page, live_site.editor)
    page.goto(address)
    found = []
    for width, scheme in product((1280, 360), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme=scheme)
        found += [(width, scheme, *fault) for fault in grave_faults(page)]
    assert found == []


def test_without_scripts_the_list_the_filters_the_pages_and_the_files_work(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.locator("summary", has_text="Level").click()
    page.get_by_role("checkbox", name="Destroyed").check()
    page.locator("details[open]").get_by_role("button", name="Show").click()
    expect(page.locator(".chip")).to_have_text(re.compile("Destroyed"))
    assert {row["level"] for row in downloaded(page, "Sites")} == {"destroyed"}
    page.locator(".entry").get_by_role("link", name="Temple of Baalshamin").click()
    expect(page.locator("#status")).to_have_text("Destroyed, confirmed")
    assert rows(page, page.get_by_role("link", name="Sources, CSV"))[0]["url"].startswith("http")


def test_nothing_scrolls_sideways_on_a_phone(page, live_site):
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, live_site.editor)
    wide = {}
    for address in READERS_PAGES + DESK_PAGES:
        page.goto(address)
        wide |= {address: sideways(page)} if sideways(page) else {}
    assert wide == {}
