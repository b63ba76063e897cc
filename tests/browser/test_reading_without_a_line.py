"""A reader who asked for it reads without a connection what was seen before, and nothing that was taken back since."""

import subprocess
import sys

import pytest
from conftest import serving
from hands import sign_in
from playwright.sync_api import expect

HELD = """async () => {
  const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const held = (await Promise.all(stores.map((store) => store.keys()))).flat();
  return held.map(({url}) => url.slice(location.origin.length));
}"""
TREE = """import sys
import django
django.setup()
import factories
from sites import review
from sites.models import Site
said, slug = sys.argv[1:]
if said == "publish":
    source = factories.article(url=f"https://gazette.example/{slug}")
    factories.report(factories.site(f"The {slug} of Palmyra", slug=slug), "severe", cites=[(source, "says")])
if said == "withdraw":
    review.withdraw(Site.objects.get(slug=slug), by=factories.reviewer(), reason="It is in danger.")
if said == "protect":
    site = Site.objects.get(slug=slug)
    factories.accepted(factories.moved(site, by=factories.steward(), visibility="0.1"))
"""


@pytest.fixture
def editors(live_site):
    """What editors do meanwhile, on the same installation; what they published is taken back in the end."""
    standing = set()

    def act(what, slug):
        env = live_site.env | {"DJANGO_SETTINGS_MODULE": "heritage.settings", "PYTHONPATH": "tests:."}
        subprocess.run([sys.executable, "-c", TREE, what, slug], env=env, check=True)
        (standing.discard if what == "withdraw" else standing.add)(slug)

    yield act
    for slug in sorted(standing):
        act("withdraw", slug)


@pytest.fixture
def reader(new_context):
    """Somebody with a browser of their own, who has asked for nothing yet."""
    page = new_context().new_page()
    page.set_viewport_size({"width": 1000, "height": 700})
    return page


def ask_for_it(page):
    page.goto("/offline/")
    page.get_by_role("button", name="Keep what I read").click()
    expect(page.get_by_text("What you read here is kept on this device.")).to_be_visible()


def look(page, path):
    """Open a page and stay until it is all there, and kept."""
    page.goto(path)
    page.wait_for_load_state("networkidle")


def kept(page, path):
    """Whether something is kept under an address by now; what goes on in the worker is waited for."""
    for _ in range(50):
        if path in page.evaluate(HELD):
            return True
        page.wait_for_timeout(100)
    return False


def banner(page):
    return page.locator("p.offline")


def test_nobody_keeps_anything_who_did_not_ask_for_it(reader):
    look(reader, "/")
    look(reader, "/offline/")
    assert reader.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    assert reader.evaluate(HELD) == []
    expect(reader.get_by_text("Nothing is kept on this device.")).to_be_visible()


def test_page_list_and_map_are_there_without_a_line_and_say_of_which_day(reader):
    ask_for_it(reader)
    look(reader, "/?country=SY")
    reader.locator("#map[aria-busy=false]").wait_for()
    look(reader, "/sites/palmyra-bel/")
    assert kept(reader, "/?country=SY")
    assert kept(reader, "/sites/palmyra-bel/")
    expect(banner(reader)).to_be_hidden()
    reader.context.set_offline(True)
    reader.reload()
    expect(banner(reader)).to_contain_text("You are offline: this is how it looked on")
    assert reader.locator("p.offline time").get_attribute("datetime")
    expect(reader.get_by_role("heading", name="Temple of Bel", level=1)).to_be_visible()
    reader.goto("/?country=SY")
    expect(banner(reader)).to_be_visible()
    assert reader.locator("#list .entry").count() > 10
    reader.locator("#map[aria-busy=false]").wait_for()
    assert reader.locator("#map .map-mark").count() > 0


