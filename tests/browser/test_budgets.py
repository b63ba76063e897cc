"""What pages weigh on the wire, and how soon a reader sees something, on a line of 400 kbit/s with 400 ms to and fro.

The budgets are bytes and requests, which a busy machine does not change; the seconds are told, not judged.
"""

import sys
from dataclasses import dataclass, field

import pytest

KILOBYTE = 1024
LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PHONE, DESK = {"width": 360, "height": 640}, {"width": 1280, "height": 800}
PAINTED = "() => Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0) / 1000"
RECORD = "/sites/palmyra-baalshamin/"
SILENCE = 700  # milliseconds without a request, after which a page has all that it wanted


@dataclass
class Weighed:
    """What a page received: by address, its bytes as they came; and the seconds until something was painted."""

    begun: dict = field(default_factory=dict)
    came: dict = field(default_factory=dict)
    painted: float = 0

    @property
    def kilobytes(self) -> float:
        return sum(self.came.values()) / KILOBYTE


@pytest.fixture
def weigh(new_context, capsys):
    """Open a page as somebody who was never here, over the slow line, and tell what it took."""

    def weigh(name, path, viewport, *, script=True, ready="main"):
        page = new_context(java_script_enabled=script).new_page()
        page.set_viewport_size(viewport)
        network, weighed = page.context.new_cdp_session(page), Weighed()
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", LINE)
        network.on("Network.requestWillBeSent", lambda told: begin(weighed, told))
        network.on("Network.loadingFinished", lambda told: end(weighed, told))
        page.goto(path)
        page.locator(ready).first.wait_for()
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SILENCE)
        weighed.painted = page.evaluate(PAINTED) if script else 0
        with capsys.disabled():
            seconds = f"painted after {weighed.painted:4.2f} s" if script else "without a script"
            sys.stdout.write(f"\n{name:<38} {weighed.kilobytes:6.1f} KB {len(weighed.came):3} requests  {seconds}\n")
        return weighed

    return weigh


def begin(weighed, told):
    address = told["request"]["url"]
    if not address.startswith("data:"):
        weighed.begun[told["requestId"]] = address


def end(weighed, told):
    if told["requestId"] in weighed.begun:
        weighed.came[weighed.begun[told["requestId"]]] = told["encodedDataLength"]


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_first_view_of_the_map_weighs_250_kilobytes_at_the_most(weigh, live_site, viewport):
    weighed = weigh(f"the map, {viewport['width']} wide", "/", viewport, ready="#map[aria-busy=false]")
    assert 50 < weighed.kilobytes <= 250
    assert {one for one in weighed.came if not one.startswith(f"{live_site.url}/")} == set()


def test_without_a_script_the_map_the_list_and_the_filters_weigh_60_kilobytes(weigh):
    weighed = weigh("the map without a script", "/", PHONE, script=False, ready=".overview img")
    assert weighed.kilobytes <= 60
    assert sum("overview.svg" in one for one in weighed.came) == 1
    assert not any(one.endswith(".js") for one in weighed.came), "what nobody runs is not fetched"


def test_a_record_weighs_60_kilobytes_on_a_phone_where_its_map_is_far_down(weigh):
    weighed = weigh("a record, 360 wide", RECORD, PHONE)
    assert weighed.kilobytes <= 60
    assert not any("leaflet.js" in one or "basemap" in one for one in weighed.came)


def test_a_list_weighs_60_kilobytes(weigh):
    assert weigh("the list, 360 wide", "/sites/", PHONE).kilobytes <= 60
    assert weigh("a report, 360 wide", "/reports/14/", PHONE).kilobytes <= 60


def test_a_phone_sees_the_list_after_two_journeys_and_60_kilobytes(weigh):
    """The page, and what its head holds up the picture for: both come before anything of the map."""
    weighed = weigh("the list beside the map, 360 wide", "/", PHONE)
    before = [one for one in weighed.begun.values() if one.endswith(".css") and "print" not in one]
    held_up = sum(weighed.came[one] for one in before) + next(iter(weighed.came.values()))
    assert len(before) <= 10
    assert held_up / KILOBYTE <= 60
    assert weighed.painted > 0


def test_no_script_waits_for_another_to_be_read(page):
    """Every module that a page runs at once is announced in its head, under the very address that is imported."""
    fetched = []
    page.on("request", lambda asked: fetched.append(asked.url) if "/static/js/" in asked.url else None)
    page.goto("/")
    page.locator("#map[aria-busy=false]").wait_for()
    announced = page.locator("link[rel=modulepreload], script[src]").evaluate_all(
        "all => all.map((one) => one.href || one.src)"
    )
    assert set(fetched) <= set(announced)
    assert len(fetched) == len(set(fetched)) > 30
