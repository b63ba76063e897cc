"""An editor hands in an address, a file or a text, and watches it become an article with its copy: or reads why not."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from factories import article, editor, reader
from pages import FELL, SEEN, page, pdf, wacz, warc
from small_web import NEWS, response

from sites import archive, intake, review
from sites.extraction import Extract
from sites.intake.entering import Material, address_of
from sites.intake.proposals import draft
from sites.models import Article, Capture, Decision, Editor, Intake, WorkingCopy

HEAD = (
    '<meta property="og:site_name" content="The Gazette"><meta name="author" content="Jane Doe">'
    '<meta property="article:published_time" content="2015-08-24T10:00:00+03:00">'
)
A, B = f"http://{NEWS}/a", f"http://{NEWS}/b"
NOT_THERE = "There is no page at this address (404). Check the address, or hand in an archived copy as a file."


# ── what becomes of it


def test_a_fetched_page_becomes_an_article_that_is_described_by_itself(hand_in, web):
    web.serve(A, response(b"", "302 Found", Location="/b"))
    web.serve(B, response(page(head=HEAD), X_odd="a\x01b"))
    taken = hand_in(f" {A}#top ")
    made = taken.article
    assert (taken.state, taken.message, taken.tries) == ("done", "", 1)
    assert (made.url, made.title, made.publisher, made.authors) == (B, "Temple blown up", "The Gazette", "Jane Doe")
    assert (made.published, made.language) == ("2015-08-24", "en")
    assert Decision.objects.filter(kind="article", number=made.pk).values_list("verb", flat=True)[0] == "created"
    its_copy_tells_how_it_came(made.captures.get())
    its_text_has_paragraphs(made.captures.get().working_copies.get())


def its_copy_tells_how_it_came(kept):
    assert (kept.original_url, kept.final_url, kept.status) == (A, B, 200)
    assert (kept.media_type, kept.method) == ("text/html", "fetched from the web")
    assert ["X-odd", "ab"] in kept.headers
    assert bytes_of(kept) == page(head=HEAD)
    assert archive.intact(kept.warc_sha256)


def its_text_has_paragraphs(copy):
    assert copy.text == f"Temple blown up\n\n{FELL}\n\n{SEEN}"
    assert (copy.language, copy.made_with.split()[0]) == ("en", "trafilatura")


def bytes_of(kept):
    with archive.stored(kept.sha256) as file:
        return file.read()


def test_a_pasted_text_is_kept_to_the_letter(hand_in):
    text = f"Temple blown up\r\n\r\n{FELL}"
    taken = hand_in(received=text.encode(), media_type="text/plain; charset=utf-8", published="2015-08-24")
    kept = taken.article.captures.get()
    assert (taken.state, taken.article.title, taken.article.url) == ("done", "Temple blown up", None)
    assert (taken.article.publisher, taken.article.language) == ("Publisher not known", "en")
    assert bytes_of(kept) == text.encode()
    assert kept.working_copies.get().text == f"Temple blown up\n\n{FELL}"


@pytest.mark.parametrize(
    ("name", "received", "media_type", "title"),
    [
        ("wrong.txt", pdf("The temple", "fell on Sunday."), "application/pdf", "The temple fell on Sunday."),
        ("a.warc.gz", warc((A, "200 OK", "text/html", page())), "application/warc", "Temple blown up"),
        ("a.wacz", wacz(A, (A, "200 OK", "text/html", page())), "application/wacz", "Temple blown up"),
        ("note.txt", "Храм\n\nХрам разрушен.".encode("cp1251"), "text/plain", "Храм"),
    ],
)
def test_a_file_is_taken_for_what_it_is_whatever_its_name(hand_in, name, received, media_type, title):
    taken = hand_in(received=received, file_name=name, media_type="image/png")
    kept = taken.article.captures.get()
    assert (taken.state, taken.article.title, kept.media_type) == ("done", title, media_type)
    assert bytes_of(kept) == received
    if "warc" in name or "wacz" in name:  # they bring the address of their page, and the answer in which it came
        assert (taken.article.url, kept.final_url, kept.status) == (A, A, 200)
        assert ["Content-Type", "text/html"] in kept.headers


def test_what_the_editor_knows_of_a_saved_page_goes_before_what_it_says(hand_in, web, settings, dials):
    settings.FETCH = False
    told = {"published": "2015-08", "language": "ar", "publisher": "SANA", "title": " "}
    made = hand_in(A, received=page(head=HEAD), file_name="saved.html", **told).article
    assert (made.url, made.captures.get().original_url, dials) == (A, A, [])
    assert (made.published, made.language, made.publisher, made.title) == ("2015-08", "ar", "SANA", "Temple blown up")


# ── one page, one article


def test_the_same_page_twice_is_one_article_and_one_copy_until_it_changes(hand_in, web):
    web.serve(A, response(page()))
    web.serve(f"{A}?utm_source=x", response(page()))
    first, second = hand_in(A), hand_in(f"{A}?utm_source=x#y")
    assert (second.article, second.message) == (first.article, "This article was here already: it has the copy now.")
    assert (Article.objects.count(), Capture.objects.count(), WorkingCopy.objects.count()) == (1, 1, 1)
    web.serve(A, response(page(FELL, "Correction: it was on Sunday.", title="Changed")))
    assert hand_in(A).article == first.article
    assert (Capture.objects.count(), Article.objects.get().title) == (2, "Temple blown up")


def test_the_same_text_twice_is_one_article_until_its_editor_says_otherwise_of_it(hand_in):
    pasted = {"received": FELL.encode(), "media_type": "text/plain; charset=utf-8"}
    first, second = (hand_in(**pasted, published="2015-08-24") for _ in range(2))
    assert (second.article, second.message) == (first.article, "This article was here already: it has the copy now.")
    assert hand_in(**pasted).article == first.article
    assert hand_in(**pasted, published="2015-08-25").article != first.article


@pytest.mark.parametrize(
    ("named", "address"),
    [
        ("/story", f"http://{NEWS}/story"),
        (f"http://{NEWS}/story?utm_medium=a#b", f"http://{NEWS}/story"),
        ("https://www.example.com/story", "https://www.example.com/story"),
        ("https://bank.example.org/", A),
        ("http://127.0.0.1/", A),
        (f"http://{NEWS}/", A),
        ("javascript:alert(1)", A),
        ("http://[", A),
        ("", A),
    ],
)
def test_what_a_page_calls_itself_is_believed_within_its_own_name(named, address):
    found = Material(payload=b"", media_type="text/html", url=A, final_url=A)
    assert address_of(found, Extract(text="", media_type="text/html", canonical=named)) == address


@pytest.mark.parametrize("host", ["github.io", "blogspot.com"])
def test_a_page_is_not_believed_to_be_a_page_of_its_hosts_other_guests(host):
    page_of_one = Material(payload=b"", media_type="text/html", url=f"https://one.{host}/a")
    says = Extract(text="", media_type="text/html", canonical=f"https://other.{host}/b")
    assert address_of(page_of_one, says) == f"https://one.{host}/a"


def test_a_page_of_unknown_place_has_no_address_whatever_it_calls_itself():
    uploaded = Material(payload=b"", media_type="text/html")
    assert address_of(uploaded, Extract(text="", media_type="text/html", canonical=A)) == ""
    forged = Extract(text="", media_type="application/warc", url="http://127.0.0.1/\0")
    assert address_of(uploaded, forged) == ""


def test_a_copy_of_an_article_that_is_known_is_added_to_it(hand_in, web):
    known = article("Entered by hand")
    web.serve(A, response(page(head=HEAD)))
    taken = hand_in(A, article=known)
    assert (taken.article, known.captures.count(), Article.objects.count()) == (known, 1, 1)
    known.refresh_from_db()
    assert known.title == "Entered by hand"


# ── what is refused at once


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Give an address"),
        ({"url": "http://127.0.0.1/"}, None),
        ({"url": "ftp://example.org/"}, "begins with https://"),
        ({"url": "http://testserver.example/"}, "our own"),
        ({"received": b"a" * (20 * 1024 * 1024 + 1)}, "larger than 20 MB"),
        ({"received": b"a", "published": "yesterday"}, "yesterday"),
        ({"received": b"a", "language": "Klingon!"}, "language tag"),
    ],
)
def test_what_cannot_be_read_is_refused_before_anything_is_kept(hand_in, nothing_left, settings, said, words):
    settings.ALLOWED_HOSTS = ["testserver.example"]
    if words is None:
        assert "private network" in hand_in(**said).message
    else:
        with pytest.raises(review.Refused, match=words):
            hand_in(**said)
        assert not Intake.objects.exists()
    nothing_left()


def test_what_finds_no_room_on_the_disk_is_refused_in_words(hand_in, settings, tmp_path, caplog):
    settings.MEDIA_ROOT = tmp_path / "a file, and no folder"
    settings.MEDIA_ROOT.touch()
    with pytest.raises(review.Refused, match="the server's disk is full or cannot be written"):
        hand_in(received=page(), file_name="a.html")
    assert not Intake.objects.exists()
    assert "could not be written" in caplog.text


def test_a_reader_hands_nothing_in(hand_in, nothing_left):
    with pytest.raises(review.Refused, match="add_intake"):
        hand_in(by=reader(), received=b"A text.")
    nothing_left()


def test_without_fetching_an_address_is_answered_with_what_to_do_instead(hand_in, settings, dials):
    settings.FETCH = False
    with pytest.raises(review.Refused, match="paste the text of the article, or upload the saved page"):
        hand_in(A)
    assert dials == []


# ── what fails


def test_what_fails_says_why_and_leaves_nothing(hand_in, nothing_left):
    taken = hand_in(A)
    assert (taken.state, taken.next_try) == ("failed", None)
    assert (
        taken.message
        == "There is no page at this address (404). Check the address, or hand in an archived copy as a file."
    )
    nothing_left()


def test_a_page_without_an_article_leaves_nothing(hand_in, web, nothing_left):
    web.serve(A, response(b"<!doctype html><html lang=en><body><script>build()</script></body></html>"))
    assert "paste the text" in hand_in(A).message
    nothing_left()


def test_where_nobody_comes_back_to_it_a_lame_server_is_a_failure_to_be_tried_again(hand_in, web):
    web.serve(A, response(b"", "503 Unavailable"))
    taken = hand_in(A)
    assert (taken.state, taken.message) == ("failed", f"{NEWS} cannot answer at present (503). Try again later.")


def test_what_failed_is_read_when_it_is_tried_again(hand_in, web, django_capture_on_commit_callbacks):
    taken = hand_in(A, published="2015-08-24")
    web.serve(A, response(page()))
    with django_capture_on_commit_callbacks(execute=True):
        intake.again(taken, by=editor())
    taken.refresh_from_db()
    assert (taken.state, taken.message, taken.article.published) == ("done", "", "2015-08-24")
    with pytest.raises(review.Refused, match="has been read already"):
        intake.again(taken, by=editor())


def test_a_file_that_could_not_be_read_has_to_be_handed_in_anew(hand_in, nothing_left):
    taken = hand_in(received=b"\xff\xd8\xff\xe0", file_name="photo.jpg")
    assert "a picture" in taken.message
    with pytest.raises(review.Refused, match="once more"):
        intake.again(taken, by=editor())
    nothing_left()


def test_who_handed_an_article_in_is_forgotten_with_the_editors_table(hand_in):
    taken = hand_in(received=page(), file_name="a.html")
    assert taken.asked_by == editor()
    Editor.objects.all().delete()
    taken.refresh_from_db()
    accounts = [
        field
        for model in (Intake, Article, Capture, Decision)
        for field in model._meta.fields
        if field.related_model is type(editor())
    ]
    assert (taken.asked_by, accounts) == (None, [])


def test_what_an_account_handed_in_that_is_gone_is_not_entered_by_nobody(hand_in, web, nothing_left):
    taken = hand_in(A)
    Intake.objects.filter(pk=taken.pk).update(handed_in_by=None, state="waiting")
    intake.take_in.call(taken.pk)
    taken.refresh_from_db()
    assert "account" in taken.message
    nothing_left()


def test_what_nobody_foresaw_leaves_nothing_but_the_file(hand_in, monkeypatch, nothing_left, caplog):
    def stumble(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("sites.intake.entering.propose", stumble)
    taken = hand_in(received=page(), file_name="a.html")
    assert (taken.state, "server's log" in taken.message, "ZeroDivisionError" in caplog.text) == ("failed", True, True)
    assert archive.intact(taken.sha256)
    assert not Article.objects.exists()
    Intake.objects.all().delete()
    archive.drop(taken.sha256)
    nothing_left()


# ── with a worker


@pytest.fixture
def worker(settings, monkeypatch, hand_in):
    """Let a worker do what is due, as ``manage.py db_worker`` does; it leaves the test's own connection open."""
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    here = {"queue_names": ["default"], "excluded_queue_names": [], "backend_name": "default", "worker_id": "tester"}
    return Worker(**here, interval=0, batch=True, startup_delay=False, max_tasks=None).run


