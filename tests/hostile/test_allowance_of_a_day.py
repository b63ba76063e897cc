"""Nobody fills the disk: of one account two hundred files or two gigabytes are taken on a day, in words."""

from datetime import timedelta

import factories
import pytest
from admin.paperwork import article_form, photo_form
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from sites import allowance, intake, review
from sites.models import Article, Capture, Decision, HandedIn, Intake, Photo
from sites.terms import Fault

SAID = "Too much for one day"
CSV = b"id,name,country,kind\n1,Cistern,SY,monument\n"
pytestmark = pytest.mark.django_db


@pytest.fixture
def few(monkeypatch):
    """An installation that takes two files a day."""
    monkeypatch.setattr("sites.allowance.counted.MOST_FILES", 2)


@pytest.fixture
def desk():
    client = Client()
    client.force_login(factories.editor())
    return client


def upload(desk, site):
    file = SimpleUploadedFile("a.png", factories.picture())
    shared = {"site": site.pk, "moment": "after", "credit": "A. Photographer", "licence": "CC BY 4.0"}
    return desk.post("/admin/heritage/photo/upload/", shared | {"files": file})


def test_the_limits_are_two_hundred_files_and_two_gigabytes():
    assert (allowance.MOST_FILES, allowance.MOST_BYTES) == (200, 2 * 1024**3)


def test_a_third_picture_is_refused_with_what_to_do_and_nothing_of_it_is_kept(few, desk):
    site = factories.site()
    for _ in range(2):
        assert SAID not in upload(desk, site).content.decode()
    said = upload(desk, site).content.decode()
    assert SAID in said
    assert "Go on tomorrow" in said
    assert Photo.objects.count() == 2


def test_files_that_come_together_are_counted_one_by_one(few, desk):
    files = [SimpleUploadedFile(f"{number}.png", factories.picture()) for number in range(4)]
    shared = {"site": factories.site().pk, "moment": "after", "credit": "A. Photographer", "licence": "CC BY 4.0"}
    page = desk.post("/admin/heritage/photo/upload/", shared | {"files": files})
    assert Photo.objects.count() == 2
    assert page.content.decode().count(SAID) == 2


def test_whichever_way_a_file_comes_in_it_is_counted(few, desk, settings):
    """A picture and a text are taken; then no page takes a file more, and each says why."""
    site, editor = factories.site(), factories.editor()
    upload(desk, site)
    intake.hand_in(by=editor, received=b"<p>The temple stands.</p>", file_name="a.html")
    form = photo_form(site, SimpleUploadedFile("b.png", factories.picture()))
    refusals = [
        upload(desk, site),
        desk.post("/admin/heritage/photo/add/", form),
        desk.post("/admin/heritage/article/add/", article_form(copy_text="As it was read.")),
        desk.post("/admin/heritage/article/add/", article_form(copy_file=SimpleUploadedFile("c.html", b"<p>c</p>"))),
        desk.post("/admin/read/", {"text": "The temple stands no more."}),
        desk.post("/admin/bring/", {"kind": "sites", "file": SimpleUploadedFile("d.csv", CSV)}),
    ]
    for page in refusals:
        assert SAID in page.content.decode()
    assert (Photo.objects.count(), Article.objects.count(), Intake.objects.count()) == (1, 0, 1)
    assert not HandedIn.objects.exists()


def test_a_copy_and_a_table_count_too(few, desk):
    desk.post("/admin/heritage/article/add/", article_form(copy_text="As it was read."))
    desk.post("/admin/bring/", {"kind": "sites", "file": SimpleUploadedFile("d.csv", CSV)})
    assert (Capture.objects.count(), HandedIn.objects.count()) == (1, 1)
    assert SAID in upload(desk, factories.site()).content.decode()


def test_an_article_that_was_read_is_one_file_and_a_page_that_was_fetched_is_none(few):
    editor = factories.editor()
    source = factories.article()
    review.keep(source, b"<p>a</p>", by=editor, method=allowance.counted.FETCHED, media_type="text/html")
    review.keep(source, b"<p>b</p>", by=editor, method="uploaded as a file", media_type="text/html")
    Intake.objects.create(sha256="0" * 64, state="done", handed_in_by=editor.editor)
    allowance.refuse_beyond(editor, 1)


def test_bytes_are_counted_as_they_lie_there(monkeypatch):
    editor, picture = factories.editor(), factories.picture()
    factories.draft_photo(factories.site(), picture)
    monkeypatch.setattr("sites.allowance.counted.MOST_BYTES", len(picture) + 10)
    allowance.refuse_beyond(editor, 10)
    with pytest.raises(Fault, match=SAID):
        allowance.refuse_beyond(editor, 11)


def test_a_deleted_draft_was_handed_in_all_the_same(few):
    editor = factories.editor()
    for _ in range(2):
        photo = factories.draft_photo(factories.site())
        review.discard(photo, by=editor, reason=factories.WHY)
    with pytest.raises(Fault, match="2 files of 0 MB"):
        allowance.refuse_beyond(editor, 1)


def test_somebody_else_and_another_day_begin_anew(few, monkeypatch):
    site = factories.site()
    for _ in range(2):
        factories.draft_photo(site)
    allowance.refuse_beyond(factories.editor("another"), 1)
    with pytest.raises(Fault, match=SAID):
        allowance.refuse_beyond(factories.editor(), 1)
    tomorrow = Decision.objects.latest("id").at + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    allowance.refuse_beyond(factories.editor(), 1)
