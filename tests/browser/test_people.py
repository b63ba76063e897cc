"""Signing in with a second factor, by keyboard alone: set up, sign out, the password, the code."""

import re
from time import sleep, time

from django_otp.oath import TOTP
from hands import sign_in, sign_out
from playwright.sync_api import expect

STEP = 30  # seconds for which a code stands
TO_TYPE = 15  # of them, before it is sent; a code that arrives after its step tells the server that our clock is late


def code(secret_in_hex, steps=0):
    """The code of this step or a later one, with time left to type it."""
    left = STEP - time() % STEP
    if left < TO_TYPE:
        sleep(left)
    shown = TOTP(bytes.fromhex(secret_in_hex))
    shown.time = time() + STEP * steps
    return f"{shown.token():06d}"


def in_hex(typed):
    """The secret as the page writes it, in base 32, four letters at a time."""
    bits = "".join(f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.index(letter):05b}" for letter in typed.replace(" ", ""))
    return "".join(f"{int(bits[at : at + 8], 2):02x}" for at in range(0, len(bits) - 7, 8))


def tab_to(page, name):
    """Press Tab until what bears this name has the focus."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(document.activeElement.textContent || document.activeElement.value).trim()") == name:
            return
    raise AssertionError(f"The keyboard does not reach “{name}”.")


def type_password(page, address, person):
    page.goto(address)
    expect(page.get_by_label("Username")).to_be_focused()
    page.keyboard.type(person.name)
    page.keyboard.press("Tab")
    page.keyboard.type(person.password)
    page.keyboard.press("Enter")


def test_a_second_factor_is_set_up_and_asked_for_by_keyboard_alone(new_context, live_site):
    page = new_context().new_page()
    sign_in(page, live_site.steward)
    for name in ("My account", "Set up a second factor"):
        tab_to(page, name)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    secret = in_hex(page.locator(".desk-secret").inner_text())
    page.get_by_label("The six digits that it shows").focus()
    page.keyboard.type(code(secret))
    page.keyboard.press("Tab")
    page.keyboard.type(live_site.steward.password)
    page.keyboard.press("Enter")
    expect(page.locator(".desk-codes li")).to_have_count(10)
    recovery = page.locator(".desk-codes li").first.inner_text()
    sign_out(page)

    type_password(page, "/admin/login/?next=/admin/", live_site.steward)
    expect(page.get_by_label("Code")).to_be_focused()
    page.goto("/admin/heritage/site/")
    expect(page).to_have_url(re.compile("/admin/account/code/"))
    expect(page.get_by_label("Code")).to_be_focused()
    page.keyboard.type(code(secret, steps=1))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/admin/heritage/site/$"))
    sign_out(page)

    type_password(page, "/admin/login/?next=/admin/account/", live_site.steward)
    expect(page.get_by_label("Code")).to_be_focused()
    page.keyboard.type(recovery)
    page.keyboard.press("Enter")
    expect(page.get_by_text("You have 9 recovery codes left.")).to_be_visible()
    page.get_by_role("link", name="Remove it").click()
    page.get_by_label("Your password").fill(live_site.steward.password)
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Your second factor is removed")
