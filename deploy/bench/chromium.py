"""What a reader waits for and downloads, in a Chromium that has never been here."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

from playwright.sync_api import Page, sync_playwright

NAMES = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync", "--disable-quic", "--disable-dev-shm-usage"]
SILENCE = 500  # milliseconds without a request, after which a page has all that it wanted
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def found() -> str | None:
    return next((path for path in map(shutil.which, filter(None, NAMES)) if path), None)


@dataclass
class Visit:
    """What a page has asked for since it was opened, or since ``forget``."""

    page: Page
    url: str
    received: float = 0
    requests: int = 0
    strangers: int = 0
    last: float = 0
    running: set = field(default_factory=set)

    def watch(self) -> None:
        network = self.page.context.new_cdp_session(self.page)
        network.on("Network.requestWillBeSent", self._sent)
        network.on("Network.loadingFinished", self._loaded)
        network.on("Network.loadingFailed", lambda told: self.running.discard(told["requestId"]))
        network.send("Network.enable")

    def _sent(self, told: dict) -> None:
        address = told["request"]["url"]
        if address.startswith(("data:", "blob:")):
            return
        self.running.add(told["requestId"])
        self.requests += 1
        self.strangers += not address.startswith(self.url)

    def _loaded(self, told: dict) -> None:
        self.running.discard(told["requestId"])
        self.received += told["encodedDataLength"]
        self.last = perf_counter()

    def forget(self) -> None:
        self.received = self.requests = self.strangers = 0

    def settled(self) -> float:
        """The moment at which the last thing that the page asked for had come and was drawn."""
        while self.running or perf_counter() - self.last < SILENCE / 1000:
            self.page.wait_for_timeout(20)
        last, begun = self.last, perf_counter()
        self.page.evaluate(DRAWN)
        return last + perf_counter() - begun


@contextmanager
def visit(url: str) -> Iterator[Visit]:
    """A browser with an empty cache, its window 1280 x 800."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found(), args=QUIET)
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        here = Visit(page, url)
        here.watch()
        yield here
        browser.close()
