"""Acceptance, for the desk: a report with pictures from an address, a site protected, a file mended, a queue cleared.

Each in English and in Arabic: the desk speaks what the browser asks for. Seconds are printed (pytest -s), not held to.
"""

import csv
import re
import time

import pytest
from acting import Hands, address, visitor
from hands import found_in_the_desk, reports_waiting, said, sign_in, states_of, taken_back, view, within
from playwright.sync_api import expect

SLOW = 60_000  # milliseconds: every picture is looked at in a process of its own
LANGUAGES = ("en", "ar")
EVERYBODY = [(language, way) for language in ("en", "ar") for way in ("keys", "touch")]
every_hand = pytest.mark.parametrize(("language", "way"), EVERYBODY)


def told(script, *words):
    print(f"\n{script}: {', '.join(map(str, words))}")  # noqa: T201


def at_the_desk(new_context, person, language, way="mouse"):
    page = visitor(new_context, way, locale=language)
    sign_in(page, person, language)
    return page


# ── U3

NEWS = "http://news.example.com"
ARTICLE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="og:site_name" content="The Gazette"><meta property="article:published_time" content="2016-03-28"></head>
<body><article><h1>{title}</h1>
<p>The Roman theatre of Palmyra was severely damaged by explosives on {day} March 2016, the director said.</p>
<p>The director spoke in Damascus after a first visit of the old town. He said that experts would look at every stone
before anything was moved, and that the work would take years.</p></article></body></html>"""
LOGGED = """
from sites.models import Photo, Report
cited = Report.objects.filter(citations__article__url={url!r})
shown = Photo.objects.filter(alt__endswith={mark!r})
print(json.dumps([[one.state for one in cited], [one.state for one in shown]]))
for one in [*cited, *shown]:
    review.refuse(one, by=factories.reviewer(), reason="It was an exercise.")
"""


@every_hand
def test_u3_an_editor_adds_a_report_from_an_address_with_two_pictures(
    new_context, live_site, newsroom, ours, language, way
):
    url, pages = newsroom
    ours.append(url)
    mark, number = f"{language} by {way}", LANGUAGES.index(language) * 3 + len(way)
    pages[f"/{language}-{way}"] = ARTICLE.format(title=f"The theatre of Palmyra, {mark}", day=number + 10)
    page = at_the_desk(new_context, live_site.editor, language, way)
    page.goto(f"{url}/admin/")
    begun, hands = time.monotonic(), Hands(page, way)

    hands.press(page.locator(".desk-welcome a[href='/admin/read/']"))
    hands.fill(page.locator("#id_url"), f"{NEWS}/{language}-{way}")
    hands.key("Enter")
    expect(page.locator(".reading-text")).to_contain_text("severely damaged", timeout=SLOW)
    card = page.locator(".reading-card[data-card]").first
    if way == "keys":
        hands.key("a")
    else:
        hands.press(card.locator("[value=accept]"))
    hands.press(page.locator("#made [value=send]"))
    expect(page.locator(".messagelist")).to_be_visible()
    hands.press(page.locator("#made a[href*='/photo/upload/']"))

    hands.fill(page.locator("#id_credit"), "A. Photographer")
    hands.fill(page.locator("#id_licence"), "CC BY 4.0")
    hands.hand_over(page.locator("#id_files"), [view(40 + number, 3), view(50 + number, 5)])
    expect(page.locator(".upload-file--kept")).to_have_count(2, timeout=SLOW)
    for row in page.locator(".upload-row").all()[:2]:
        hands.fill(row.locator(".upload-alt"), f"The stage of the theatre, {mark}")
    hands.press(page.locator("[name=describe][value=send]"))
    expect(page.locator(".upload-row")).to_have_count(0)

    told("U3", mark, hands.said(), f"{time.monotonic() - begun:.1f} s")
    assert hands.fields <= 12
    states = within(live_site, LOGGED.format(url=f"{NEWS}/{language}-{way}", mark=mark))
    assert states == [["in_review"], ["in_review", "in_review"]]


# ── U4

A_GATE = """
gate = factories.site({name!r}, country="TD", latitude=18.4521, longitude=17.5533)
print(json.dumps(gate.slug))
"""
GONE = """
from sites.models import Site
review.withdraw(Site.objects.get(slug={slug!r}), by=factories.reviewer(), reason="It was an exercise.")
print(0)
"""


@pytest.fixture
def gate(live_site, request):
    """A published site of which readers see the exact place: its name, and the name of its page."""
    name = f"Gate of {request.node.callspec.id.replace('-', ' ')}"
    slug = within(live_site, A_GATE.format(name=name))
    yield name, slug
    within(live_site, GONE.format(slug=slug))


@pytest.mark.parametrize(("language", "way"), [("en", "mouse"), *EVERYBODY])
def test_u4_an_editor_protects_a_site_and_preview_and_readers_see_the_square_at_once(
    new_context, live_site, gate, language, way
):
    name, slug = gate
    reader = new_context().new_page()
    reader.goto(address(language, f"/sites/{slug}/"))
    expect(reader.locator(".facts")).to_contain_text("18.4521")

    page = at_the_desk(new_context, live_site.editor, language, way)
    page.goto(found_in_the_desk(page, "site", name))
    begun, hands = time.monotonic(), Hands(page, way)
    choice = page.locator("[name=visibility][value='0.1']")
    if way == "keys":
        hands.tick(page.locator("[name=visibility]:checked"))
        while not choice.is_checked():
            hands.key("ArrowDown")
    else:
        hands.tick(choice)
    expect(page.locator("[data-public]")).to_contain_text("18.45")
    expect(page.locator("[data-public]")).not_to_contain_text("18.4521")
    hands.fill(page.locator("#id_change_reason, [name=reason]").first, "Looters were seen.")
    hands.key("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    told("U4", f"{language} {way}", hands.said(), f"{time.monotonic() - begun:.1f} s")

    reader.reload()
    expect(reader.locator(".facts")).to_contain_text("18.45, 17.55")
    assert "18.4521" not in reader.content()
    (shown,) = reader.request.get("/map/0/0/0.json", params={"q": name}).json()["sites"]
    assert "18.4521" not in str(shown)


# ── U5

ARABIC = re.compile("[\u0621-\u064a]")
HEADERS = ["id", "name", "kind", "country", "latitude", "longitude", "built"]
FAULTS = {(121, "latitude"): "95.2", (300, "built"): "2003-02-30", (412, "longitude"): "216.5"}  # by row and column


def survey(path, mended=()):
    """A table of 500 sites, with three faults in it but for those that are mended."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, HEADERS)
        out.writeheader()
        for row in range(2, 502):
            place = {"latitude": f"{26 + row % 25 / 10}", "longitude": f"{14 + row // 25 / 5}"}
            said_there = {
                "id": row,
                "name": f"Post {row}",
                "kind": "monument",
                "country": "LY",
                "built": "1200",
            } | place
            wrong = {column: cell for (at, column), cell in FAULTS.items() if at == row and (at, column) not in mended}
            out.writerow(said_there | wrong)
    return path


