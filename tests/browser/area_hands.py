"""What hands do with an area on the map: open its panel, set corners, drag a file; and what is to be seen of it."""

import json
import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

PALMYRA = "/#13/34.5515/38.2690"
BOX = {"type": "Polygon", "coordinates": [[[38, 34], [39, 34], [39, 35], [38, 35], [38, 34]]]}
FRONT = {"type": "LineString", "coordinates": [[37.1, 36.2], [37.3, 36.2]]}
FOUR = [(0.25, 0.3), (0.8, 0.3), (0.8, 0.85), (0.25, 0.85)]


def visit(page, address):
    """Open an address, as a page that no script will leave unnoticed, and wait until the map has drawn its marks."""
    page.goto("about:blank")
    page.goto(address)
    drawn(page)
    page.evaluate("window.neverLeft = true")
    return page


def drawn(page):
    page.wait_for_selector("#map[aria-busy=false]")
    page.wait_for_selector("#list:not([aria-busy=true])", state="attached")


def panel(page):
    page.locator("[data-key=area] > summary").click()
    return page.locator(".panel--area")


def spot(page, across, down):
    """A point of the page at so much of the map's width and height."""
    box = page.locator("#map").bounding_box()
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def begin(page):
    """Take up the pen, and wait for the word that it is in hand."""
    panel(page).get_by_role("button", name="Draw an area").click()
    said(page, "where the area begins")


def draw(page, corners=FOUR):
    """Click the corners, and then the first one again."""
    begin(page)
    for corner in [*corners, corners[0]]:
        page.mouse.click(*spot(page, *corner))


def said(page, words):
    expect(page.locator(".area-words")).to_contain_text(re.compile(words))


def tally(page, words):
    expect(page.locator(".tally")).to_have_text(re.compile(words))


def names(page):
    return page.locator(".entry-name a").evaluate_all("links => links.map(link => link.textContent)")


def area(page):
    return area_in(page.url)


def area_in(address):
    return parse_qs(urlsplit(address).query).get("area", [""])[0]


def await_another_area(page, than):
    page.wait_for_url(lambda address: area_in(address) != than)


def outlined(page):
    """Whether the map shows an outline."""
    return page.locator("#map path.area-line").count() > 0


def drop(page, *files, release=True):
    """Drag files of (name, text) over the map, and let them go there."""
    bag = page.evaluate_handle(
        """files => files.reduce((bag, [name, text]) => {
            bag.items.add(new File([text], name));
            return bag;
        }, new DataTransfer())""",
        [[name, text if isinstance(text, str) else json.dumps(text)] for name, text in files],
    )
    page.dispatch_event("#map", "dragenter", {"dataTransfer": bag})
    expect(page.get_by_text("Drop a GeoJSON file here")).to_be_visible()
    page.dispatch_event(".area-drop", "dragover", {"dataTransfer": bag})
    if release:
        page.dispatch_event(".area-drop", "drop", {"dataTransfer": bag})
