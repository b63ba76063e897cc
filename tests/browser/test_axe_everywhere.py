"""The rules of axe-core (WCAG 2.2, A and AA) on every page that readers see, in every language, by day and by night, at
a desk and on a phone."""

import subprocess
import sys

import pytest
from axe_core_python.sync_playwright import Axe
from django.conf import settings
from hands import sideways

from sites.tongues import in_language
from sites.urls import SPOKEN

LANGUAGES = [code for code, _name in settings.LANGUAGES]
SIZES = {"desk": (1280, 800), "phone": (360, 640)}
ZOOMED = {"width": 320, "height": 256}  # what a window of 1280 by 1024 pixels shows at 400 %
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Read by programs, or pictures.
NO_PAGES = {"suggest", "words_js", "manifest", "badge", "reports_atom", "corrections_atom", "site_atom"}
NO_PAGES |= {f"{name}_preview" for name in ("list", "site", "report", "article")}
# Where each page stands in the demonstration data, in the states that look different.
PAGES = {
    "home": ["/", "/?q=qqqwwx", "/?on=2015-08-25&level=destroyed", "/?on=2015-02-30"],
    "area": ["/area/"],
    "embed": ["/embed/?list=1&time=1"],
    "sites": ["/sites/", "/sites/?q=qqqwwx"],
    "site": ["/sites/palmyra-baalshamin/", "/sites/palmyra-lion-al-lat/?known=2015-09-01"],
    "report": ["/reports/14/"],
    "articles": ["/articles/"],
    "article": ["/articles/1/"],
    "summary": ["/summary/"],
    "method": ["/method/"],
    "data": ["/data/"],
    "releases": ["/releases/"],
    "release": ["/releases/1.0/"],
    "changes": ["/releases/1.0/changes/1.1/"],
    "about": ["/about/"],
    "risk": ["/risk/"],
    "offline": ["/offline/"],
    "styleguide": ["/styleguide/"],
    "follow": ["/follow/?country=SY"],
    "follow_confirm": ["/follow/confirm/no-such-link/"],
    "follow_stop": ["/follow/stop/no-such-link/"],
    "corrections": ["/corrections/?about=/sites/palmyra-baalshamin/"],
    "nothing": ["/no/such/page/"],
}


@pytest.fixture(scope="module")
def releases(live_site):
    """The demonstration, frozen twice."""
    for version in ("1.0", "1.1"):
        command = [sys.executable, "manage.py", "release", "--version", version]
        subprocess.run(command, env=live_site.env, cwd=settings.BASE_DIR, check=True)


def test_every_page_of_the_address_book_is_looked_at():
    assert {one.name for one in SPOKEN} - NO_PAGES - set(PAGES) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_no_page_bars_anybody_in_any_language(page, releases, name, language):
    found = []
    for address in PAGES[name]:
        page.goto(in_language(address, language))
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            for theme in ("light", "dark"):
                page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                found += [(address, size, theme, *fault) for fault in faults_of(page)]
        page.set_viewport_size(ZOOMED)
        found += [(address, "400 %", sideways(page))] if sideways(page) else []
    assert found == []


def faults_of(page):
    """What axe-core finds; it is in the page already after the first time."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    rules = {"resultTypes": ["violations"], "runOnly": RULES}
    found = page.evaluate("rules => axe.run(document, rules)", rules)["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]
