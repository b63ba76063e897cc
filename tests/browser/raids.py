"""What a looter does with a site on the map, act by act: each leaves in ``seen`` what was seen of it."""

import re

from aviary import public_place
from looting import OFFSETS
from playwright.sync_api import expect

NEARER = ".leaflet-control-zoom-in:not(.leaflet-disabled)"


def look_at_all(looter):
    """From far away, where sites are clusters, to where they part."""
    drawn = []
    for zoom in range(2, 9, 2):
        looter.open(f"/#{zoom}/33/37")
        drawn.append((zoom, looter.marks()))
        looter.keep(f"all at zoom {zoom}")
    return drawn


def suggest(looter, site, seen):
    """Type its name and take what is suggested: the map goes there, or the site's page opens."""
    page = looter.page
    looter.open("/")
    page.locator("#q").press_sequentially(site.name)
    option = page.get_by_role("option").filter(has=page.get_by_text(site.name, exact=True))
    expect(option).to_be_visible()
    seen["suggested"] = option.inner_text()
    looter.keep(f"{site.name} is suggested")
    option.click()
    if site.visibility == "hidden":
        page.wait_for_selector(f"h1:has-text('{site.name}')")
        return
    expect(page.locator(".map-card")).to_contain_text(site.name)
    looter.wait()
    seen["taken"] = looter.view()


def press(looter, site, seen):
    """Let the map frame what is found, point at its entry in the list, and press its mark."""
    page = looter.page
    looter.open(f"/?q={site.name}")
    seen["framed"], seen["inked"] = looter.view(), looter.inked()[1]
    seen["marks"] = looter.marks()
    page.locator(f".entry[data-slug={site.slug}]").hover()
    expect(page.locator(".map-mark--lit")).to_have_count(1)
    page.locator(".map-mark").click()
    seen["card"] = page.locator(".map-card").inner_text()
    page.wait_for_url(re.compile(f"/{site.slug}$"))
    seen["linked"] = page.evaluate("location.hash")


def return_by_link(looter, site, seen):
    """Come back by the link to what was seen, the card open, and zoom in by hand as far as it goes."""
    page = looter.page
    looter.open(f"/?q={site.name}{seen['linked']}")
    expect(page.locator(".map-card")).to_contain_text(site.name)
    page.keyboard.press("Escape")
    nearer = page.locator(NEARER)
    while nearer.count():
        nearer.click()
        looter.wait()
    assert looter.view()[0] == 18


def look_closely(looter, site, seen):
    """As near as the map goes at what is known of the place; wander about, list what is in view, share it."""
    page, known = looter.page, public_place(site)
    looter.open(f"/?q={site.name}#18/{known.latitude:.4f}/{known.longitude:.4f}")
    seen["closely"] = looter.marks()
    page.locator("#map").focus()
    for key in ("ArrowUp", "ArrowRight"):
        page.keyboard.press(key)
        looter.wait()
    page.locator("#in-view").check()
    expect(page.locator(".tally")).to_have_text(re.compile("^1 of 1 in this view"))
    page.locator("#share > summary").click()
    expect(page.locator("#share-link")).to_have_value(re.compile("#18/"))


def be_shown(looter, site, seen):
    """From the other end of the world, by the button that shows what was found."""
    looter.open(f"/?q={site.name}#6/0/0")
    looter.page.get_by_role("button", name="Show them").click()
    looter.wait()
    seen["shown"] = looter.view()


def go_through_time(looter, site, seen):
    """Another day, and two days compared, where anything is known to have happened."""
    page = looter.page
    looter.open(f"/?q={site.name}")
    if slider := page.locator(".time-slider:visible").all():
        slider[0].press("ArrowLeft")
        looter.wait()
        page.get_by_role("button", name="Compare").click()
        page.wait_for_url(re.compile("against="))
        looter.wait()


def frame_it(looter, site, seen):
    """The map for other people's pages."""
    looter.open(f"/embed/?q={site.name}&list=1")
    seen["embedded"], seen["marks there"] = looter.view(), looter.marks()


def read(looter, site, seen):
    """The record's own map, as near as it goes."""
    page = looter.page
    looter.open(f"/sites/{site.slug}/")
    seen["facts"] = page.locator(".facts").inner_text()
    seen["maps"] = page.locator("#map").count()
    if not seen["maps"]:
        return
    page.locator("#map .map-spot").wait_for()
    seen["cells"] = page.locator("#map .map-cell").count()
    drawn = page.locator("#map .map-spot, #map .map-cell").evaluate_all(OFFSETS)
    seen["offsets"] = [offset for _words, *offset in drawn]
    seen["word"] = page.locator("#map .map-cell-word").all_inner_texts()
    looter.keep(f"{site.name}: its page")
    nearer = page.locator(NEARER)
    while nearer.count():
        nearer.click()


def acts(site):
    """All that can be done with a site: of one without a place there is no mark to go at."""
    if site.visibility == "hidden":
        return suggest, read
    return suggest, press, return_by_link, look_closely, be_shown, go_through_time, frame_it, read
