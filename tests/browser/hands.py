"""What people's hands do in the browser tests: sign in, fill in, publish, withdraw, take a file away."""

import csv
import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext
from PIL import Image, ImageDraw
from playwright.sync_api import expect

TESTS = Path(__file__).parent.parent


def said(language, words):
    """A text of the site as it stands in a language; in English, where it was not translated."""
    with translation.override(language):
        return gettext(words)


def tab_to(page, target):
    """Press Tab until the target has the focus; how often."""
    for tabs in range(1, 61):
        page.keyboard.press("Tab")
        if target.evaluate("it => it === document.activeElement"):
            return tabs
    return pytest.fail(f"Sixty times Tab, and {target} was not reached.")


def rows(page, link):
    """The rows of the CSV file that a link leads to."""
    with page.expect_download() as download:
        link.click()
    with download.value.path().open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def downloaded(page, what):
    page.get_by_text("Download", exact=True).click()
    return rows(page, page.locator(".panel--files").get_by_role("link", name=f"CSV {what}"))


def sign_in(page, person, language="en"):
    page.goto("/admin/login/?next=/admin/")
    page.locator("#id_username").fill(person.name)
    page.locator("#id_password").fill(person.password)
    page.get_by_role("button", name=said(language, "Log in")).click()
    expect(page.get_by_role("heading", name=said(language, "The editors’ desk"))).to_be_visible()


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


def within(site, program):
    """Run a program in the installation, with the cast of the other tests; gives what it prints as its last line."""
    env = site.env | {"DJANGO_SETTINGS_MODULE": "heritage.settings", "PYTHONPATH": f"{TESTS}:{TESTS.parent}"}
    program = f"import django, json\ndjango.setup()\nimport factories\nfrom sites import review\n{program}"
    done = subprocess.run([sys.executable, "-c", program], env=env, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


WAITING = """
from sites.models import Citation, Site
made = []
for number in range({count}):
    about = Site.objects.filter(entry__contested=False).order_by("pk")[number]
    draft = factories.draft_report(about, "slight", cites=[], event="2016")
    source = factories.article(published="2016-03-27", url=f"https://gazette.example/{mark}/{{number}}")
    Citation.objects.create(report=draft, article=source, quote=f"Cracks were seen, {mark} {{number}}.")
    review.submit(draft, by=factories.editor())
    made.append(draft.pk)
print(json.dumps(made))
"""
TAKEN_BACK = """
from sites.models import Report
made = Report.objects.published().filter(citations__article__url__startswith="https://gazette.example/")
for report in made.distinct():
    review.withdraw(report, by=factories.reviewer(), reason=factories.WHY)
print(made.count())
"""
STATES = """
from sites.models import Report
print(json.dumps([[r.state, r.returned_for] for r in Report.objects.filter(pk__in={numbers}).order_by("pk")]))
"""


def reports_waiting(site, count, mark):
    """So many reports wait for review, each of another site; their keys, the oldest first."""
    return within(site, WAITING.format(count=count, mark=mark))


def states_of(site, reports):
    """The state of each of these reports, and what it was returned for."""
    return within(site, STATES.format(numbers=reports))


def taken_back(site):
    """Withdraw what was published of them: others find the demonstration as it was."""
    assert within(site, TAKEN_BACK) == 0


def view(number, columns, size=(1500, 1000)):
    """A drawing of a temple, of which as many columns stand as are asked for."""
    drawn = Image.new("RGB", size, (196, 214 - number, 226))
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, size[1] * 0.7, size[0], size[1]), fill=(208, 178 - number, 130))
    for column in range(columns):
        left = size[0] * (0.1 + 0.1 * column)
        pen.rectangle((left, size[1] * 0.25, left + size[0] * 0.05, size[1] * 0.75), fill=(150 + number, 120, 80))
    written = BytesIO()
    drawn.save(written, "JPEG", quality=85)
    return {"name": f"DSC_{number}.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def sideways(page):
    """By how many pixels a page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
