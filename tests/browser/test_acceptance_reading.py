"""Acceptance, for readers: a stranger, a journalist, a researcher, a visitor without scripts, one on a slow line.

Each in English and in Arabic. Seconds are printed (pytest -s), actions and bytes are held to.
"""

import csv
import json
import re
import subprocess
import time

import bibtexparser
import openpyxl
import pytest
import rispy
from acting import Hands, address, drawn, expect_number, listed, visitor
from playwright.sync_api import expect

TOWN = {"en": "Palmyra", "ar": "تدمر"}
IN_TOWN = {"palmyra-bel", "palmyra-baalshamin", "palmyra-museum"}
BAALSHAMIN = "/sites/palmyra-baalshamin/"
EVERYBODY = [(language, way) for language in TOWN for way in ("mouse", "keys", "touch")]
every_visitor = pytest.mark.parametrize(("language", "way"), EVERYBODY)
every_language = pytest.mark.parametrize("language", TOWN)


def told(script, language, *said):
    print(f"\n{script}, {language}: {', '.join(map(str, said))}")  # noqa: T201


def damage_in_town(page, hands, language):
    """Find what was damaged in a town, and take the list away; its rows, and the slugs that the page listed."""
    hands.fill(page.locator("#q"), TOWN[language])
    hands.key("Enter")
    expect(page.locator(".chip")).to_have_text(re.compile(TOWN[language]))
    expect(page.locator("#list:not([aria-busy=true])")).to_be_visible()
    shown = listed(page)
    if hands.way == "keys":
        hands.press(page.locator("main a[href='#list']"))
    hands.press(page.locator("[data-key=files] > summary"))
    with page.expect_download() as download:
        hands.press(page.locator(".panel--files a[href*='/sites.csv?']"))
    with download.value.path().open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file)), shown


def in_the_file(rows, shown):
    """The file holds what the page listed, and says what happened there."""
    assert [row["slug"] for row in rows] == shown
    assert set(shown) >= IN_TOWN
    assert {"destroyed", "severe"} <= {row["level"] for row in rows}


@every_visitor
def test_u1_a_stranger_finds_the_damage_of_a_town_and_takes_it_away(new_context, language, way):
    page = visitor(new_context, way)
    begun = time.monotonic()
    hands = Hands(page, way)
    page.goto(address(language, "/"))
    drawn(page)
    rows, shown = damage_in_town(page, hands, language)
    told("U1", f"{language} {way}", hands.said(), f"{time.monotonic() - begun:.1f} s")
    in_the_file(rows, shown)
    assert hands.actions <= 6


@every_visitor
def test_u9_a_visitor_without_scripts_does_the_same(new_context, language, way):
    page = visitor(new_context, way, java_script_enabled=False)
    hands = Hands(page, way)
    page.goto(address(language, "/"))
    rows, shown = damage_in_town(page, hands, language)
    told("U9", f"{language} {way}", hands.said())
    in_the_file(rows, shown)
    assert hands.actions <= 6


@every_visitor
def test_u2_a_link_that_a_journalist_copied_shows_the_same_twelve_sites_to_everybody(new_context, language, way):
    page = visitor(new_context, way, permissions=["clipboard-read", "clipboard-write"])
    hands = Hands(page, way)
    page.goto(address(language, "/"))
    drawn(page)
    hands.press(page.locator("[data-key=country] > summary"))
    for country in ("IQ", "PS"):
        hands.tick(page.locator(f"[data-key=country] input[value={country}]"))
    expect(page.locator(".chip")).to_have_count(2)
    expect_number(page, 12)
    if way == "touch":  # there the open panel lies over the list
        hands.press(page.locator("[data-key=country] .panel-show"))
    hands.press(page.locator("#share > summary"))
    hands.press(page.locator("[data-copy=share-link]"))
    expect(page.locator(".share-said")).not_to_be_empty()
    link, theirs = page.evaluate("navigator.clipboard.readText()"), listed(page)
    told("U2", f"{language} {way}", hands.said())
    assert len(theirs) == 12

    other = new_context(locale="uk").new_page()
    other.goto(link)
    drawn(other)
    if language != "en":  # the door itself has no language: it has led this reader to theirs already
        assert language_of(other) == language
        assert listed(other) == theirs
        other.locator(".invitation:visible a").click()
        other.wait_for_url(re.compile("/uk/"))
        drawn(other)
    assert language_of(other) == "uk"
    expect_number(other, 12)
    assert set(listed(other)) == set(theirs)
    marks = other.locator(".map-mark").evaluate_all("all => all.map((mark) => Number(mark.dataset.count))")
    assert sum(marks) == 12


