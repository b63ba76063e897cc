"""An object storage that is silent, refuses or was never there: readers read on, and nothing is saved by halves."""

import socket
import threading

import factories
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from test_kept_in_objects import TABLE

from heritage import objects
from sites import archive, intake, review
from sites.lasting import Away
from sites.models import Capture, Decision, HandedIn, Intake, Photo, Release

pytestmark = pytest.mark.django_db


@pytest.fixture
def nobody(peer, settings):
    """Move the storage to an address where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))

        def moved():
            settings.STORAGES = settings.STORAGES | peer.storages(
                endpoint_url=f"http://127.0.0.1:{taken.getsockname()[1]}"
            )

        yield moved


@pytest.fixture
def everybody(client, nobody):
    """A published photo, and then no storage."""
    photo = factories.photo(factories.site("Old mosque"))
    factories.report(photo.site)
    nobody()
    return photo


def test_all_pages_but_pictures_are_read_as_ever(client, everybody):
    for address in ("/", "/data/", f"/sites/{everybody.site.slug}/", "/sites.csv"):
        assert client.get(address, follow=True).status_code == 200
    client.raise_request_exception = False
    picture = client.get(
        f"/photos/{everybody.sha256}-{min(everybody.renditions)}.webp", headers={"Accept": "text/html"}
    )
    assert picture.status_code == 503
    assert "The storage of pictures and files does not answer" in picture.content.decode()
    assert picture["Retry-After"]


def test_whoever_watches_the_server_is_told_and_sends_nobody_away(client, peer, everybody):
    answer = client.get("/healthz/ready")
    assert answer.status_code == 200
    assert "storage: ok, but files cannot be reached" in answer.content.decode()


def test_a_storage_that_answers_is_told(client):
    assert "storage: ok\n" in client.get("/healthz/ready").content.decode()


def test_what_is_handed_in_is_refused_in_words_and_not_kept_by_halves(client, nobody):
    site, nothing = factories.site(), nobody()
    client.force_login(factories.editor())
    before = Decision.objects.count()
    assert nothing is None
    with pytest.raises(review.Refused, match="storage of files does not answer"):
        intake.hand_in(by=factories.editor(), received=b"<p>A page.</p>", file_name="a.html", media_type="text/html")
    with pytest.raises(Away):
        factories.draft_photo(site)
    sent = {"kind": "sites", "file": SimpleUploadedFile("a.csv", TABLE.encode())}
    client.raise_request_exception = False
    assert client.post("/admin/bring/", sent).status_code == 503
    assert [model.objects.count() for model in (Capture, Intake, Photo, HandedIn)] == [0, 0, 0, 0]
    assert Decision.objects.count() == before


def test_a_photo_that_cannot_be_shown_is_not_published(nobody):
    photo = factories.draft_photo(factories.site())
    nobody()
    with pytest.raises(Away):
        review.publish(photo, by=factories.reviewer(), reason=factories.WHY)
    assert Photo.objects.get().state == "draft"


def test_an_operator_who_releases_is_told_in_a_sentence_and_nothing_is_released(nobody):
    factories.report(factories.site())
    nobody()
    with pytest.raises(CommandError, match=r"Its files cannot be kept or read: .*does not answer"):
        call_command("release", named="1")
    assert not Release.objects.exists()


def test_one_that_refuses_is_told_what_it_said(peer, settings):
    settings.STORAGES = settings.STORAGES | peer.storages(secret_key="another")
    with pytest.raises(Away, match="The object storage refuses: AccessDenied"):
        archive.store(b"A page.")


def test_one_that_fails_keeps_nothing_and_is_asked_again(peer):
    peer.tell("fail?1")
    with pytest.raises(Away):
        archive.store(b"A page.")
    peer.tell("fail?0")
    assert archive.intact(archive.store(b"A page."))


def test_of_many_that_ask_a_silent_one_a_single_one_waits(peer, settings, monkeypatch):
    """It takes connections and says nothing: the first waits until that is too long; the others do not ask."""
    monkeypatch.setitem(objects.MANNERS, "read_timeout", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        came = []

        def take():
            while True:
                try:
                    came.append(silent.accept())
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        settings.STORAGES = settings.STORAGES | peer.storages(endpoint_url=address)
        with pytest.raises(Away, match="does not answer"):
            default_storage.exists("a")
        asked = len(came)
        for _again in range(50):
            with pytest.raises(Away, match="a moment ago"):
                default_storage.exists("a")
        assert 0 < asked == len(came)
        for connection, _address in came:
            connection.close()
