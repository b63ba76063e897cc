"""A reader asks to be told by e-mail, confirms it, and ends it; nobody is written to who did not want it."""

import re
from datetime import timedelta
from urllib.parse import quote

import factories
import pytest
from django.test import Client
from django.utils import timezone
from letterbox import links_in, text_of, ticket

from sites.follow import followers
from sites.models import Follower

READER = "reader@example.org"


def page(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def plain(answer):
    """The page without its ticket, which is another each time."""
    return re.sub(r'name="ticket" value="[^"]*"', "", answer.content.decode())


# ── the page


def test_the_page_says_in_words_what_is_followed(reader, temple):
    said = page(reader.open("/follow/?country=SY&level=no_report&q=bel"))
    for phrase in ("Syria", "No report", "“bel”", "1 site today"):
        assert phrase in said
    assert "All sites" in page(reader.open("/follow/"))


def test_a_filter_that_cannot_be_asked_is_refused_as_everywhere(reader, db):
    for query in ("level=bad", "colour=red", "site=nowhere", "bbox=1,2", "q=" + "x" * 501, "page=1"):
        assert reader.open(f"/follow/?{query}").status_code == 400
        assert reader.ask(f"?{query}").status_code == 400
    assert not Follower.objects.exists()


def test_lists_and_records_lead_there_with_their_filter(reader, temple):
    assert 'href="/follow/?country=SY&amp;level' not in page(reader.open("/sites/?country=SY"))
    for path in ("/", "/sites/"):
        shown = reader.open(f"{path}?country=SY&sort=level&on=2015-09-01&against=2015-01-01")
        assert 'href="/follow/?country=SY&amp;on=2015-09-01"' in page(shown)
    assert 'href="/follow/?site=temple-of-bel"' in page(reader.open("/sites/temple-of-bel/"))


def test_where_no_mail_is_sent_none_is_offered_and_the_feed_is_named_instead(client, temple):
    for path in ("/", "/sites/", "/sites/temple-of-bel/"):
        assert "/follow/" not in client.get(path).content.decode()
    answer = client.get("/follow/?country=SY")
    assert answer.status_code == 404
    assert 'href="/feeds/reports.atom?country=SY"' in answer.content.decode()
    assert client.post("/follow/", {"email": READER, "ticket": ticket()}).status_code == 404
    assert not Follower.objects.exists()


# ── double opt-in


def test_one_mail_comes_and_only_the_button_behind_its_link_begins_it(reader, post, temple):
    assert "Look into your mailbox" in page(reader.ask("?country=SY"))
    (mail,) = post.taken
    assert (mail["To"], mail["From"]) == (READER, "alerts@heritage.example")
    assert mail["Subject"] == "Heritage Damage Tracker: confirm that you want e-mail"
    assert "Syria" in text_of(mail)
    (link,) = links_in(mail, "confirm")
    for _scanner in range(3):
        assert "Yes, write to me" in page(reader.open(link))
        assert Client().head(link).status_code == 200
    assert not Follower.objects.get().confirmed
    assert "You will be told" in page(reader.press(link))
    assert Follower.objects.get().confirmed
    assert "You will be told" in page(reader.press(link)), "twice is no harm"


def test_who_opens_every_link_of_every_mail_begins_and_ends_nothing(reader, post, temple):
    follower = reader.confirm()
    reader.ask("?country=SY")
    for link in (*links_in(post.taken[-1], "confirm"), *links_in(post.taken[-1], "stop")):
        assert reader.open(link).status_code == 200
    assert Follower.objects.filter(confirmed=True).get() == follower
    assert Follower.objects.count() == 2


def test_what_is_not_confirmed_is_forgotten_after_three_days(reader, post, temple, told):
    reader.ask()
    (link,) = links_in(post.taken[0], "confirm")
    Follower.objects.update(asked_at=timezone.now() - timedelta(days=3, minutes=1))
    answer = reader.press(link)
    assert (answer.status_code, "too old" in page(answer)) == (404, True)
    assert told() == {"unconfirmed": 1}
    assert not Follower.objects.exists()


def test_whether_an_address_follows_already_nobody_learns(reader, post, temple):
    reader.confirm("?country=SY")
    known, unknown = reader.ask("?country=SY"), reader.ask("?country=SY", "other@example.org")
    assert plain(known) == plain(unknown)
    assert (known.status_code, dict(known.headers)) == (unknown.status_code, dict(unknown.headers))
    assert [mail["To"] for mail in post.taken] == [READER, "other@example.org"]


def test_to_ask_again_in_another_language_changes_nothing_for_who_follows(reader, post, temple):
    follower = reader.confirm()
    Follower.objects.update(language="ar")
    reader.ask()
    follower.refresh_from_db()
    assert (follower.language, follower.confirmed) == ("ar", True)


def test_spellings_of_an_address_are_one(reader, temple):
    reader.ask(email="Reader@Example.org")
    reader.ask(email=" reader@example.ORG ")
    assert Follower.objects.get().email == READER


# ── the end


def test_it_ends_by_one_button_and_the_address_is_gone(reader, post, temple, told):
    reader.confirm()
    factories.report(temple)
    told()
    (link,) = links_in(post.taken[-1], "stop")
    assert "Write to me no more" in page(reader.open(link))
    assert Follower.objects.count() == 1
    assert "No more mail" in page(reader.press(link))
    assert not Follower.objects.exists()
    assert "No more mail" in page(reader.open(link))
    assert "No more mail" in page(reader.press(link))


def test_a_mail_program_ends_it_by_one_press_without_cookie_or_page(reader, post, temple, told):
    reader.confirm()
    factories.report(temple)
    told()
    (mail,) = post.taken
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail["List-Unsubscribe"].strip().strip("<>")
    assert link.startswith("https://heritage.example/follow/stop/")
    program = Client(enforce_csrf_checks=True)
    answer = program.post(link.removeprefix("https://heritage.example"), {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.cookies) == (200, {})
    assert not Follower.objects.exists()


def test_each_link_does_one_thing_for_one_filter(reader, post, temple):
    reader.confirm("?country=SY")
    reader.ask("?country=UA")
    (confirm,), (stop,) = links_in(post.taken[-1], "confirm"), links_in(post.taken[-1], "stop")
    token = confirm.split("/")[-2]
    for forged in (f"/follow/stop/{token}/", "/follow/stop/x/", f"/follow/confirm/{stop.split('/')[-2]}/",
                   f"/follow/stop/{Follower.objects.first().key}/", f"/follow/confirm/{token[:-1]}/"):  # fmt: skip
        assert reader.press(forged).status_code == 404
    assert Follower.objects.filter(confirmed=True).count() == 1
    reader.press(stop)
    assert Follower.objects.get().query == "country=SY"


# ── nobody is written to who did not want it


def test_to_one_address_no_more_than_three_mails_are_sent_in_a_day(reader, post, temple):
    said = {plain(reader.ask(query)) for query in ("", "?country=SY", "?country=UA", "?country=IQ", "")}
    assert (len(post.taken), len(said)) == (3, 1), "and the answer does not tell"
    Follower.objects.update(asked_at=timezone.now() - timedelta(days=1, minutes=1))
    reader.ask("?country=UA")
    assert len(post.taken) == 4


def test_who_confirms_may_follow_as_much_as_they_like(reader, post, temple):
    for country in ("SY", "UA", "IQ", "YE"):
        reader.confirm(f"?country={country}")
    assert Follower.objects.filter(confirmed=True).count() == 4


def test_nothing_that_a_stranger_typed_reaches_the_mailbox_of_another(reader, post, temple):
    reader.ask("?q=" + quote("Buy pills at evil.example\r\nBcc: all@example.org"))
    (mail,) = post.taken
    assert "pills" not in mail.as_string()
    assert "Bcc" not in mail
    assert "a search for words" in text_of(mail)


def test_no_mail_names_the_host_that_a_stranger_asked_for(reader, post, temple, settings):
    settings.ALLOWED_HOSTS = ["*"]
    Client(HTTP_HOST="evil.example").post("/follow/", {"email": READER, "ticket": ticket()})
    (mail,) = post.taken
    assert "evil" not in mail.as_string()
    assert "machine.example" not in mail["Message-ID"]


@pytest.mark.parametrize(
    "email",
    ["", "reader", "a@b", "a@b.example\nBcc: c@d.example", "a@b.example, c@d.example", "x" * 250 + "@b.example"],
)
def test_what_is_no_address_is_refused_with_words(reader, post, temple, email):
    answer = reader.ask(email=email)
    assert (answer.status_code, "Nothing was sent yet" in page(answer)) == (400, True)
    assert not Follower.objects.exists()
    assert post.taken == []


def test_a_mail_that_could_not_be_sent_leaves_nothing(reader, post, temple):
    post.refused.add(READER)
    answer = reader.ask()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3600")
    assert "nothing was kept" in page(answer)
    assert not Follower.objects.exists()


def test_in_an_hour_no_more_ask_than_are_taken(reader, post, temple, monkeypatch):
    monkeypatch.setattr(followers, "MOST_AN_HOUR", 2)
    said = [reader.ask(email=f"reader{number}@example.org").status_code for number in range(3)]
    assert (said, len(post.taken)) == ([200, 200, 503], 2)
    Follower.objects.update(asked_at=timezone.now() - timedelta(hours=1, minutes=1))
    assert reader.ask(email="late@example.org").status_code == 200