def test_in_place_of_a_page_that_was_never_seen_stands_what_can_be_read(reader):
    ask_for_it(reader)
    look(reader, "/sites/palmyra-bel/")
    assert kept(reader, "/sites/palmyra-bel/")
    reader.context.set_offline(True)
    reader.goto("/sites/hatra/")
    expect(reader.get_by_text("the page that you asked for is not kept")).to_be_visible()
    reader.get_by_role("link", name="Temple of Bel").click()
    expect(reader.get_by_role("heading", name="Temple of Bel", level=1)).to_be_visible()


def test_where_the_network_answers_nobody_is_shown_what_was_kept(reader, editors):
    editors("publish", "arch")
    ask_for_it(reader)
    look(reader, "/sites/arch/")
    assert kept(reader, "/sites/arch/")
    editors("protect", "arch")
    look(reader, "/sites/arch/")
    expect(banner(reader)).to_be_hidden()
    expect(reader.locator(".facts")).to_contain_text("grid cell")


@pytest.mark.parametrize("back_at", ["/sites/gate/", "/method/"])
def test_what_was_withdrawn_is_gone_after_the_next_visit_whatever_is_visited(reader, editors, back_at):
    slug = "gate" if back_at == "/sites/gate/" else "wall"
    editors("publish", slug)
    ask_for_it(reader)
    look(reader, f"/sites/{slug}/")
    look(reader, "/sites/?q=Palmyra")
    assert kept(reader, f"/sites/{slug}/")
    assert kept(reader, "/sites/?q=Palmyra")
    look(reader, "/about/")
    editors("withdraw", slug)
    look(reader, back_at)
    for _ in range(100):
        if f"/sites/{slug}/" not in reader.evaluate(HELD):
            break
        reader.wait_for_timeout(100)
    reader.wait_for_timeout(1000)
    reader.context.set_offline(True)
    reader.goto(f"/sites/{slug}/")
    expect(reader.get_by_text("the page that you asked for is not kept")).to_be_visible()
    reader.goto("/sites/?q=Palmyra")
    expect(banner(reader)).to_be_visible()
    expect(reader.locator("main")).not_to_contain_text(f"The {slug} of Palmyra")


def test_nothing_of_the_desk_nor_of_a_file_is_ever_kept(reader, live_site):
    ask_for_it(reader)
    sign_in(reader, live_site.editor)
    look(reader, "/admin/heritage/site/")
    reader.evaluate("async () => { await (await fetch('/sites.csv')).text(); await (await fetch('/healthz')).text(); }")
    look(reader, "/sites/palmyra-bel/")
    assert kept(reader, "/sites/palmyra-bel/")
    assert [one for one in reader.evaluate(HELD) if "admin" in one or ".csv" in one or "healthz" in one] == []
    reader.context.set_offline(True)
    reader.goto("/sites/palmyra-bel/")
    expect(reader.locator("body")).not_to_contain_text("demo-editor")


def test_one_press_throws_all_of_it_away(reader):
    ask_for_it(reader)
    look(reader, "/sites/palmyra-bel/")
    assert kept(reader, "/sites/palmyra-bel/")
    look(reader, "/offline/")
    reader.get_by_role("button", name="Throw all of it away").click()
    expect(reader.get_by_text("Nothing is kept on this device.")).to_be_visible()
    assert reader.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    assert reader.evaluate(HELD) == []
    look(reader, "/sites/palmyra-bel/")
    assert reader.evaluate(HELD) == []


# ── in other languages


@pytest.fixture
def arabic_reader(new_context):
    """Somebody whose browser asks for Arabic, and who has asked for nothing yet."""
    page = new_context(locale="ar").new_page()
    page.set_viewport_size({"width": 1000, "height": 700})
    return page


def ask_for_it_in(page, language, url=""):
    look(page, f"{url}/{language}/offline/")
    page.locator('[data-act="keep"]').click()
    page.locator('[data-act="forget"]').wait_for()


