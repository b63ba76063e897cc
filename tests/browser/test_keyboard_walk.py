"""Every page for readers by the Tab key alone, from right to left: in reading order, seen, and under nothing."""

import pytest
from playwright.sync_api import expect
from test_for_everybody import READERS_PAGES

PAGES = [f"/ar{path}" for path in [*READERS_PAGES, "/summary/", "/releases/", "/embed/?list=1"]]
WITHOUT_HEAD = {"/ar/embed/?list=1"}
ZOOMED = (320, 256)  # what a window of 1280 by 1024 pixels shows at 400 %
PHONES = [(320, 640), (360, 640), (640, 360)]
MOST = 250  # stops of a page
STOP = """async (again) => {
  if (again) await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const it = document.activeElement;
  if (it === document.body || (it === window.firstStop && window.stopBefore !== it)) return null;
  window.firstStop ??= it;
  const {left, top, width, height} = it.getBoundingClientRect();
  const parts = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
  const covers = parts.map(([x, y]) => document.elementFromPoint(left + width * x, top + height * y));
  const piece = it.closest('.time') ?? it.parentElement;
  const open = covers.some((one) => one && (piece.contains(one) || (one !== document.body && one.contains(it))));
  const before = window.stopBefore === it ? null : window.stopBefore;
  window.stopBefore = it;
  const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(it);
  const faults = again ? again.filter((fault) => !/^lies under/.test(fault)) : [];
  if (!open) faults.push(`lies under ${covers[0]?.outerHTML.slice(0, 80)}`);
  if ((outlineStyle === 'none' || parseFloat(outlineWidth) < 1) && boxShadow === 'none') faults.push('shows no focus');
  if (before?.isConnected && !(before.compareDocumentPosition(it) & 4)) faults.push('stands before what came before');
  if (before?.isConnected && before.parentElement === it.parentElement) {
    const flow = getComputedStyle(it.parentElement);
    const one = before.getBoundingClientRect();
    const sameLine = Math.min(one.bottom, top + height) - Math.max(one.top, top) > Math.min(one.height, height) / 2;
    const rightwards = flow.direction === 'rtl' ? left > one.left : left < one.left;
    if (flow.display.includes('flex') && sameLine && rightwards) faults.push('goes against the line');
  }
  return {what: it.outerHTML.slice(0, 120), faults};
}"""


def stop(page, key="Tab"):
    page.keyboard.press(key)
    here = page.evaluate(STOP, None)
    return page.evaluate(STOP, here["faults"]) if here and here["faults"] else here  # once it has been scrolled to


def walk(page):
    """Through a page from its first stop to its last: what is wrong at which."""
    wrong = []
    for _ in range(MOST):
        here = stop(page)
        if here is None:
            return wrong
        wrong += [(here["what"], fault) for fault in here["faults"]]
    return [f"After {MOST} times Tab the page has not ended."]


def skips(page):
    """The first stop leads to the content, past what all pages have in common."""
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_class("skip")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(1280, 640), ZOOMED, *PHONES])
def test_every_page_is_walked_by_keyboard_in_reading_order_and_nothing_is_hidden(new_context, width, height):
    page = new_context(reduced_motion="reduce").new_page()
    page.set_viewport_size({"width": width, "height": height})
    faults = {}
    for path in PAGES:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        faults[path] = walk(page)
        if path not in WITHOUT_HEAD:
            page.reload()
            skips(page)
    assert {path: wrong for path, wrong in faults.items() if wrong} == {}


@pytest.mark.parametrize("path", ["/", "/fr/", "/uk/", "/embed/"])
def test_nothing_of_the_map_is_hidden_in_a_low_window_or_under_longer_words(new_context, path):
    page = new_context(reduced_motion="reduce").new_page()
    faults = {}
    for width, height in [ZOOMED, (320, 568), *PHONES, (800, 360), (1280, 520)]:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path)
        page.wait_for_selector("#map[aria-busy=false]")
        faults[width, height] = walk(page)
    assert {size: wrong for size, wrong in faults.items() if wrong} == {}


def test_back_through_the_list_of_the_map_nothing_lies_under_its_head(new_context):
    page = new_context(reduced_motion="reduce").new_page()
    for width, height in [(1280, 640), ZOOMED, *PHONES]:
        page.set_viewport_size({"width": width, "height": height})
        page.goto("/ar/")
        page.wait_for_selector("#map[aria-busy=false]")
        page.locator(".entry a").last.focus()
        stops = [stop(page, "Shift+Tab") for _ in range(40)]
        assert [here for here in stops if any(fault.startswith("lies under") for fault in here["faults"])] == []
