"""Nobody is shut out of the desk: every page of it, in English and in Arabic, on a screen and on a phone, by day and by
night. The pages are those of the table of permissions, which has a row for every address."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from axe_core_python.sync_playwright import Axe
from permissions import scene, table
from playwright.sync_api import expect

ROOT = Path(__file__).parent.parent.parent
ROLES, ROWS = table.read(table.FILE.read_text(encoding="utf-8"))
AS_SUPERUSER = ROLES.index(scene.SUPERUSER)
# What is answered there is a file or data, not a page.
NO_PAGES = ("copies", "evidence", "pictures", "date", "standing", "state", "jsi18n", "autocomplete")
NO_PAGES += ("template", "mapping", "faults")
MORE = [
    "/admin/heritage/site/?q=arch&state__exact=published",
    "/admin/heritage/report/?state__exact=draft",
    "/admin/heritage/report/?q=zzzz",
    "/admin/heritage/photo/?state__exact=in_review",
    "/admin/heritage/article/?q=article",
    "/admin/heritage/decision/?verb__exact=published",
    "/admin/heritage/decision/add/",
    "/admin/no-such-page/",
]
FORMS = ["site", "report", "article", "origin", "photo"]
PROGRAM = "import django; django.setup(); from permissions import scene; scene.main()"
RULES = {"resultTypes": ["violations"]}
CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
GRAVE = ("serious", "critical")
ENOUGH = "({ lang: document.documentElement.lang, dir: document.documentElement.dir, title: document.title,"
ENOUGH += " headings: document.querySelectorAll('h1').length, mains: document.querySelectorAll('main').length })"
# Whatever is pressed, but links within a line of text, and boxes that the browser itself draws.
PRESSED = "a, button, select, summary, input:not([type=hidden], [type=checkbox], [type=radio])"
SMALL = """pressed => [...document.querySelectorAll(pressed)]
  .filter(one => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter(one => getComputedStyle(one).display !== "inline" && one.getBoundingClientRect().width > 1)
  .filter(one => Math.min(one.getBoundingClientRect().height, one.getBoundingClientRect().width) < 23.5)
  .map(one => one.outerHTML.slice(0, 120))"""
# A colour that is on its way to another would be measured halfway.
AT_REST = "const still = new CSSStyleSheet(); still.replaceSync('* { transition: none !important }');"
AT_REST += " document.adoptedStyleSheets = [still]"
LANGUAGES = {"en": ("en-GB", "en", "ltr"), "ar": ("ar", "ar", "rtl")}
SCREEN, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
LOOKED_AT_ON = {"en": SCREEN, "ar": PHONE}  # every rule at one width in each language, to be done in time


@pytest.fixture(scope="session")
def live_site(filled):
    """An installation with a record in each state, and what the names of the table stand for in its ``env``."""
    with filled("-c", PROGRAM) as (url, names, env):
        yield SimpleNamespace(url=url, env=env | {"NAMES": json.dumps(names)})


@pytest.fixture(scope="session")
def browser_context_args(live_site):
    return {"base_url": live_site.url, "viewport": {"width": 1280, "height": 800}}


@pytest.fixture
def visit(new_context):
    """The superuser, signed in, with a browser that asks for a language."""

    def enter(language, **settings):
        context = new_context(locale=LANGUAGES[language][0], **settings)
        page = context.new_page()
        page.goto("/admin/login/?next=/admin/")
        page.locator("#id_username").fill(scene.SUPERUSER)
        page.locator("#id_password").fill(scene.PASSWORD)
        page.locator("[type=submit]").click()
        expect(page.locator("#content-main")).to_be_visible()
        return page

    return enter


def desk_pages(names):
    rows = [row for row in ROWS if row.method == "GET" and row.address.startswith("/admin/")]
    shown = [row.where(names) for row in rows if row.outcomes[AS_SUPERUSER] == "200"]
    return [one for one in dict.fromkeys([*shown, *MORE]) if not set(one.partition("?")[0].split("/")) & set(NO_PAGES)]


def faults(page, options):
    """What axe-core finds; it is in the page already after the first time."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found if one["impact"] in GRAVE]


def look(page, language):
    """Everything that is wrong with the page that is open."""
    page.set_viewport_size(LOOKED_AT_ON[language])
    page.evaluate(AT_REST)
    wrong = faults(page, RULES)
    seen = page.evaluate(ENOUGH)
    wanted = {"lang": LANGUAGES[language][1], "dir": LANGUAGES[language][2], "headings": 1, "mains": 1}
    wrong += [(name, seen[name]) for name, value in wanted.items() if seen[name] != value]
    wrong += [] if seen["title"].strip() else [("title", "")]
    wrong += [("small", one) for one in page.evaluate(SMALL, PRESSED)]
    if language == "en":
        page.emulate_media(color_scheme="dark")
        wrong += [("by night", *fault) for fault in faults(page, CONTRAST)]
        page.emulate_media(color_scheme="light")
    for width in (360, 320):  # 320 is 1280 at 400 %
        page.set_viewport_size({"width": width, "height": 740})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        wrong += [(f"{wide} pixels too wide at {width}",)] if wide else []
    return wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_the_desk_bars_anybody(visit, live_site, language):
    page, wrong = visit(language), {}
    for address in desk_pages(json.loads(live_site.env["NAMES"])):
        page.goto(address)
        wrong |= {address: found} if (found := look(page, language)) else {}
    for kind in FORMS:
        page.goto(f"/admin/heritage/{kind}/add/")
        page.evaluate("document.querySelector('#content-main form').submit()")
        page.wait_for_selector(".errornote, .errorlist")
        wrong |= {f"the errors of {kind}": found} if (found := look(page, language)) else {}
    assert wrong == {}


@pytest.mark.parametrize("address", ["/admin/", "/admin/review/", "/admin/heritage/report/add/", "/admin/people/"])
def test_who_uses_the_keyboard_skips_to_the_content(visit, address):
    page = visit("en")
    page.goto(address)
    first = page.locator(":is(a[href], button, input:not([type=hidden]), select, textarea, summary)").first
    expect(first).to_have_class("skip-to-content-link")
    first.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