def passes(**time):
    """What was to wait until later is due."""
    Intake.objects.update(next_try=timezone.now() - timedelta(seconds=1))
    DBTaskResult.objects.filter(run_after__gt=timezone.now()).update(run_after=timezone.now() - timedelta(**time))


def test_with_a_worker_an_editor_waits_for_nothing(worker, hand_in, web):
    web.serve(A, response(page()))
    taken = hand_in(A)
    assert (taken.state, web.asked) == ("waiting", [])
    worker()
    taken.refresh_from_db()
    assert (taken.state, taken.article.title) == ("done", "Temple blown up")
    intake.take_in.call(taken.pk)
    intake.take_in.call(taken.pk + 1)
    assert (len(web.asked), Capture.objects.count()) == (1, 1)


def test_a_lame_server_is_asked_five_times_with_growing_pauses(worker, hand_in, web):
    web.serve(A, response(b"", "503 Unavailable"))
    taken, pauses = hand_in(A), []
    for _ in range(4):
        worker()
        taken.refresh_from_db()
        assert (taken.state, "It is tried again at" in taken.message) == ("waiting", True)
        pauses.append(round((taken.next_try - timezone.now()).total_seconds() / 60))
        worker()  # too early
        passes(seconds=1)
    worker()
    taken.refresh_from_db()
    assert (taken.state, taken.tries, len(web.asked), pauses) == ("failed", 5, 5, [1, 5, 30, 120])


