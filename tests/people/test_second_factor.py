"""A second factor: set up, asked for, replaced, removed, forced, and not to be got round."""

import re

import pytest
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from signing import PASSWORD, code_of, device_of, is_in, recovery_code_of, sign_in

CODE, FACTOR = "/admin/account/code/", "/admin/account/second-factor/"


def offered(client):
    """The device whose secret the page shows, as an app would read it."""
    page = client.get(FACTOR).content.decode()
    secret = re.search(r'<code class="desk-secret" dir="ltr">([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")
    assert "<svg" in page
    assert "style=" not in page
    device = TOTPDevice(key=client.session["offered_factor"])
    assert secret in device.config_url if device.user_id else secret
    return device


def set_up(client, password=PASSWORD):
    device = offered(client)
    return device, client.post(FACTOR, {"code": code_of(device), "password": password})


def codes_in(answer):
    return re.findall(r"<code>([a-z2-7]{4}-[a-z2-7]{4})</code>", answer.content.decode())


def test_an_editor_sets_one_up_and_is_shown_ten_recovery_codes_once(editor, client):
    client.force_login(editor)
    device, answer = set_up(client)
    codes = codes_in(answer)
    assert len(set(codes)) == 10
    assert "no-store" in answer["Cache-Control"]
    assert editor.totpdevice_set.get().key == device.key
    assert codes[0] not in client.get("/admin/account/").content.decode()
    assert "You have 10 recovery codes left." in client.get("/admin/account/").content.decode()


@pytest.mark.parametrize(
    ("code", "password"), [("000000", PASSWORD), (None, "another password"), ("", ""), ("x" * 300, "y")]
)
def test_a_wrong_code_or_password_sets_up_nothing(editor, client, code, password):
    client.force_login(editor)
    device = offered(client)
    client.post(FACTOR, {"code": code_of(device) if code is None else code, "password": password})
    assert not TOTPDevice.objects.exists()


def test_after_the_password_the_code_is_asked_for_and_nothing_else_is_open(editor):
    device = device_of(editor)
    answer, client = sign_in("editor")
    assert answer.status_code == 302
    for address in (
        "/admin/",
        "/admin/account/",
        FACTOR,
        "/admin/password_change/",
        "/admin/heritage/site/",
        "/admin/no/",
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, CODE), address
    for address in (FACTOR, "/admin/desk/point/", "/admin/account/end-session/", FACTOR + "remove/"):
        assert client.post(address, {"password": PASSWORD}).status_code == 302
    assert editor.totpdevice_set.count() == 1
    assert client.post(CODE, {"code": code_of(device), "next": "/admin/heritage/site/"}).url == "/admin/heritage/site/"
    assert is_in(client)


def test_the_session_gets_a_new_key_with_the_code(editor):
    device = device_of(editor)
    _answer, client = sign_in("editor")
    before = client.session.session_key
    client.post(CODE, {"code": code_of(device)})
    assert client.session.session_key != before
    old = Client()
    old.cookies["session"] = before
    assert not is_in(old)


def test_a_code_serves_once(editor):
    device = device_of(editor)
    code = code_of(device)
    for works in (True, False):
        _answer, client = sign_in("editor")
        client.post(CODE, {"code": code})
        assert is_in(client) is works
        TOTPDevice.objects.update(throttling_failure_count=0)


def test_a_recovery_code_serves_once_however_it_is_typed(editor):
    device_of(editor)
    recovery_code_of(editor)
    _answer, client = sign_in("editor")
    client.post(CODE, {"code": " ABCD-2345 "})
    assert is_in(client)
    assert not StaticToken.objects.exists()
    _answer, client = sign_in("editor")
    client.post(CODE, {"code": "abcd2345"})
    assert not is_in(client)


def test_wrong_codes_are_slowed_down(editor):
    device = device_of(editor)
    _answer, client = sign_in("editor")
    said = [client.post(CODE, {"code": "000000"}).content.decode() for _number in range(3)]
    assert "This code is wrong" in said[0]
    assert "Too many wrong codes. Try again in 1 minute." in said[1]
    client.post(CODE, {"code": code_of(device)})
    assert not is_in(client), "the right code waits too"


def test_another_persons_code_opens_nothing(editor, administrator):
    device_of(editor)
    _answer, client = sign_in("editor")
    client.post(CODE, {"code": code_of(device_of(administrator))})
    assert not is_in(client)


def test_nobody_is_led_away_from_here(editor):
    device = device_of(editor)
    _answer, client = sign_in("editor")
    assert client.post(CODE, {"code": code_of(device), "next": "//evil.example/"}).url == "/admin/"


def test_setting_one_up_ends_every_other_session(editor, client):
    client.force_login(editor)
    _answer, other = sign_in("editor")
    set_up(client)
    assert is_in(client)
    assert not is_in(other)


def test_replacing_makes_the_old_device_and_the_old_codes_worthless(editor, client):
    client.force_login(editor)
    old, answer = set_up(client)
    old_code = codes_in(answer)[0]
    new, _answer = set_up(client)
    assert new.key != old.key
    for code, works in ((code_of(old, 1), False), (old_code, False), (code_of(new, 1), True)):
        TOTPDevice.objects.update(throttling_failure_count=0)
        _answer, visitor = sign_in("editor")
        visitor.post(CODE, {"code": code})
        assert is_in(visitor) is works


def test_removing_asks_for_the_password(editor, client):
    client.force_login(editor)
    set_up(client)
    client.post(FACTOR + "remove/", {"password": "not this"})
    assert TOTPDevice.objects.exists()
    client.post(FACTOR + "remove/", {"password": PASSWORD})
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    assert is_in(sign_in("editor")[1])


def test_new_recovery_codes_take_the_place_of_the_old(editor, client):
    client.force_login(editor)
    old = set(codes_in(set_up(client)[1]))
    new = set(codes_in(client.post(FACTOR + "codes/", {"password": PASSWORD})))
    assert len(new) == 10
    assert old.isdisjoint(new)
    assert StaticToken.objects.count() == 10


def test_forced_only_the_set_up_is_open_until_it_is_done(editor, settings):
    settings.SECOND_FACTOR = True
    _answer, client = sign_in("editor")
    for address in ("/admin/", "/admin/account/", "/admin/heritage/site/", "/admin/people/"):
        assert client.get(address).url.split("?")[0] == FACTOR
    page = client.get(FACTOR).content.decode()
    assert "This installation asks everybody for a second factor." in page
    assert "/admin/heritage/site/" not in page, "no link leads nowhere"
    set_up(client)
    assert client.get("/admin/").status_code == 200


def test_forced_removing_leads_back_to_the_set_up(editor, settings):
    settings.SECOND_FACTOR = True
    _answer, client = sign_in("editor")
    set_up(client)
    client.post(FACTOR + "remove/", {"password": PASSWORD})
    assert client.get("/admin/").url.split("?")[0] == FACTOR


def test_readers_are_asked_for_nothing(editor, settings, client):
    settings.SECOND_FACTOR = True
    device_of(editor)
    assert client.get("/").status_code == 200
    assert client.cookies == {}


def test_no_page_of_the_stock_admin_shows_a_secret(admin_client, editor):
    device_of(editor)
    for address in (
        "/admin/otp_totp/totpdevice/",
        "/admin/otp_static/staticdevice/",
        "/admin/auth/user/",
        "/admin/auth/group/",
    ):
        assert admin_client.get(address).status_code == 404
