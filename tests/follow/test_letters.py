"""A reader without an account says what is wrong; an editor answers. Nothing of it is ever public."""

import re
from datetime import timedelta
from urllib.parse import quote

import factories
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from generated.strangers import HOSTILE, MARKS
from letterbox import text_of, ticket
from soaking import times

from sites import review
from sites.follow import letters, tickets
from sites.models import Decision, Letter

READER = "reader@example.org"


@pytest.fixture
def write(client, db):
    def send(**said):
        plain = {"about": "", "text": "It still stands.", "source": "", "email": "", "trap": "", "ticket": ticket()}
        return client.post("/corrections/", plain | said)

    return send


@pytest.fixture
def desk(db):
    browser = Client()
    browser.force_login(factories.editor())
    return browser


def page(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


# ── the form


def test_the_pages_of_records_lead_to_the_form_about_them(client, temple):
    report = factories.report(temple)
    article = report.articles.get()
    for path in (f"/sites/{temple.slug}/", f"/reports/{report.number}/", f"/articles/{article.pk}/"):
        assert f'href="/corrections/?about={path}"' in page(client.get(path))
        assert "Back to the page" in page(client.get(f"/corrections/?about={path}"))
    for path in ("/", "/sites/", "/method/"):
        assert 'href="/corrections/"' in page(client.get(path))
    assert client.get("/corrections/?page=1").status_code == 400


@pytest.mark.parametrize("kind", ["site", "report", "article"])
def test_a_letter_is_kept_with_the_record_that_it_is_about(client, write, temple, kind):
    report = factories.report(temple)
    article = report.articles.get()
    paths = {
        "site": f"/sites/{temple.slug}/",
        "report": f"/reports/{report.number}/",
        "article": f"/articles/{article.pk}/",
    }
    numbers = {"site": temple.pk, "report": report.number, "article": article.pk}
    answer = write(about=f"https://heritage.example{paths[kind]}?on=2015-09-01#x", source="I live there.")
    assert "It was received" in page(answer)
    letter = Letter.objects.get()
    assert (letter.kind, letter.number, letter.text, letter.source) == (
        kind,
        numbers[kind],
        "It still stands.",
        "I live there.",
    )


def test_a_letter_about_nothing_in_particular_is_taken_too(write):
    assert write().status_code == 200
    assert (Letter.objects.get().kind, Letter.objects.get().number) == ("none", None)


def test_drafts_and_what_is_not_there_are_not_told_apart(write, temple):
    factories.draft_site("Secret well")
    draft = factories.draft_report(temple)
    said = set()
    for about in ("/sites/secret-well/", "/sites/nowhere/", f"/reports/{draft.pk + 900}/", "/admin/", "//[", "/healthz",
                  "https://elsewhere.example/x", "/articles/99999999999999999999/", "javascript:alert(1)"):  # fmt: skip
        answer = write(about=about)
        assert answer.status_code == 400
        said.add(re.search(r'<p id="about-fault">(.*?)</p>', page(answer))[1])
    assert len(said) == 1
    assert not Letter.objects.exists()


def test_it_changes_nothing_and_is_nowhere_public(client, write, temple):
    report = factories.report(temple)
    before = Decision.objects.count()
    write(about=f"/reports/{report.number}/", text="SENTINEL text", source="SENTINEL source")
    assert Decision.objects.count() == before
    pages = ("/", "/sites/", f"/sites/{temple.slug}/", f"/reports/{report.number}/", "/corrections/")
    files = ("/reports.csv", "/feeds/corrections.atom", f"/sites/{temple.slug}.jsonld", "/data/package.zip")
    for path in (*pages, *files):
        answer = client.get(path)
        assert b"SENTINEL" not in (answer.getvalue() if answer.streaming else answer.content), path


def test_what_is_missing_is_said_and_what_was_typed_stands(write, post):
    answer = write(text="", source="the road", email="nobody")
    assert answer.status_code == 400
    for said in ("Say what is wrong.", "This is not an e-mail address", ">the road</textarea>", 'value="nobody"'):
        assert said in page(answer)
    assert write(text="x" * 4001).status_code == 400
    assert write(text="a\0b").status_code == 400
    assert write(source="x" * 1001).status_code == 400
    assert not Letter.objects.exists()


def test_what_strangers_type_is_text_on_every_page(write, desk):
    hostile = "<img onerror=alert(1) src=x> {{7*7}} javascript:alert(1)"
    assert "<img" not in page(write(text=hostile, about=hostile))
    write(text=hostile, source=hostile)
    for path in ("/admin/letters/", f"/admin/letters/{Letter.objects.get().pk}/"):
        assert "&lt;img onerror" in page(desk.get(path))
        assert "<img onerror" not in page(desk.get(path))


def test_a_button_that_is_pressed_twice_sends_one_letter(write):
    assert [write().status_code, write().status_code] == [200, 200]
    assert Letter.objects.count() == 1


def test_a_button_that_is_pressed_twice_at_once_sends_one_letter_too(at_once):
    def press():
        said = {"about": "", "text": "It still stands.", "source": "", "email": "", "trap": "", "ticket": ticket()}
        return Client().post("/corrections/", said).status_code

    assert at_once(*[press] * 5) == [200] * 5
    assert at_once(Letter.objects.count) == [1]


# ── without a cookie


def test_no_cookie_is_needed_and_none_is_given(write, client):
    browser = Client(enforce_csrf_checks=True)
    form = browser.get("/corrections/")
    sent = browser.post("/corrections/", {"text": "It stands.", "ticket": ticket()})
    assert (form.cookies, sent.cookies, sent.status_code) == ({}, {}, 200)
    assert "Cookie" not in form.headers.get("Vary", "")


def test_the_ticket_of_a_page_is_taken_once_somebody_can_have_typed(client, db, monkeypatch):
    held = re.search(r'name="ticket" value="([^"]+)"', page(client.get("/corrections/")))[1]
    said = {"text": "It stands.", "ticket": held}
    answer = client.post("/corrections/", said)
    assert (answer.status_code, "faster than people type" in page(answer)) == (400, True)
    assert ">It stands.</textarea>" in page(answer)
    monkeypatch.setattr(tickets, "QUICKEST", -1)
    assert client.post("/corrections/", said).status_code == 200


@pytest.mark.parametrize("held", ["", "x", "form.1vKq0p.x", "too old", "from tomorrow"])
def test_a_form_that_was_not_opened_here_today_is_shown_again(write, held):
    forged = {"too old": ticket(tickets.LONGEST + 5), "from tomorrow": ticket(-5)}.get(held, held)
    answer = write(ticket=forged)
    assert answer.status_code == 400
    assert ">It still stands.</textarea>" in page(answer)
    assert not Letter.objects.exists()


def test_a_program_that_fills_in_every_field_is_refused_with_words(write):
    answer = write(trap="https://pills.example")
    assert (answer.status_code, "to be left empty" in page(answer)) == (400, True)
    assert not Letter.objects.exists()


def test_in_an_hour_no_more_are_taken_than_can_be_read(write, monkeypatch):
    monkeypatch.setattr(letters, "MOST_AN_HOUR", 2)
    said = [write(text=f"It stands {number}.").status_code for number in range(3)]
    assert (said, Letter.objects.count()) == ([200, 200, 503], 2)
    Letter.objects.update(at=timezone.now() - timedelta(hours=1, minutes=1))
    assert write(text="Later.").status_code == 200


# ── at the desk


def test_an_editor_finds_it_answers_and_the_address_is_gone(write, desk, post, temple):
    write(about=f"/sites/{temple.slug}/", email=READER)
    assert "1 letter from a reader is open" in page(desk.get("/admin/"))
    assert "Temple of Bel" in page(desk.get("/admin/letters/"))
    letter = Letter.objects.get()
    shown = page(desk.get(f"/admin/letters/{letter.pk}/"))
    assert f"/admin/heritage/site/{temple.pk}/change/" in shown
    assert READER not in shown, "editors do not need it"
    assert "It is sent to the reader, without your name" in shown
    answer = desk.post(f"/admin/letters/{letter.pk}/", {"answer": "You are right: it stands."}, follow=True)
    assert "The letter is closed" in page(answer)
    (mail,) = post.taken
    assert (mail["To"], mail["Subject"]) == (READER, "Heritage Damage Tracker: an answer to what you wrote")
    assert "You are right: it stands." in text_of(mail)
    assert "It still stands." not in text_of(mail), "a letter may tell a place that nobody else may know"
    assert "editor" not in text_of(mail).replace("editors", "")
    letter.refresh_from_db()
    assert (letter.email, letter.text, letter.answer) == ("", "It still stands.", "You are right: it stands.")
    assert "Temple of Bel" not in page(desk.get("/admin/letters/"))
    assert "Temple of Bel" in page(desk.get("/admin/letters/?closed=1"))
    assert "You are right" in page(desk.get(f"/admin/letters/{letter.pk}/"))


def test_it_is_closed_without_an_answer_too(write, desk, post):
    write(email=READER)
    desk.post(f"/admin/letters/{Letter.objects.get().pk}/", {"answer": ""})
    assert post.taken == []
    assert (Letter.objects.get().email, Letter.objects.get().closed_at is None) == ("", False)


def test_an_answer_that_could_not_be_sent_leaves_the_letter_open(write, desk, post):
    write(email=READER)
    post.refused.add(READER)
    letter = Letter.objects.get()
    answer = desk.post(f"/admin/letters/{letter.pk}/", {"answer": "Thank you."})
    assert "The letter is still open" in page(answer)
    assert ">Thank you.</textarea>" in re.sub(r">\s+", ">", page(answer))
    assert (Letter.objects.get().email, Letter.objects.get().closed_at) == (READER, None)


def test_two_editors_answer_once(write, desk, post):
    write(email=READER)
    letter = Letter.objects.get()
    for _press in range(2):
        answer = desk.post(f"/admin/letters/{letter.pk}/", {"answer": "Thank you."}, follow=True)
    assert "Somebody closed it before you" in page(answer)
    assert len(post.taken) == 1


def test_the_database_keeps_no_address_with_a_closed_letter(write, post):
    write(email=READER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.update(closed_at=timezone.now())


def test_where_no_mail_is_sent_no_address_is_asked_for_or_kept(write, client):
    assert 'name="email"' not in page(client.get("/corrections/"))
    write(email=READER)
    assert Letter.objects.get().email == ""


def test_a_letter_about_what_is_gone_can_be_read(write, desk, temple):
    report = factories.report(temple)
    write(about=f"/reports/{report.number}/")
    review.withdraw(report, by=factories.reviewer(), reason="Twice.")
    Letter.objects.create(kind="article", number=987654, text="Old.", language="en", at=timezone.now())
    for letter in Letter.objects.all():
        assert desk.get(f"/admin/letters/{letter.pk}/").status_code == 200
    assert "is not there any more" in page(desk.get(f"/admin/letters/{Letter.objects.latest('pk').pk}/"))


def test_readers_cannot_read_letters(write, client):
    write()
    for user in (None, factories.reader(), factories.person("staff", is_staff=True)):
        browser = Client()
        if user:
            browser.force_login(user)
        for path in ("/admin/letters/", f"/admin/letters/{Letter.objects.get().pk}/"):
            assert browser.get(path).status_code in (302, 403)
            assert browser.post(path, {"answer": "x"}).status_code in (302, 403, 405)
    assert Letter.objects.get().closed_at is None


def test_stewards_are_told_how_many_follow_and_editors_not_even_that(reader, desk, temple):
    reader.confirm()
    steward = Client()
    steward.force_login(factories.steward())
    assert "1 filter is followed by e-mail" in page(steward.get("/admin/letters/"))
    assert READER not in page(steward.get("/admin/letters/"))
    assert "followed by e-mail" not in page(desk.get("/admin/letters/"))


@pytest.mark.soak
def test_whatever_strangers_write_is_answered_and_kept_as_text_or_not_at_all(client, write, post, temple, monkeypatch):
    monkeypatch.setattr(letters, "MOST_AN_HOUR", 10_000)
    sendable = [text for text in HOSTILE if text.encode(errors="replace").decode() == text]
    assert len(sendable) > 140
    for text in sendable[:: times(5, 1)]:
        taken = write(text=text, source=text, about=f"/sites/{temple.slug}/")
        assert taken.status_code in (200, 400), text
        kept = {(one.text, one.source) for one in Letter.objects.all()}
        assert (taken.status_code == 200) == ((text.strip(), text.strip()) in kept), text
        assert not MARKS.search(taken.content.decode()), text
        for answer in (
            write(about=text),
            write(email=text),
            client.get("/corrections/", {"about": text}),
            client.get("/follow/", {"q": text}),
            client.post("/follow/", {"email": text, "ticket": text, "trap": text}),
            client.post(f"/follow/stop/{quote(text, safe='')}/"),
        ):
            assert answer.status_code in (200, 301, 400, 404), (answer.request["PATH_INFO"], text)
            assert not MARKS.search(answer.content.decode()), (answer.request["PATH_INFO"], text)
    assert post.taken == []
