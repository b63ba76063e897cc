"""How smoothly the map moves: a Chromium without a graphics card pans, drags and zooms it, and tells each frame's time.

Run against a server that is up: python -m deploy.bench.frames http://127.0.0.1:8000/ [MORE ADDRESSES]
"""

import os
import shutil
import statistics
import sys
from dataclasses import dataclass

from playwright.sync_api import Page, sync_playwright

CHROMIUM = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync", "--disable-quic", "--disable-dev-shm-usage"]
SLOW = 20  # milliseconds from which a frame counts as slow
FRAMES = 90
STEP = 8  # pixels a frame

WATCH = """() => {
  window.frames_ = [];
  const tick = (time) => { window.frames_.push(time); window.ticking_ = requestAnimationFrame(tick); };
  window.ticking_ = requestAnimationFrame(tick);
}"""
TOLD = """() => {
  cancelAnimationFrame(window.ticking_);
  return window.frames_.slice(1).map((time, n) => time - window.frames_[n]);
}"""
LOAD_MAP = """async () => {
  const {overview} = await import(document.querySelector('script[src*="map/main"]').src);
  window.map_ = overview.map;
}"""
PAN = """async ([frames, step]) => {
  for (let n = 0; n < frames; n++) {
    window.map_.panBy([n < frames / 2 ? step : -step, step / 4], {animate: false});
    await new Promise(requestAnimationFrame);
  }
}"""
ZOOM = """(by) => new Promise((done) => {
  window.map_.once('moveend', () => requestAnimationFrame(() => requestAnimationFrame(done)));
  window.map_.setZoom(window.map_.getZoom() + by);
})"""


@dataclass(frozen=True)
class Frames:
    """Frame times of one movement in milliseconds; ``slow`` is the share of frames over 20 ms."""

    p50: float
    p95: float
    worst: float
    slow: float
    count: int


def frames(url: str) -> dict[str, Frames]:
    """Open the map at ``url`` and move it: {"pan": by steps each frame, "drag": by mouse, "zoom": in and out again}."""
    chromium = next((path for path in map(shutil.which, filter(None, CHROMIUM)) if path), None)
    if chromium is None:
        raise SystemExit("No Chromium: install it (Debian: apt-get install chromium) or name it in CHROMIUM=.")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        try:
            return measure(page, url)
        finally:
            browser.close()


def measure(page: Page, url: str) -> dict[str, Frames]:
    """The same, in a page that is there."""
    page.goto(url)
    page.wait_for_selector("#map[aria-busy=false]")
    page.evaluate(LOAD_MAP)
    page.wait_for_load_state("networkidle")
    return {
        "pan": watched(page, lambda: page.evaluate(PAN, [FRAMES, STEP])),
        "drag": watched(page, lambda: drag(page)),
        "zoom": watched(page, lambda: [page.evaluate(ZOOM, by) for by in (1, 1, -1, -1)]),
    }


def watched(page: Page, move) -> Frames:
    page.evaluate(WATCH)
    move()
    times = sorted(page.evaluate(TOLD))
    cut = statistics.quantiles(times, n=20, method="inclusive")
    slow = sum(time > SLOW for time in times) / len(times)
    return Frames(statistics.median(times), cut[-1], times[-1], slow, len(times))


def drag(page: Page) -> None:
    """There and back by hand, past the edge of what is drawn around the view."""
    box = page.locator("#map").bounding_box()
    x, y = box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.6
    page.mouse.move(x, y)
    page.mouse.down()
    for way in (-1, 1):
        page.mouse.move(x + way * box["width"] * 0.3 - box["width"] * 0.3, y - 80, steps=FRAMES)
    page.mouse.up()


def main() -> None:
    for url in sys.argv[1:]:
        for name, one in frames(url).items():
            print(
                f"{url}  {name:4}  p50 {one.p50:5.1f} ms  p95 {one.p95:5.1f} ms  "
                f"worst {one.worst:5.1f} ms  over {SLOW} ms {one.slow:6.1%}  of {one.count} frames"
            )


if __name__ == "__main__":
    main()
