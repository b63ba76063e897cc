"""The whole walk of a new user: find, understand, take away; log, publish, withdraw."""

import re

import pytest
from hands import downloaded, found_in_the_desk, log_report, publish, rows, sign_in, sign_out, withdraw
from playwright.sync_api import expect

BAALSHAMIN = "/sites/palmyra-baalshamin/"
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


def test_a_reader_finds_the_temple_sees_why_and_takes_it_away(page):
    page.goto("/")
    page.get_by_role("combobox", name="Name of a site").fill("Baal Shamin")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".entry")).to_have_count(1)
    assert [row["name"] for row in downloaded(page, "Sites")] == ["Temple of Baalshamin"]
    page.locator(".entry").get_by_role("link", name="Temple of Baalshamin").click()

    expect(page.locator("#status")).to_have_text("Destroyed, confirmed")
    expect(page.locator(".verdict-since")).to_contain_text("it is confirmed from 27 August 2015 on")
    expect(page.locator(".reason")).to_contain_text("rests on satellite or aerial images")
    dates = page.locator(".tracks .track-label a").all_inner_texts()
    assert dates[:4] == ["about July 2015", "23 August 2015", "25 August 2015", "between 26 June and 27 August 2015"]
    sources = page.locator("#report-14 .source").get_by_role("link", name="original")
    assert all(link.get_attribute("href").startswith("https://") for link in sources.all())
    assert "noreferrer" in sources.first.get_attribute("rel")

    said = {row["event_edtf"] for row in rows(page, page.get_by_role("link", name="CSV Its reports"))}
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
    counts = page.locator(".map-mark").evaluate_all("all => all.map(mark => Number(mark.dataset.count))")
    assert sum(counts) == sum(row["latitude"] != "" for row in found)


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
    expect(page.get_by_role("heading", name="5 reports, 5 articles")).to_be_visible()
    sign_in(page, live_site.reviewer)
    for site in LOSSES:
        publish(page, site)
    expect(page.locator(".desk-case").filter(has_text="Los Angeles Times")).to_have_count(0)

    page.goto(BAALSHAMIN)
    expect(page.get_by_role("heading", name="6 reports, 6 articles")).to_be_visible()
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

    withdraw(page, found_in_the_desk(page, "report", number), "It repeats what others saw, and adds no day.")
    page.goto(BAALSHAMIN)
    expect(page.get_by_role("heading", name="5 reports, 5 articles")).to_be_visible()
    assert reports_behind_the_mark(page, "Baalshamin") == 5
    assert page.goto(f"/reports/{number}/").status == 410
    expect(page.get_by_role("heading", name=f"Report {number} was withdrawn")).to_be_visible()
    expect(page.locator(".history li")).to_contain_text(["Published", "Withdrawn"])
    expect(page.locator(".withdrawn-why")).to_have_text("It repeats what others saw, and adds no day.")
    for other in (number - 1, number + 1):
        withdraw(page, found_in_the_desk(page, "report", other), "The walk is over.")


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
    expect(page.locator(".facts")).to_contain_text("18.45, 17.55, approximate: the middle of a grid cell of 0.1 degree")
    site = page.url
    withdraw(page, found_in_the_desk(page, "report", "Watchtower"), "The source speaks of another tower.")
    assert on_the_map(page, "Watchtower of the Walk") == "Watchtower of the Walk: No report, approximate"
    withdraw(page, found_in_the_desk(page, "site", "Watchtower"), "It was a walk.")
    assert page.goto(site).status == 410
    page.goto("/sites/?q=Watchtower")
    expect(page.get_by_text("No site fits.")).to_be_visible()