def language_of(page):
    return page.evaluate("document.documentElement.lang")


# ── the researcher


@every_language
def test_u8_zotero_finds_what_it_reads_and_the_citation_files_say_the_same(page, language):
    page.goto(address(language, BAALSHAMIN))
    tags = dict(
        page.locator("meta[name^=citation_]").evaluate_all("all => all.map(({name, content}) => [name, content])")
    )
    assert "Baalshamin" in tags["citation_title"]
    assert re.fullmatch(r"\d{4}[/-]\d\d[/-]\d\d", tags["citation_publication_date"])
    assert tags["citation_public_url"].endswith(BAALSHAMIN)
    assert f"//{page.url.split('/')[2]}{BAALSHAMIN}" in tags["citation_public_url"], "one address for all languages"
    node = json.loads(page.locator('script[type="application/ld+json"]').text_content())
    assert node["@context"] == "https://schema.org"
    files = {}
    for form in ("BibTeX", "RIS"):
        with page.expect_download() as download:
            page.locator(".cite-files").first.get_by_role("link", name=form).click()
        files[form] = download.value.path().read_text(encoding="utf-8")
    library = bibtexparser.parse_string(files["BibTeX"])
    assert library.failed_blocks == []
    (entry,) = library.entries
    (record,) = rispy.loads(files["RIS"])
    plain = re.sub(r"[{}\\]", "", entry["title"])
    assert tags["citation_title"] in (plain, record.get("title"), record.get("primary_title"))
    assert entry["url"].endswith(BAALSHAMIN)


AS_PROPOSED = "--infilter=CSV:44,34,76,1"  # commas and UTF-8: what its window proposes of a file that begins with a BOM


@pytest.fixture
def libreoffice(tmp_path):
    """Opens a file as somebody does who clicks on it, and gives the rows of its only sheet."""

    def opened(path):
        command = [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--norestore",
            AS_PROPOSED,
        ]
        command += ["--convert-to", "xlsx", "--outdir", tmp_path / "opened", path]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        (sheet,) = openpyxl.load_workbook(tmp_path / "opened" / f"{path.stem}.xlsx").worksheets
        return list(sheet.iter_rows(values_only=True))

    return opened


@every_language
def test_u8_the_table_for_spreadsheets_opens_with_its_arabic_in_its_columns(page, language, libreoffice, tmp_path):
    page.goto(address(language, "/data/"))
    with page.expect_download() as download:
        page.locator("a[href*='/sites.csv?excel=1']").first.click()
    file = tmp_path / "sites.csv"
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    header, *rows = libreoffice(file)
    sites = {row["slug"]: row for row in (dict(zip(header, one, strict=True)) for one in rows)}
    assert len(sites) == len(rows)
    baalshamin = sites["palmyra-baalshamin"]
    assert (baalshamin["native_name"], baalshamin["native_name_language"]) == ("معبد بعل شمين", "ar")
    assert float(baalshamin["latitude"]) == pytest.approx(34.55, abs=0.01)


# ── an old phone on a slow line

SLOW_LINE = {"latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8, "offline": False}
FIRST_LIST = {"bytes": 80_000, "requests": 30}  # what may come over the line before a list can be read


@every_language
def test_u10_on_a_phone_with_a_slow_line_a_list_can_be_read_in_a_few_seconds(new_context, language):
    page = visitor(new_context, "touch")
    line = page.context.new_cdp_session(page)
    received, answered = [], []
    line.on("Network.dataReceived", lambda event: received.append(event["encodedDataLength"]))
    line.on("Network.loadingFinished", lambda event: answered.append(event["requestId"]))
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_LINE)
    begun = time.monotonic()
    page.goto(address(language, "/"), wait_until="commit")
    expect(page.locator(".entry").first).to_be_visible(timeout=60_000)
    seconds, before = time.monotonic() - begun, {"bytes": sum(received), "requests": len(answered)}
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
    told("U10", language, f"{seconds:.1f} s (painted after {painted} ms)", before)
    assert before["bytes"] <= FIRST_LIST["bytes"]
    assert before["requests"] <= FIRST_LIST["requests"]
    Hands(page, "touch").press(page.locator("#intro > summary"))
    expect(page.locator(".entry").first).to_be_in_viewport()