def test_what_a_killed_worker_began_is_taken_up_by_another(worker, hand_in, web):
    web.serve(A, response(page()))
    taken = hand_in(A)
    Intake.objects.update(
        state="running", tries=1, next_try=timezone.now() + timedelta(minutes=10)
    )  # and there it ends
    worker()
    taken.refresh_from_db()
    assert taken.state == "running"
    with pytest.raises(review.Refused, match="being read"):
        intake.again(taken, by=editor())
    passes(seconds=1)
    intake.again(taken, by=editor())
    worker()
    taken.refresh_from_db()
    assert (taken.state, taken.tries) == ("done", 1)


def test_a_worker_that_is_killed_in_the_middle_is_followed_by_another_without_being_called(
    worker, hand_in, monkeypatch
):
    def killed(*_args, **_kwargs):
        raise KeyboardInterrupt

    taken = hand_in(received=page(), file_name="a.html")
    with monkeypatch.context() as patch:
        patch.setattr("sites.intake.tasks.extract", killed)
        worker()
    taken.refresh_from_db()
    assert taken.state == "running"
    passes(seconds=1)
    worker()
    taken.refresh_from_db()
    assert (taken.state, taken.tries) == ("done", 2)


def test_what_stops_every_worker_is_given_up(worker, hand_in):
    taken = hand_in(received=page(), file_name="a.html")
    Intake.objects.update(state="running", tries=5, next_try=timezone.now() - timedelta(minutes=1))
    worker()
    taken.refresh_from_db()
    assert (taken.state, "broke off 5 times" in taken.message) == ("failed", True)


