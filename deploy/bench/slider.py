"""How smoothly the page follows a hand: the day is dragged for three seconds, a range is drawn, filters are ticked.

Run against a server that is up: python -m deploy.bench.slider http://127.0.0.1:8000/ [MORE ADDRESSES]
"""

import shutil
import sys
import time

from playwright.sync_api import Page, sync_playwright

from .frames import CHROMIUM, QUIET, SLOW, Frames, watched

SECONDS = 3
STEP = 6  # pixels from one move of the hand to the next
LEVELS = ("destroyed", "severe", "moderate")


def measure(page: Page, url: str) -> dict[str, Frames]:
    """The frames of a page with a strip of time: {"slider", "range", "filters"}."""
    moves = {
        "slider": lambda: sweep(page, page.locator(".time-slider"), start=1),
        "range": lambda: sweep(page, page.locator(".time-plot"), start=0.2, height=0.3),
        "filters": lambda: tick(page),
    }
    return {name: _from_the_start(page, url, move) for name, move in moves.items()}


def _from_the_start(page: Page, url: str, move) -> Frames:
    page.goto("about:blank")
    page.goto(url)
    page.wait_for_selector("#map[aria-busy=false]")
    page.wait_for_load_state("networkidle")
    return watched(page, move)


def sweep(page: Page, target, *, start: float, height: float = 0.5) -> None:
    """Press on a place of the target's width and go to and fro along it."""
    box = target.bounding_box()
    left, right = box["x"] + 0.12 * box["width"], box["x"] + 0.95 * box["width"]
    x = box["x"] + 8 + start * (box["width"] - 16)
    y = box["y"] + height * box["height"]
    page.mouse.move(x, y)
    page.mouse.down()
    way, until = -STEP, time.monotonic() + SECONDS
    while time.monotonic() < until:
        way = STEP if x <= left else -STEP if x >= right else way
        x += way
        page.mouse.move(x, y)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    page.mouse.up()


def tick(page: Page) -> None:
    """Choose levels one after the other, each time until map and list show it, and take them out again."""
    page.locator(".filters summary", has_text="Level").click()
    for level in LEVELS * 2:
        page.locator(f"[name=level][value={level}]").click()
        page.wait_for_selector("#list[aria-busy=false]")
        page.wait_for_selector("#map[aria-busy=false]")


def main() -> None:
    chromium = next((path for path in map(shutil.which, filter(None, CHROMIUM)) if path), None)
    if chromium is None:
        raise SystemExit("No Chromium: install it (Debian: apt-get install chromium) or name it in CHROMIUM=.")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=QUIET)
        for url in sys.argv[1:]:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            for name, one in measure(page, url).items():
                print(
                    f"{url}  {name:7}  p50 {one.p50:5.1f} ms  p95 {one.p95:5.1f} ms  worst {one.worst:5.1f} ms  "
                    f"over {SLOW} ms {one.slow:6.1%}  of {one.count} frames"
                )
        browser.close()


if __name__ == "__main__":
    main()
