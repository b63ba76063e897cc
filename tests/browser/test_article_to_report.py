"""From an article to drafts in the queue: by keyboard alone, on a phone, without scripts, and with hostile pages."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hands import sign_in, waiting
from playwright.sync_api import expect
from test_for_everybody import grave_faults, sideways, tab_to

TESTS = Path(__file__).parent.parent
TEXT = """What the survey of {place} found

The Temple of Baalshamin was reduced to rubble on {day} August 2015, the antiquities director said.

Dozens of tower tombs were blown up in the same weeks. The Roman theatre was not damaged.

Sappers say that the castle may be mined. The house of the {place} guild was burnt to the ground.

The old gate lost its lintel.
"""
RUBBLE = "The Temple of Baalshamin was reduced to rubble on {day} August 2015, the antiquities director said."
DESTROYED = {"kind": "damage", "level": "destroyed", "event": "2015-08"}
ARABIC = """تدمير معبد بعل شمين

قال مدير الآثار إن معبد بعل شمين فُجّر في مدينة تدمر يوم الأحد 23 آب 2015.

المسرح الروماني لم يتعرض لأي أضرار.
"""
NASTY = (
    '<script>window.ran = 1</script><svg onload="window.ran = 1"></svg><img src=x onerror="window.ran = 1">'
    '<a href="javascript:window.ran = 1">x</a></textarea></title><iframe srcdoc="<script>parent.ran = 1</script>">'
)


def read_by_hand(live_site, text, *proposals, **said):
    """The address of the screen for a text with these proposals."""
    asked = {"text": text, "title": text.split("\n")[0], "proposals": proposals} | said
    env = live_site.env | {"DJANGO_SETTINGS_MODULE": "heritage.settings"}
    env |= {"PYTHONPATH": f"{TESTS}:{TESTS.parent}"}
    program = [sys.executable, Path(__file__).parent / "by_hand.py"]
    done = subprocess.run(program, input=json.dumps(asked), env=env, text=True, check=True, stdout=subprocess.PIPE)
    return f"/admin/heritage/article/{int(done.stdout)}/read/"


def in_the_installation(live_site, statements):
    """Let something happen there as a worker would do it; what it prints."""
    program = [
        sys.executable,
        "manage.py",
        "shell",
        "--no-imports",
        "-c",
        f"from sites.models import Intake\n{statements}",
    ]
    return subprocess.run(
        program, cwd=TESTS.parent, env=live_site.env, text=True, check=True, stdout=subprocess.PIPE
    ).stdout.strip()


def proposals(place, day, year="1999"):
    """What a reading leaves of the survey: one of a group, a denial, a threat, an unknown site."""
    rubble = {"quote": RUBBLE.format(day=day), "site": "palmyra-baalshamin", "event": f"2015-08-{day}"}
    rubble |= {"why": [("reduced to rubble", "destroyed")], "claimant": "the antiquities director"}
    towers = {
        "quote": "Dozens of tower tombs were blown up in the same weeks.",
        "group": True,
        "place_name": "tower tombs",
    }
    towers |= {"site": "palmyra-tower-elahbel", "others": ["palmyra-tower-kithot"], "event": year}
    theatre = {"quote": "The Roman theatre was not damaged.", "site": "palmyra-theatre", "kind": "denial", "level": ""}
    castle = {
        "quote": "Sappers say that the castle may be mined.",
        "site": "palmyra-castle",
        "kind": "threat",
        "level": "",
    }
    house = f"The house of the {place} guild was burnt to the ground."
    guild = {"quote": house, "place_name": f"House of the {place} guild", "causes": ["fire"], "event": "2016"}
    return [DESTROYED | one for one in (rubble, towers, theatre | {"event": year}, castle, guild)]


def card(page, number):
    return page.get_by_role("form", name=f"Proposal {number}", exact=True)


def expect_at(page, number):
    """The keys hold for this card: it has the focus, and the text shows its sentence."""
    expect(card(page, number)).to_be_focused()
    expect(page.locator("mark.reading-mark--current").first).to_be_attached()


def test_from_a_pasted_text_to_drafts_in_the_queue_by_keyboard_alone(page, live_site):
    text = TEXT.format(place="Tadmur", day=23)
    sign_in(page, live_site.editor)
    tab_to(page, page.get_by_role("link", name="Read an article"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Or its text, pasted"))
    page.keyboard.insert_text(text)
    tab_to(page, page.get_by_label("Day of publication"))
    page.keyboard.type("2016-03-27")
    tab_to(page, page.get_by_role("button", name="Read it"))
    page.keyboard.press("Enter")
    expect(page.locator(".reading-text")).to_contain_text("reduced to rubble")
    page.goto(read_by_hand(live_site, text, *proposals("Tadmur", 23)))

    expect_at(page, 1)
    expect(page.locator("mark.reading-mark--current").first).to_be_in_viewport()
    page.keyboard.press("s")
    expect(page.locator(".messagelist")).to_contain_text("rests on this article too")
    expect_at(page, 2)

    page.keyboard.press("a")
    assert page.evaluate("document.activeElement.name") == "site"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("a")
    expect(page.locator(".messagelist")).to_contain_text("is drafted")
    expect_at(page, 3)

    page.keyboard.press("e")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect_at(page, 3)
    page.keyboard.press("a")
    expect_at(page, 4)
    page.keyboard.press("d")
    expect_at(page, 5)
    page.keyboard.press("u")
    expect_at(page, 4)
    page.keyboard.press("d")
    expect_at(page, 5)

    tab_to(page, card(page, 5).get_by_label("Kind of site"))
    page.keyboard.type("Historic b")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="All is decided")).to_be_visible()
    expect(page.locator("#made")).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Send the drafts to review"))
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("4 reports wait for review.")
    for name in ("Temple of Baalshamin", "Tower of Kithot", "Roman Theatre", "House of the Tadmur guild"):
        expect(waiting(page, name).first).to_be_visible()
    expect(waiting(page, "Tower of Kithot").locator("blockquote mark")).to_have_text(
        "Dozens of tower tombs were blown up in the same weeks."
    )


def test_a_sentence_that_was_missed_is_selected_and_becomes_a_card(page, live_site):
    sign_in(page, live_site.editor)
    text = TEXT.format(place="Tadmur of the gate", day=24)
    page.goto(read_by_hand(live_site, text, *proposals("Tadmur of the gate", 24)))
    page.get_by_text("The old gate lost its lintel.").select_text()
    page.keyboard.press("n")
    missed = page.get_by_role("form", name="What was missed")
    expect(missed.get_by_label("Quotation")).to_have_value("The old gate lost its lintel.")
    missed.locator("[name=site_named]").fill("Atenatan")
    missed.get_by_role("button", name="Tower of Atenatan").click()
    missed.get_by_label("Damage level").select_option("Slight damage")
    missed.get_by_role("button", name="Accept").click()
    expect(page.locator(".messagelist")).to_contain_text("is drafted")
    expect(page.locator(".reading-card--decided")).to_contain_text("Tower of Atenatan, slight damage")


def test_the_reports_on_offer_follow_the_site_that_is_chosen(page, live_site):
    sign_in(page, live_site.editor)
    text = TEXT.format(place="Tadmur of the towers", day=25)
    page.goto(
        read_by_hand(live_site, text, *[one | {"event": "2015-08"} for one in proposals("Tadmur of the towers", 25)])
    )
    towers = card(page, 2)
    expect(towers.locator("[name=offered]")).to_have_count(0)
    towers.get_by_label("Tower of Elahbel").check()
    expect(towers.locator("[data-offers]")).to_contain_text("of Tower of Elahbel: Destroyed")
    towers.get_by_text("Edit").click()
    towers.get_by_label("Damage level").select_option("Slight damage")
    expect(towers.locator("[name=offered]")).to_have_count(0)
    towers.get_by_label("When it happened").fill("2015-08-30~")
    expect(towers.locator(".desk-words")).to_have_text("about 30 August 2015")


def test_enter_takes_the_site_that_is_called_so_and_drops_what_a_reason_is_given_for(page, live_site):
    sign_in(page, live_site.editor)
    text = TEXT.format(place="Tadmur by Enter", day=28)
    page.goto(read_by_hand(live_site, text, *proposals("Tadmur by Enter", 28, "1997")))
    rubble = card(page, 1)
    rubble.locator("[name=site_named]").fill("palmyra mus")
    expect(rubble.locator("[data-found] button").first).to_contain_text("Palmyra Museum")
    page.keyboard.press("Enter")
    expect(rubble.get_by_label("Palmyra Museum")).to_be_checked()
    rubble.get_by_label("because").fill("told long ago")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Dropped.")
    expect(page.get_by_role("status")).to_be_in_viewport()
    expect(page.locator(".reading-card--decided")).to_contain_text("told long ago")


def test_an_article_is_handed_in_once_however_often_the_button_is_pressed(page, live_site):
    sign_in(page, live_site.editor)
    page.goto("/admin/read/")
    page.get_by_label("Or its text, pasted").fill(TEXT.format(place="Tadmur twice", day=29))
    page.get_by_role("button", name="Read it").dblclick()
    expect(page.locator(".reading-text")).to_contain_text("Tadmur twice")
    assert (
        in_the_installation(live_site, "print(Intake.objects.filter(article__title__contains='twice').count())") == "1"
    )


def test_on_a_phone_the_text_stays_in_sight_above_the_cards(page, live_site):
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, live_site.editor)
    said = {"quote": ARABIC.split("\n")[2], "site": "palmyra-baalshamin", "why": [("فُجّر", "destroyed")]}
    page.goto(read_by_hand(live_site, ARABIC, DESTROYED | said, language="ar"))
    mark = page.locator("mark.reading-mark--current").first
    expect(mark).to_be_in_viewport()
    expect(card(page, 1)).to_be_in_viewport()
    assert mark.evaluate("it => getComputedStyle(it.parentElement).direction") == "rtl"
    assert sideways(page) == 0
    card(page, 1).get_by_role("button", name="New report").click()
    expect(page.get_by_role("heading", name="All is decided")).to_be_in_viewport()


def test_without_scripts_a_card_is_a_form_and_leads_to_the_next(new_context, live_site):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_site.editor)
    text = TEXT.format(place="Tadmur without scripts", day=26)
    page.goto(read_by_hand(live_site, text, *proposals("Tadmur without scripts", 26, "1998")))
    card(page, 1).get_by_role("button", name="Drop").click()
    assert page.url.endswith(f"#{card(page, 2).get_attribute('id')}")
    card(page, 2).get_by_label("Tower of Kithot").check()
    card(page, 2).get_by_role("button", name="Accept").click()
    expect(page.locator(".messagelist")).to_contain_text("is drafted")
    card(page, 3).get_by_role("button", name="Drop").click()
    card(page, 4).get_by_role("button", name="Drop").click()
    guild = card(page, 5)
    guild.get_by_label("By its name:").check()
    guild.locator("[name=site_named]").fill("palmyra castle")
    guild.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", name="All is decided")).to_be_visible()
    expect(page.locator("#made")).to_contain_text("Tower of Kithot")


def test_nothing_that_an_article_holds_is_run(page, live_site):
    sign_in(page, live_site.editor)
    text = f"{NASTY}\n\nThe temple is gone {NASTY} they said."
    said = {"quote": f"The temple is gone {NASTY} they said.", "place_name": NASTY[:200], "claimant": NASTY[:300]}
    address = read_by_hand(live_site, text, DESTROYED | said | {"why": [("gone", NASTY)]}, title=NASTY[:500])
    for where in (address, "/admin/heritage/proposal/", "/admin/heritage/article/", "/admin/", "/admin/read/"):
        page.goto(where)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.ran") is None
    page.goto(address)
    expect(page.locator(".reading-text")).to_contain_text("<script>window.ran = 1</script>")
    page.keyboard.press("e")
    assert page.evaluate("window.ran") is None


def test_the_page_of_an_intake_follows_its_state_by_itself(page, live_site):
    sign_in(page, live_site.editor)
    waiting_one = "print(Intake.objects.create(url='https://gazette.example/slow', state='running').pk)"
    number = int(in_the_installation(live_site, waiting_one))
    page.goto(f"/admin/read/{number}/")
    expect(page.locator(".intake-state")).to_contain_text("Being read")
    failed = f"Intake.objects.filter(pk={number}).update(state='failed', message='The page is empty: paste its text.')"
    in_the_installation(live_site, failed)
    expect(page.locator(".intake-state")).to_contain_text("The page is empty: paste its text.", timeout=15_000)
    page.get_by_role("button", name="Remove").click()
    expect(page.locator(".messagelist")).to_contain_text("Removed.")


@pytest.mark.parametrize("decided", [0, 2])
def test_the_screen_bars_nobody(page, live_site, decided):
    """The rules of axe-core, at a desk and on a phone, by day and by night."""
    sign_in(page, live_site.editor)
    place = f"Tadmur for everybody {decided}"
    page.goto(read_by_hand(live_site, TEXT.format(place=place, day=27), *proposals(place, 27)))
    for number in range(decided):
        card(page, number + 1).get_by_role("button", name="Drop").click()
        expect(page.locator(".messagelist")).to_be_visible()
    found = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 740})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [(width, scheme, *fault) for fault in grave_faults(page)]
    assert found == []