@pytest.fixture
def waiting(at_once, web, monkeypatch, settings):
    """Intakes that wait, in the database on which everybody works at the same moment."""
    settings.FETCH = True
    monkeypatch.setattr("sites.intake.tasks.door", web.door)

    def handed_in(*urls):
        by = Editor.objects.get_or_create(user=editor("in a hurry"))[0]
        return [Intake.objects.create(url=url, handed_in_by=by, method="fetched from the web").pk for url in urls]

    return lambda *urls: at_once(partial(handed_in, *urls))[0]


def seen():
    return list(Intake.objects.values_list("state", "tries", "article__url")), Capture.objects.count()


def test_two_workers_never_take_the_same_one(at_once, waiting, web):
    web.serve(A, response(page()))
    (number,) = waiting(A)
    assert at_once(*[partial(intake.take_in.call, number)] * 4) == [None] * 4
    assert at_once(seen) == [([("done", 1, A)], 1)]
    assert len(web.asked) == 1


def test_one_page_from_two_addresses_at_the_same_moment_is_one_article(at_once, waiting, web):
    web.serve(A, response(page()))
    web.serve(B, response(b"", "302 Found", Location=A))
    at_once(*[partial(intake.take_in.call, number) for number in waiting(A, B)])
    assert at_once(seen) == [([("done", 1, A)] * 2, 1)]
    assert at_once(Article.objects.count) == [1]


def test_nobody_has_to_wait_while_an_article_is_read(at_once, waiting, web, monkeypatch):
    held = []

    def watched(*args, **said):
        held.append(connection.in_atomic_block)
        return draft(*args, **said)

    monkeypatch.setattr("sites.intake.entering.draft", watched)
    web.serve(A, response(page()))
    (number,) = waiting(A)
    at_once(partial(intake.take_in.call, number))
    assert at_once(seen) == [([("done", 1, A)], 1)]
    assert held == [False]


# ── an installation that is only read


def test_a_read_only_installation_is_read_as_ever_and_answers_every_write(db, settings):
    settings.READ_ONLY = True
    visitor = Client(enforce_csrf_checks=False)
    assert visitor.get("/healthz").status_code == 200
    for write in (visitor.post, visitor.put, visitor.patch, visitor.delete):
        answer = write("/admin/login/")
        assert (answer.status_code, "nothing was changed" in answer.content.decode()) == (503, True)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
