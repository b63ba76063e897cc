"""Sites at the desk, by hand: an outline drawn and one pasted, two sites that become one, and a list by keyboard."""

import json

from hands import found_in_the_desk, sign_in, sign_out, waiting
from playwright.sync_api import expect

RING = [[38.266, 34.545], [38.276, 34.545], [38.276, 34.552], [38.266, 34.552], [38.266, 34.545]]


def outline(page):
    return page.get_by_role("textbox", name="Outline")


def drawn(page, *places):
    """Click these places of the map, told from its middle in pixels."""
    page.locator(".desk-map").evaluate("map => map.scrollIntoView({block: 'center'})")
    box = page.locator(".desk-map").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for across, down in places:
        page.mouse.click(middle[0] + across, middle[1] + down)


def corners(page):
    text = outline(page).input_value()
    return len(json.loads(text)["coordinates"][0]) - 1 if text else 0


def saved(page, reason):
    page.get_by_label("Reason for this change").fill(reason)
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.wait_for_load_state()


def test_an_outline_is_drawn_mended_and_shown_to_readers(page, live_site):
    sign_in(page, live_site.editor)
    page.goto(found_in_the_desk(page, "site", "Monumental Arch"))
    point = page.locator("#id_latitude").input_value()
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
        page.wait_for_timeout(300)
    page.get_by_role("button", name="Draw the outline").click()
    expect(page.locator("[data-said]")).to_contain_text("Click the corners")
    drawn(page, (-60, -60), (60, -60), (60, 60), (-60, 60), (-90, 0))
    expect(page.locator(".desk-corner")).to_have_count(5)
    assert page.locator("#id_latitude").input_value() == point, "drawing leaves the point where it is"
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".desk-corner")).to_have_count(4)
    page.get_by_role("button", name="Finish drawing").click()
    expect(page.locator("[data-said]")).to_contain_text("an outline with 4 corners")
    expect(page.locator("[data-said]")).to_contain_text("Readers will see it.")
    before = outline(page).input_value()
    page.locator(".desk-corner").first.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".desk-corner").first).to_be_focused()
    assert outline(page).input_value() != before
    page.get_by_role("radio", name="A cell of about 1 km").check()
    expect(page.locator("[data-said]")).to_contain_text("Readers will not see it")
    expect(page.locator("[data-withheld]")).to_contain_text("outline")
    page.get_by_role("radio", name="Exact place").check()
    saved(page, "Drawn on the map.")
    expect(page.locator(".messagelist")).to_contain_text("The place waits for review")
    assert corners(page) == 0
    sign_out(page)

    sign_in(page, live_site.reviewer)
    case = waiting(page, "Monumental Arch").filter(has_text="Drawn on the map.")
    case.get_by_label("Reason or comment").fill("The ruins lie within it.")
    case.get_by_role("button", name="Accept").click()
    expect(page.locator(".messagelist")).to_contain_text("Accepted: Monumental Arch")
    page.goto(found_in_the_desk(page, "site", "Monumental Arch"))
    assert corners(page) == 4
    page.get_by_role("link", name="View on site").click()
    expect(page.locator("#map .map-outline")).to_have_count(1)


def test_an_outline_is_pasted_and_one_with_its_numbers_swapped_is_noticed(page, live_site):
    sign_in(page, live_site.editor)
    page.goto("/admin/heritage/site/add/")
    page.get_by_label("Coordinates:", exact=True).fill("34.5485, 38.271")
    expect(page.locator("#id_latitude")).to_have_value("34.5485")
    swapped = [[latitude, longitude] for longitude, latitude in RING]
    outline(page).fill(json.dumps({"type": "Polygon", "coordinates": [swapped]}))
    expect(page.locator(".desk-outline [data-fault]")).to_contain_text("GeoJSON puts longitude first")
    polygon = {"type": "Polygon", "coordinates": [RING]}
    outline(page).fill(json.dumps({"type": "Feature", "properties": {}, "geometry": polygon}))
    expect(page.locator(".desk-outline [data-fault]")).to_be_hidden()
    expect(page.locator("[data-said]")).to_contain_text("an outline with 4 corners, about 0.71 km²")
    page.get_by_role("button", name="Delete the outline").click()
    expect(page.locator("[data-said]")).to_have_text("")
    assert outline(page).input_value() == ""
    file = {"name": "arch.geojson", "mimeType": "application/geo+json", "buffer": json.dumps(polygon).encode()}
    page.get_by_label("From a GeoJSON file:").set_input_files(file)
    expect(page.locator(".desk-corner")).to_have_count(4)


