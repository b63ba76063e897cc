"""In a real browser: whatever stands in a name, a title, a quotation or a file's name is shown as text, on every page.

Nothing is run, and nothing is even refused by the policy: no markup of a stranger becomes markup of ours.
"""

import pytest
from hands import sign_in
from soaking import times

pytestmark = pytest.mark.soak

RUN = "window.ran=1"
SCRIPTS = [
    f"<script>{RUN}</script>",
    f'"><img src=x onerror="{RUN}">',
    f"<svg onload={RUN}>",
    f"';{RUN};//",
    "{{7*7}}{% now 'Y' %}${7*7}<%= 7*7 %>",
    f"javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"<a href=javascript:{RUN}>Press</a>",
    f"</title></textarea></script><script>{RUN}</script>",
    f"<iframe srcdoc='<script>parent.{RUN[7:]}</script>'></iframe>",
    f"<style>@import 'data:text/css,*{{}}';</style><details open ontoggle={RUN}>",
    f"\u202e<math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<!--><svg/onload={RUN}>--><base href=//elsewhere.example/>",
    f"＜script＞{RUN}＜/script＞ &lt;script&gt;{RUN}&lt;/script&gt;",
]
MARKUP = "[onerror], [onload], [ontoggle], [srcdoc], base[href*='elsewhere'], a[href^='javascript:']"
IMAGE = "Object.assign(document.createElement('div'), {innerHTML: '<img src=x onerror=1>'})"
LISTS = ["/", "/?list=1", "/sites/", "/articles/", "/summary/", "/embed/?list=1", "/?q=%3Cscript%3E", "/no/<script>"]
DESK = ["/admin/", "/admin/review/", "/admin/read/", "/admin/bring/", "/admin/heritage/proposal/"]
DESK += [f"/admin/heritage/{kind}/" for kind in ("site", "report", "article", "photo", "decision", "intake")]


@pytest.fixture(scope="module")
def installation(filled):
    """An installation of its own, full of scripts: its address, and the addresses of its pages."""
    with filled("tests/browser/hostile_words.py", told=SCRIPTS) as (url, pages, _env):
        yield url, pages


@pytest.fixture
def watched(browser, installation):
    """A page at the installation, and what went wrong on it: a script that ran, a refusal by the policy, a way out."""
    url, _ = installation
    found = []

    def watch_console(message):
        if "Content Security" in message.text:
            found.append(message.text)

    def watch_dialog(dialog):
        if dialog.type == "beforeunload":  # the desk's own question, whether to leave what was not saved
            return dialog.accept()
        found.append(dialog.message)
        return dialog.dismiss()

    def watch_request(asked):
        if not asked.url.startswith((url, "data:", "blob:")):
            found.append(asked.url)

    context = browser.new_context(base_url=url)
    context.on("console", watch_console)
    context.on("dialog", watch_dialog)
    context.on("weberror", lambda error: found.append(str(error.error)))
    context.on("request", watch_request)
    yield context.new_page(), found
    context.close()


def looked_at(page, found, addresses):
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.ran") is None, address
        assert page.locator(MARKUP).count() == 0, address
        assert found == [], address


def some(addresses):
    """Every page of every script in a soak; each kind of page usually, with one script after another."""
    return times(addresses[:: max(1, len(addresses) // 18)], addresses)


def test_a_reader_meets_no_script_on_any_page(watched, installation):
    page, found = watched
    public = [one for one in installation[1] if not one.startswith("/admin/")]
    assert len(public) == 3 * len(SCRIPTS)
    looked_at(page, found, [*LISTS, *some(public)])
    page.goto("/")
    page.get_by_role("combobox", name="Name of a site").fill("script")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.ran") is None
    assert found == []


def test_an_editor_meets_no_script_at_the_desk(watched, installation):
    page, found = watched

    class Editor:
        name, password = "editor", "a tetrapylon of words"

    sign_in(page, Editor)
    inside = [one for one in installation[1] if one.startswith("/admin/")]
    assert len(inside) == 6 * len(SCRIPTS)
    looked_at(page, found, [*DESK, *some(inside)])


def test_the_watch_is_not_blind(watched):
    """A script that did come through would be seen, by itself and by the policy's refusal."""
    page, found = watched
    page.goto("/about/")
    page.evaluate(f"document.body.append({IMAGE})")
    page.wait_for_function("document.querySelector('img[onerror]')")
    page.wait_for_load_state("networkidle")
    assert any("Content Security Policy" in one for one in found)
