"""A looter at the map: a browser that keeps what it receives and holds, and eyes that read places off the screen."""

import base64
import json
import math
import re
import zipfile
from contextlib import contextmanager
from functools import cached_property
from urllib.parse import parse_qs, urlsplit

HELD = """() => JSON.stringify({
    address: location.href, title: document.title, state: history.state, page: document.documentElement.outerHTML,
    typed: [...document.querySelectorAll('input, textarea, select')].map((field) => field.value),
    local: {...localStorage}, session: {...sessionStorage}, cookies: document.cookie,
    asked: performance.getEntries().map((entry) => entry.name),
})"""
VIEW = """() => import(document.querySelector('script[src*="js/map/main"]').src).then(({overview: {map}}) => {
    const [{lat, lng}, told] = [map.getCenter(), map.getCenter().wrap()];
    return [map.getZoom(), lat, lng, [map.getZoom(), told.lat, told.lng]];
})"""
ADDRESSED = """(view) => {
    const told = location.hash.slice(1).split('/').slice(0, 3).map(Number);
    return location.hash === '' || told.every((one, n) => Math.abs(one - view[n]) < 2e-4);
}"""
OFFSETS = """(them) => {
    const {left, top, width, height} = document.querySelector('#map').getBoundingClientRect();
    return them.map((one) => {
        const box = one.getBoundingClientRect();
        return [one.getAttribute('aria-label') ?? '', box.left + box.width / 2 - left - width / 2,
            box.top + box.height / 2 - top - height / 2];
    });
}"""
INKED = """() => {
    const canvas = document.querySelector('.leaflet-marks-pane canvas');
    const map = document.querySelector('#map').getBoundingClientRect();
    const {left, top} = canvas.getBoundingClientRect();
    const {data, width, height} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const [across, down, tints] = [[], [], new Set()];
    const pixels = new Uint32Array(data.buffer);
    for (let at = 0; at < pixels.length; at++) {
        tints.add(pixels[at]);
        if (!pixels[at]) continue;
        across.push(at % width);
        down.push(Math.floor(at / width));
    }
    const least = (many) => many.reduce((one, other) => Math.min(one, other), Infinity);
    const most = (many) => many.reduce((one, other) => Math.max(one, other), -Infinity);
    const [x, y] = [left - map.left - map.width / 2, top - map.top - map.height / 2];
    const box = [x + least(across), y + least(down), x + most(across) + 1, y + most(down) + 1];
    return {tints: [...tints], box: across.length ? box : null};
}"""


class Looter:
    """``held`` is what the browser held at each moment, by its name; ``said`` what its console told, ``asked`` all
    addresses that it asked for; ``page`` is what they look at."""

    def __init__(self, page):
        self.page, self.held, self.said, self.asked = page, {}, [], set()
        page.context.on("request", lambda request: self.asked.add(request.url))
        page.context.on("console", lambda message: self.said.append(message.text))
        page.context.on("weberror", lambda error: self.said.append(str(error.error)))

    def open(self, address):
        self.page.goto("about:blank")
        self.page.goto(address)
        if self.page.locator("#map[data-tiles]").count():
            self.wait()

    @cached_property
    def own_numbers(self):
        """Of the boxes that they asked for: those of their own view, whatever lies there. Once they are done."""
        boxes = [parse_qs(urlsplit(url).query).get("view", [""])[0] for url in self.asked]
        numbers = {number for box in boxes for number in box.split(",") if "." in number}
        return sorted((number.encode() for number in numbers), key=len, reverse=True)

    def but_their_own(self, text):
        for number in self.own_numbers:
            text = text.replace(number, b"")
        return text

    def wait(self):
        self.page.wait_for_selector("#map[aria-busy=false]")
        self.page.wait_for_selector("#list[aria-busy=true]", state="detached")

    def keep(self, moment):
        self.held[moment] = self.page.evaluate(HELD).encode()

    def view(self):
        """(zoom, latitude, longitude) of the middle of the map, once the address tells it too, if it tells any."""
        zoom, latitude, longitude, told = self.page.evaluate(VIEW)
        self.page.wait_for_function(ADDRESSED, arg=told)
        return zoom, latitude, longitude

    def marks(self):
        """By its words, where each mark of the map stands."""
        view = self.view()
        found = self.page.locator(".map-mark").evaluate_all(OFFSETS)
        return {words: place(view, x, y) for words, x, y in found}

    def inked(self):
        """The tints of the sheet on which sites are drawn, and the box (south, west, north, east) of what is drawn."""
        view, found = self.view(), self.page.evaluate(INKED)
        if found["box"] is None:
            return found["tints"], None
        west, north, east, south = found["box"]
        return found["tints"], (*place(view, west, south), *place(view, east, north))


@contextmanager
def looting(browser, url, folder, **said):
    """Somebody with a browser of their own; afterwards everything that it received is in ``received`` by address, but
    for the program's own files, which are the same everywhere and know of no site."""
    record = folder / "received.zip"
    how = {"record_har_path": record, "record_har_url_filter": re.compile(f"^{url}/(?!static/)")}
    context = browser.new_context(base_url=url, reduced_motion="reduce", **how, **said)
    looter = Looter(context.new_page())
    try:
        yield looter
    finally:
        context.close()
    looter.received = dict(answers(record))


def answers(record):
    """(number and address, headers and unpacked body) of each answer."""
    with zipfile.ZipFile(record) as packed:
        entries = json.loads(packed.read("har.har"))["log"]["entries"]
        for number, entry in enumerate(entries):
            answer, held = entry["response"], entry["response"]["content"]
            body = packed.read(held["_file"]) if "_file" in held else held.get("text", "").encode()
            body = base64.b64decode(body) if held.get("encoding") == "base64" else body
            head = "".join(f"{one['name']}: {one['value']}\n" for one in answer["headers"])
            yield (number, entry["request"]["url"]), head.encode() + b"\n" + body


# ── from degrees to pixels of the world, and back


def across(longitude, zoom):
    return 256 * 2**zoom * (longitude + 180) / 360


def down(latitude, zoom):
    return 256 * 2**zoom * (0.5 - math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi))


def place(view, x, y):
    """Where on earth lies what is drawn so many pixels from the middle of a view."""
    zoom, latitude, longitude = view
    world = 256 * 2**zoom
    turn = (across(longitude, zoom) + x) / world
    rise = (down(latitude, zoom) + y) / world
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * rise)))), 360 * turn - 180


def pixels_between(one, other, zoom):
    """How far two places are from each other on the screen, the shorter way round the earth."""
    world = 256 * 2**zoom
    beside = abs(across(one[1], zoom) - across(other[1], zoom)) % world
    return math.hypot(min(beside, world - beside), down(one[0], zoom) - down(other[0], zoom))