def hand_in(page, hands, path, language):
    hands.tick(page.locator("[name=kind][value=sites]"))
    hands.hand_over(page.locator("#id_file"), path)
    hands.press(page.get_by_role("button", name=said(language, "Hand it in")))
    hands.press(page.get_by_role("button", name=said(language, "See what would happen")))
    expect(page.locator(".bring-counts")).to_be_visible(timeout=SLOW)


def counted(page, what):
    return int(page.locator(f".bring-count--{what} dd").inner_text())


@pytest.mark.parametrize(("language", "way"), [("ar", "mouse"), *EVERYBODY])
def test_u5_an_importer_mends_a_file_of_500_rows_from_the_report_alone(new_context, live_site, tmp_path, language, way):
    page = at_the_desk(new_context, live_site.editor, language, way)
    begun, hands = time.monotonic(), Hands(page, way)
    page.goto("/admin/bring/")
    hand_in(page, hands, survey(tmp_path / "posts.csv"), language)
    assert (counted(page, "new"), counted(page, "faulty")) == (497, 3)
    with page.expect_download() as download:
        hands.press(page.locator("a[href$='/faults/']"))
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        report = list(csv.DictReader(file))
    told_of = {(int(row["row"]), row["column"]): row["value"] for row in report if row["kind"] == "fault"}
    assert told_of == FAULTS
    told_in_english = [row for row in report if language != "en" and not ARABIC.search(row["what"])]
    assert told_in_english == []
    hands.press(page.locator(".bring-mend a[href*='/bring/?kind=']"))
    hand_in(page, hands, survey(tmp_path / "posts.csv", mended=told_of), language)
    assert (counted(page, "new"), counted(page, "faulty")) == (500, 0)
    told("U5", f"{language} {way}", hands.said(), f"{time.monotonic() - begun:.1f} s")


# ── U6


@every_hand
def test_u6_a_reviewer_clears_ten_drafts_without_leaving_the_queue(new_context, live_site, language, way):
    drafts = reports_waiting(live_site, 10, f"{language}-{way}")
    page = at_the_desk(new_context, live_site.reviewer, language, way)
    page.goto("/admin/review/?kind=report")
    begun, hands = time.monotonic(), Hands(page, way)
    for number in drafts:
        case = page.locator(f"#case-report-{number}")
        if way == "keys":
            while not case.evaluate("node => node === document.activeElement"):
                hands.key("j")
            hands.key("a")
        else:
            hands.press(case.locator("[data-key=a]"))
        expect(case).to_have_count(0)
        expect(page.get_by_role("status")).to_be_visible()
        assert "/admin/review/?kind=report" in page.url
    told("U6", f"{language} {way}", hands.said(), f"{time.monotonic() - begun:.1f} s")
    assert hands.actions <= 20
    assert states_of(live_site, drafts) == [["published", ""]] * 10
    taken_back(live_site)