def test_two_sites_are_merged_and_the_old_address_leads_on(page, live_site):
    sign_in(page, live_site.reviewer)
    page.goto("/admin/heritage/site/add/")
    page.get_by_label("Name:", exact=True).fill("Tetrapylon at Palmyra")
    page.get_by_label("Kind:").first.select_option("Monument, arch, tower or memorial")
    page.get_by_label("Country:").select_option("Syria")
    page.get_by_label("Coordinates:", exact=True).fill("34.5504, 38.2693")
    expect(page.locator("#id_latitude")).to_have_value("34.5504")
    page.get_by_role("radio", name="Exact place").check()
    saved(page, "Entered twice by mistake.")
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_label("Reason").fill("It is there.")
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("link", name="Possible duplicates").click()
    case = page.locator(".desk-case").filter(has_text="Tetrapylon of Palmyra")
    case.get_by_role("link", name="Compare and merge").click()
    expect(page.get_by_text("What will happen")).to_be_visible()
    page.get_by_label("Reason").fill("It is the same tetrapylon.")
    page.get_by_role("button", name="Merge them").click()
    expect(page.locator(".messagelist")).to_contain_text("is merged into")
    expect(page.locator("#id_name")).to_have_value("Tetrapylon of Palmyra")
    page.goto("/sites/tetrapylon-at-palmyra/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tetrapylon of Palmyra")
    assert page.url.endswith("/sites/palmyra-tetrapylon/")


def test_the_sites_near_a_point_are_listed_by_keyboard(page, live_site):
    sign_in(page, live_site.editor)
    page.goto("/admin/desk/near/")
    page.get_by_label("Near").focus()
    page.keyboard.type("34°33′12.8″N 38°16′12.2″E")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_contain_text("within")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Temple of Baalshamin")


def test_a_square_that_hides_nobody_is_told_while_the_place_is_typed(page, live_site):
    sign_in(page, live_site.reviewer)
    page.goto("/admin/heritage/site/add/")
    warning, fault = page.locator("[data-few]"), page.locator(".desk-point-fault")
    page.get_by_role("radio", name="No place").check()
    page.get_by_role("radio", name="A cell of about 1 km").check()
    expect(fault).to_be_hidden()  # no place is typed yet
    page.get_by_role("textbox", name="Coordinates:", exact=True).fill("-50.123, 70.456")
    expect(warning).to_contain_text("No other published site is shown as this square")
    expect(warning).to_contain_text("choose “No place”")
    page.get_by_role("radio", name="A cell of about 10 km").check()
    expect(warning).not_to_contain_text("A larger square")
    expect(warning).to_be_visible()
    page.get_by_role("radio", name="No place").check()
    expect(warning).to_be_hidden()


def test_names_and_identifiers_say_what_they_are(page, live_site):
    sign_in(page, live_site.editor)
    page.goto(found_in_the_desk(page, "site", "Baalshamin"))
    name = page.locator("#names-0")
    expect(name.locator(".field-language .desk-row-note")).to_have_text("Arabic")
    page.locator("#id_names-1-kind").select_option("Official name")
    expect(page.locator("#names-1 .field-text .desk-row-note")).to_contain_text("second official name")
    page.get_by_role("button", name="Add another Identifier").click()
    row = page.locator("#identifiers-group tr.dynamic-identifiers").last
    row.locator("select").select_option("Wikidata")
    expect(row.locator(".field-scheme .desk-row-note")).to_have_text("Like Q5747")
    row.locator("input[type=text]").fill("https://www.wikidata.org/wiki/Q5747")
    expect(row.locator("input[type=text]")).to_have_value("Q5747")
    link = row.get_by_role("link", name="Open in the register")
    expect(link).to_have_attribute("rel", "noreferrer noopener")
    row.locator("input[type=text]").fill("5747")
    expect(row.locator(".field-value .desk-row-note")).to_contain_text("write it like Q5747")