def list_in(page, language):
    """What stands in place of a page that was never seen is there, and in this language."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("#instead")).to_be_visible()


def path_of(page):
    """Where a reader is, without what the map notes of its view."""
    return "/" + page.url.partition("#")[0].split("/", 3)[3]


@pytest.mark.parametrize("language", ["ar", "fr", "uk"])
def test_a_reader_of_another_language_is_told_in_it_what_can_be_read(reader, language):
    ask_for_it_in(reader, language)
    reader.context.set_offline(True)
    for path in (f"/{language}/", f"/{language}/sites/hatra/"):
        reader.goto(path)
        list_in(reader, language)
        expect(reader.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
        assert reader.evaluate("document.styleSheets[0].cssRules.length") > 0


def test_no_list_is_asked_for_in_a_language_that_the_reader_did_not_see(reader):
    ask_for_it_in(reader, "ar")
    look(reader, "/ar/sites/palmyra-bel/")
    assert kept(reader, "/ar/sites/palmyra-bel/")
    assert [one for one in reader.evaluate(HELD) if one.endswith("/offline/")] == ["/ar/offline/"]


def test_a_reader_who_turns_to_another_language_is_told_in_that_from_then_on(reader):
    ask_for_it(reader)
    look(reader, "/fr/sites/palmyra-bel/")
    assert kept(reader, "/fr/offline/")
    reader.context.set_offline(True)
    reader.goto("/fr/sites/hatra/")
    list_in(reader, "fr")
    expect(reader.locator("#kept a")).to_have_count(1)  # the lists themselves are nothing to read
    reader.goto("/sites/hatra/")
    list_in(reader, "en")
    reader.goto("/uk/sites/hatra/")  # of which nothing was seen: in one that this browser asks for
    list_in(reader, "en")


def test_the_door_leads_an_arabic_reader_to_arabic_as_it_did_before_they_kept_anything(arabic_reader):
    look(arabic_reader, "/")
    assert path_of(arabic_reader) == "/ar/"
    ask_for_it_in(arabic_reader, "ar")
    anew = arabic_reader.context.new_page()
    look(anew, "/?country=SY")
    assert path_of(anew) == "/ar/?country=SY"


@pytest.fixture
def asked(live_site, ours, tmp_path):
    """The same installation, served by a process that writes down what it is asked, and who it says led there."""
    log = tmp_path / "asked.log"
    told = f"--access-logfile {log} --access-logformat '%(m)s %(U)s %({{sec-fetch-site}}i)s'"
    with serving(live_site.env | {"GUNICORN_CMD_ARGS": told}) as url:
        ours.append(url)
        yield url, lambda: log.read_text().splitlines()


def test_every_page_is_asked_for_once_and_by_whom_it_was_asked_for_stays_true(new_context, asked):
    url, log = asked
    reader = new_context(locale="ar").new_page()
    ask_for_it_in(reader, "ar", url)
    anew = reader.context.new_page()
    for path in ("/", "/method/", "/follow/", "/admin/login/"):
        look(anew, f"{url}{path}")
        assert [one for one in log() if one.startswith(f"GET {path} ")] == [f"GET {path} none"], path


def test_an_arabic_reader_who_keeps_pages_and_chose_english_is_not_led_back(arabic_reader):
    ask_for_it_in(arabic_reader, "ar")
    look(arabic_reader, "/ar/")
    arabic_reader.locator("details.tongues summary").click()
    arabic_reader.locator('details.tongues a[hreflang="en"]').click()
    expect(arabic_reader.locator("html")).to_have_attribute("lang", "en")
    arabic_reader.wait_for_load_state("networkidle")
    assert path_of(arabic_reader) == "/"
    look(arabic_reader, "/sites/")
    arabic_reader.locator("a.brand").click()
    arabic_reader.locator("body.home").wait_for()
    assert path_of(arabic_reader) == "/"


def test_at_the_door_an_arabic_reader_without_a_line_is_told_in_arabic(arabic_reader):
    ask_for_it_in(arabic_reader, "ar")
    look(arabic_reader, "/sites/palmyra-bel/")
    assert kept(arabic_reader, "/offline/")
    arabic_reader.context.set_offline(True)
    arabic_reader.goto("/")
    list_in(arabic_reader, "ar")
