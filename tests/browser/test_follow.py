"""A reader follows a filter by e-mail and ends it; one without scripts writes to the editors, who find it."""

import subprocess
import sys
import time

import pytest
from django.conf import settings
from hands import sign_in
from letterbox import links_in, text_of
from playwright.sync_api import expect
from test_for_everybody import grave_faults, sideways

READER = "reader@example.org"
BAALSHAMIN = "/sites/palmyra-baalshamin/"
AWHILE = 3.5  # seconds: nobody fills in a form faster


def the_mail(post, address):
    """The last one to somebody, who waits for it in front of the screen."""
    for _ in range(100):
        if mails := post.to(address):
            return mails[-1]
        time.sleep(0.1)
    return pytest.fail(f"No mail came to {address}.")


def test_a_reader_follows_a_filter_is_told_and_stops(page, live_site, post_office):
    page.goto("/sites/?country=SY&level=destroyed")
    page.locator("summary", has_text="Download").click()
    page.get_by_role("link", name="E-mail me when something changes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("E-mail when something changes")
    expect(page.locator(".letter-said li")).to_have_text(["Destroyed", "Syria"])
    page.wait_for_timeout(AWHILE * 1000)
    page.get_by_label("Your e-mail address").fill(READER)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")
    (confirm,) = links_in(the_mail(post_office, READER), "confirm")
    page.goto(confirm)
    page.get_by_role("button", name="Yes, write to me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You will be told")
    assert "Mails sent: 0." in alerts(live_site)
    (stop,) = links_in(post_office.to(READER)[-1], "stop")
    page.goto(stop)
    page.get_by_role("button", name="Write to me no more").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No more mail")


def alerts(live_site):
    command = [sys.executable, "manage.py", "send_alerts"]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=live_site.env, check=True, capture_output=True, text=True
    ).stdout


def test_a_reader_without_scripts_says_what_is_wrong_and_an_editor_answers(new_context, live_site, post_office):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(BAALSHAMIN)
    page.locator("aside").get_by_role("link", name="Tell us what is wrong").click()
    expect(page.locator(".lede")).to_contain_text("Temple of Baalshamin")
    page.get_by_label("What is wrong").fill("The column in front still stands.")
    page.get_by_label("How do you know?").fill("I live across the road.")
    page.get_by_label("Your e-mail address").fill("neighbour@example.org")
    time.sleep(AWHILE)
    page.get_by_role("button", name="Send it to the editors").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It was received")
    desk = new_context().new_page()
    sign_in(desk, live_site.editor)
    desk.goto("/admin/")
    desk.get_by_role("link", name="1 letter from a reader is open").click()
    desk.get_by_role("link", name="Temple of Baalshamin").click()
    expect(desk.locator(".letters-text").first).to_have_text("The column in front still stands.")
    assert grave_faults(desk) == []
    desk.get_by_label("Answer").fill("Thank you. It is corrected.")
    desk.get_by_role("button", name="Answer and close").click()
    expect(desk.locator(".messagelist")).to_contain_text("The letter is closed")
    assert "Thank you. It is corrected." in text_of(the_mail(post_office, "neighbour@example.org"))


@pytest.mark.parametrize("path", ["/follow/?country=SY&q=temple", f"/corrections/?about={BAALSHAMIN}", "/corrections/"])
def test_the_forms_bar_nobody(page, path):
    """The rules of axe-core, at a desk and on a phone, by day and by night; and with a fault told in the form."""
    page.goto(path)
    for sent in (False, True):
        if sent:
            page.locator(".letter button").click()
            expect(page.get_by_role("alert")).to_be_visible()
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 740})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert grave_faults(page) == [], (width, scheme, sent)
            assert sideways(page) == 0


def test_the_pages_behind_the_links_of_a_mail_bar_nobody(page, post_office):
    page.goto("/follow/?level=destroyed")
    page.wait_for_timeout(AWHILE * 1000)
    page.get_by_label("Your e-mail address").fill("another@example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")
    faults = grave_faults(page)
    mail = the_mail(post_office, "another@example.org")
    for link in (*links_in(mail, "confirm"), *links_in(mail, "stop")):
        page.goto(link)
        faults += grave_faults(page)
    assert faults == []
