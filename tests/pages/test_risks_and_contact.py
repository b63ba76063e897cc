"""Who finds a weakness learns whom to tell, and readers learn what is not promised."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from factories import steward

from sites.pages.wellknown import _expires

ADDRESS = "/.well-known/security.txt"
# RFC 9116, section 4: lines that end alike, each a field, a comment or nothing.
LINE = re.compile(r"(?:[A-Za-z][A-Za-z-]*: [\x21-\x7e][\x20-\x7e]*|#[^\r\n]*|)\r\n")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")  # RFC 3339
LANGUAGES = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*(?:, ?[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)*")
ONCE = {"Expires", "Preferred-Languages"}


@pytest.fixture
def told(client, settings):
    """The fields of the file, as a program that keeps to the standard reads them."""

    def read(contact="security@heritage.example", *, secure=True):
        settings.CONTACT = contact
        answer = client.get(ADDRESS, secure=secure)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        lines = re.findall(r".*?\n", answer.content.decode("ascii"), re.DOTALL)
        assert [line for line in lines if not LINE.fullmatch(line)] == []
        fields = [tuple(line.strip().split(": ", 1)) for line in lines]
        names = [name for name, _ in fields]
        assert all(names.count(name) == 1 for name in ONCE)
        return dict(fields)

    return read


def test_who_finds_a_weakness_is_told_whom_to_write_to_in_which_language_until_when(told):
    fields = told()
    assert fields["Contact"] == "mailto:security@heritage.example"
    assert LANGUAGES.fullmatch(fields["Preferred-Languages"])
    assert MOMENT.fullmatch(fields["Expires"])
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=27) < left < timedelta(days=366), "not expired, and less than a year ahead"


def test_the_file_says_where_it_stands_and_how_to_go_about_it(told, client):
    fields = told()
    assert fields["Canonical"] == f"https://testserver{ADDRESS}"
    page, _, part = fields["Policy"].removeprefix("https://testserver").partition("#")
    assert f'id="{part}"' in client.get(page, secure=True).content.decode()


def test_without_https_no_address_is_named_that_the_standard_does_not_know(told):
    assert set(told(secure=False)) == {"Contact", "Expires", "Preferred-Languages"}


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("https://heritage.example/contact", "https://heritage.example/contact"),
        ("mailto:a.b+c@heritage.example", "mailto:a.b+c@heritage.example"),
        ("o'hara@heritage.example", "mailto:o%27hara@heritage.example"),
    ],
)
def test_a_contact_is_written_as_the_standard_wants_it(told, contact, said):
    assert told(contact)["Contact"] == said


@pytest.mark.parametrize(
    "contact", ["", "the office", "http://heritage.example/", "https://a b", "a@b.example\nExpires: x"]
)
def test_without_an_address_to_write_to_there_is_no_file(client, settings, contact):
    settings.CONTACT = contact
    assert client.get(ADDRESS).status_code == 404


def test_the_day_is_never_past_never_far_and_changes_once_a_month():
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(3000)]
    assert all(timedelta(days=27) < _expires(day) - day < timedelta(days=63) for day in days)
    assert all(_expires(day).day == 1 for day in days)
    assert len(set(map(_expires, days))) == len({(day.year, day.month) for day in days})


def test_a_password_manager_is_led_to_where_a_password_is_changed(client, db):
    led_to = client.get("/.well-known/change-password")["Location"]
    client.force_login(steward())
    page = client.get(led_to)
    assert (page.status_code, 'name="new_password1"' in page.content.decode()) == (200, True)


# ── the page of risks


@pytest.fixture
def risks(client, settings):
    settings.CONTACT = "security@heritage.example"
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", client.get("/risk/").content.decode()).split()))


def test_every_promise_is_told_to_readers(risks):
    for promise in (
        "Places stay hidden",
        "Nobody does more than their role",
        "What was answered “saved” is saved",
        "A backup can be brought back",
        "Every change leaves a trace",
        "Hostile material stays outside",
        "People are not shown",
    ):
        assert promise in risks


@pytest.mark.parametrize(
    "limit",
    [
        "Words can give a place away",
        "It is no proof in court",
        "The law, and who hosts this",
        "Nothing but backups is encrypted",
        "Whoever watches the line",
        "Do not send an exact place by e-mail",
        "the machine’s own name service",
        "A cache in front of this site may show it for a minute more",
        "A power cut in the middle of a write",
        "Nobody from outside has audited the program",
    ],
)
def test_what_is_not_promised_is_told_as_plainly(risks, limit):
    assert limit in risks


def test_who_finds_a_weakness_reads_whom_to_write_to(risks):
    assert "Write to security@heritage.example" in risks


@pytest.mark.parametrize("path", ["/", "/about/", "/method/", "/sites/"])
def test_the_risks_are_one_click_away(client, db, path):
    assert 'href="/risk/"' in client.get(path).content.decode()
