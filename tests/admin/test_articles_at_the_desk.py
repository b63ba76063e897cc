"""An editor hands an article in, watches it being read, and tries again or lets it go."""

from datetime import timedelta

import factories
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from paperwork import told
from readings import ARTICLE, copy_of

from sites import archive
from sites.models import Editor, Intake

NASTY = '<svg onload="alert(1)">.html'


def handed_in(state, *, by=None, **said):
    by = Editor.objects.get_or_create(user=by or factories.editor())[0]
    plain = {"url": "https://gazette.example/palmyra", "handed_in_by": by, "state": state}
    return Intake.objects.create(**plain | said)


def state_page(intake):
    return f"/admin/read/{intake.pk}/"


def test_what_nobody_began_to_read_can_be_tried_again_after_a_while(editor):
    taken = handed_in("waiting")
    assert "Try again" not in told(editor.get(state_page(taken)))
    Intake.objects.update(asked_at=timezone.now() - timedelta(minutes=2))  # the power failed at once
    assert "Try again" in told(editor.get(state_page(taken)))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Give an address, a file or a text."),
        ({"text": "It is gone.", "published": "2015-02-30"}, "2015-02-30"),
        ({"text": "It is gone.", "language": "English"}, "Write a language tag"),
        ({"text": "x" * 2_000_001}, "at most 2000000 characters"),
    ],
)
def test_what_cannot_be_handed_in_is_named_and_nothing_is_kept(editor, given, words):
    assert words in told(editor.post("/admin/read/", given))
    assert not Intake.objects.exists()


def test_a_file_that_is_too_large_is_named(editor):
    large = SimpleUploadedFile("page.html", b" " * (20 * 1024 * 1024 + 1))
    assert "larger than 20 MB" in told(editor.post("/admin/read/", {"file": large}))
    assert not Intake.objects.exists()


def test_where_nothing_is_fetched_the_address_says_so(editor, settings):
    settings.FETCH = False
    page = told(editor.get("/admin/read/"))
    assert "This installation fetches nothing from the web" in page
    assert "paste the text of the article" in told(editor.post("/admin/read/", {"url": "https://gazette.example/"}))
    assert not Intake.objects.exists()


@pytest.fixture
def hand_in(editor, django_capture_on_commit_callbacks):
    """Hand something in; work is done at once, when what was handed in is saved."""

    def send(**given):
        with django_capture_on_commit_callbacks(execute=True):
            return editor.post("/admin/read/", given)

    return send


def test_a_pasted_text_leads_to_its_cards(editor, hand_in):
    factories.site("Temple of Baalshamin")
    hand_in(text=ARTICLE, title="What is left", published="2016-03-27", language="en", url="https://gazette.example/a")
    intake = Intake.objects.select_related("article").get()
    assert (intake.state, intake.asked_by.username) == ("done", "editor")
    assert (intake.article.title, intake.article.url) == ("What is left", "https://gazette.example/a")
    page = told(editor.get(f"/admin/heritage/article/{intake.article_id}/read/"))
    assert "reduced to rubble" in page
    assert "Temple of Baalshamin" in page


def test_an_uploaded_page_is_read_as_the_text_it_holds(editor, hand_in):
    html = f"<html lang=en><title>Palmyra</title><body><article><p>{ARTICLE}</p></article><script>alert(1)</script>"
    file = SimpleUploadedFile(NASTY, html.encode(), content_type="text/html")
    hand_in(file=file, published="2016-03-27")
    page = told(editor.get(f"/admin/heritage/article/{Intake.objects.get().article_id}/read/"))
    assert "reduced to rubble" in page
    assert "alert(1)" not in page
    assert "<svg onload" not in told(editor.get("/admin/read/"))


def test_what_cannot_be_read_says_why_and_what_to_do(editor, hand_in):
    file = SimpleUploadedFile("scan.pdf", b"%PDF-1.7 and nothing more", content_type="application/pdf")
    answer = hand_in(file=file)
    intake = Intake.objects.get()
    assert answer.url == state_page(intake)
    page = told(editor.get(answer.url))
    assert "Could not be read" in page
    assert len(intake.message) > 20
    assert "Remove" in page


def test_an_article_that_is_known_gets_a_further_copy(editor, hand_in):
    article = factories.article()
    page = told(editor.get(f"/admin/read/?article={article.pk}"))
    assert "A further copy of" in page
    assert article.url in page


def test_a_failed_one_is_removed_with_its_bytes(editor, django_capture_on_commit_callbacks):
    digest = archive.store(b"%PDF-1.7 and nothing more")
    failed = handed_in("failed", url="", sha256=digest, message="The PDF is cut short.")
    assert "The PDF is cut short." in told(editor.get("/admin/read/"))
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(f"{state_page(failed)}remove/")
    assert not Intake.objects.exists()
    assert archive.stored(digest) is None


def test_what_was_read_is_not_removed(editor):
    done = handed_in("done", article=copy_of().capture.article)
    assert "Only what could not be read is removed." in told(editor.post(f"{state_page(done)}remove/", follow=True))
    assert Intake.objects.exists()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("waiting", "It waits for its turn."),
        ("running", "this takes some seconds"),
        ("failed", "Try again"),
        ("done", "It is kept and read."),
    ],
)
def test_the_state_is_told_in_words_and_to_the_page_that_asks_again(editor, state, words):
    intake = handed_in(state)
    page = told(editor.get(state_page(intake)))
    assert words in page
    assert ("Look again" in page) == (state in ("waiting", "running"))
    assert ("admin_desk/watch.js" in page) == (state in ("waiting", "running"))
    assert editor.get(f"{state_page(intake)}state/").json() == {"state": state, "tries": 0}


def test_everybody_has_a_list_of_what_they_handed_in(editor):
    handed_in("waiting", url="https://gazette.example/mine")
    handed_in("waiting", url="https://gazette.example/theirs", by=factories.editor("colleague"))
    page = told(editor.get("/admin/read/"))
    assert "gazette.example/mine" in page
    assert "gazette.example/theirs" not in page


@pytest.mark.parametrize("step", ["again", "remove"])
def test_a_step_needs_a_post_and_the_right(editor, client, step):
    failed = handed_in("failed")
    assert editor.get(f"{state_page(failed)}{step}/").status_code == 405
    client.force_login(factories.person("guest", is_staff=True))
    assert client.post(f"{state_page(failed)}{step}/").status_code == 403
    assert Intake.objects.filter(state="failed").exists()
