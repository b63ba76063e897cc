"""All that is handed in lies in an object storage: whoever has the right gets it through us, and nobody past us."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import factories
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from peer import SECRET
from stranger import status_of

from sites import archive, releases, review, strays
from sites.models import HandedIn, Photo, Release, Site
from sites.terms import Fault

pytestmark = pytest.mark.django_db
TABLE = "id,name,kind,country,latitude,longitude\n1,Old mosque,religious,SY,36.2,37.16\n"


def everything(client):
    """A copy, a picture that is shown and one that is not, a file that waits, a release."""
    site = factories.site()
    factories.report(site)
    factories.capture(factories.article(), b"A page.")
    factories.photo(site)
    factories.draft_photo(site, factories.picture(30))
    client.force_login(factories.editor())
    client.post("/admin/bring/", {"kind": "sites", "file": SimpleUploadedFile("survey.csv", TABLE.encode())})
    releases.release("1")


def test_nothing_is_given_to_whoever_has_no_key(client, peer):
    everything(client)
    kept = peer.names()
    assert {name.rpartition("/")[0].removesuffix("/1") for name in kept} >= {
        "media/photos/originals", "media/photos/public", "media/handed-in", "releases",
    }  # fmt: skip
    assert {status_of(peer.address(name)) for name in kept} == {403}
    assert status_of(f"{peer.endpoint}/{peer.bucket}?list-type=2") == 403
    peer.client.head_object(Bucket=peer.bucket, Key=min(kept))  # who has one is let in


def test_a_copy_is_kept_once_and_mended_when_it_is_spoiled(peer):
    digest = archive.store(b"A page.")
    assert archive.store(b"A page.") == digest
    with archive.stored(digest) as file:
        assert file.read() == b"A page."
    peer.put(f"media/captures/{digest[:2]}/{digest}", b"Another page")
    assert not archive.intact(digest)
    archive.store(b"A page.")
    assert archive.intact(digest)
    archive.drop(digest)
    assert archive.stored(digest) is None


def test_a_picture_is_seen_by_readers_as_long_as_it_is_public(client):
    photo = factories.photo(factories.site())
    address = f"/photos/{photo.sha256}-{min(photo.renditions)}.webp"
    shown = client.get(address)
    assert b"".join(shown.streaming_content)[8:12] == b"WEBP"
    assert shown["Cache-Control"] == "public, max-age=0, must-revalidate"
    review.withdraw(photo, by=factories.reviewer(), reason=factories.WHY)
    assert client.get(address).status_code == 404


def test_the_desk_shows_small_pictures_and_the_original(client):
    received = factories.picture(30)
    photo = factories.draft_photo(factories.site(), received)
    client.force_login(factories.steward())
    small = client.get(f"/admin/desk/pictures/{photo.pk}/240/")
    assert b"".join(small.streaming_content)[8:12] == b"WEBP"
    original = client.get(f"/admin/desk/pictures/{photo.pk}/")
    assert b"".join(original.streaming_content) == received


def test_a_file_is_handed_in_looked_through_and_brought_in(client, peer, django_capture_on_commit_callbacks):
    client.force_login(factories.editor())
    columns = client.post("/admin/bring/", {"kind": "sites", "file": SimpleUploadedFile("a.csv", TABLE.encode())}).url
    assert "Old mosque" in client.get(columns).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        watched = client.post(columns, {"dataset": "survey", "separator": ";"}).url
    assert HandedIn.objects.get().state == "checked"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{watched}carry-out/", {"reason": "The survey."})
    assert Site.objects.get().name == "Old mosque"
    assert not [name for name in peer.names() if "handed-in" in name]


def test_a_release_is_frozen_served_and_found_whole(client, peer):
    factories.report(factories.site("Old mosque"))
    made = releases.release("1")
    sent = client.get("/releases/1/sites.csv")
    assert b"Old mosque" in b"".join(sent.streaming_content)
    assert [*releases.faults(), *releases.strays()] == []
    peer.put("releases/1/sites.csv", b"forged")
    assert [fault for fault in releases.faults() if "was altered" in fault]
    assert made.files


def test_files_of_a_release_that_nobody_knows_are_not_written_over(peer):
    peer.put("releases/1/sites.csv", b"of an older release")
    with pytest.raises(Fault, match="stand among the releases"):
        releases.release("1")
    assert not Release.objects.exists()
    assert list(releases.strays()) == ["1/sites.csv"]


def test_what_no_record_names_is_told_and_cleared(client, peer):
    everything(client)
    kept = peer.names()
    left = {f"media/photos/originals/{'0' * 64}", f"media/captures/00/{'0' * 64}", "media/handed-in/nobody's"}
    for name in left:
        peer.put(name)
    assert {f"media/{one.name}" for one in strays.strays()} == left
    call_command("clear_strays", "--older-than", "1", stdout=StringIO())
    assert peer.names() == kept | left, "somebody may be about to name them"
    call_command("clear_strays", "--older-than", "0", stdout=StringIO())
    assert peer.names() == kept
    call_command("verify", stdout=StringIO())


def test_a_file_that_is_gone_is_told(peer):
    photo = factories.draft_photo(factories.site())
    peer.client.delete_object(Bucket=peer.bucket, Key=f"media/{photo.original.name}")
    assert list(strays.missing()) == [f"The file of photo {photo.pk} is gone."]


def test_many_files_are_walked_in_the_order_of_their_names(peer, monkeypatch):
    names = [f"a/{number:02}" for number in range(25)]
    for name in reversed(names):
        peer.put(f"media/{name}")
    peer.put("media/a-b")
    assert [one.name for one in default_storage.walk("a")] == names
    assert [one.name for one in default_storage.walk()] == ["a-b", *names]


def test_many_that_write_one_name_at_once_keep_a_whole_file_each(peer):
    def write(number):
        return default_storage.save("photos/originals/a", ContentFile(bytes([number]) * 5000)), number

    with ThreadPoolExecutor(8) as threads:
        names = dict(threads.map(write, range(8)))
    assert len(names) == 8
    for name, number in names.items():
        with default_storage.open(name) as file:
            assert file.read() == bytes([number]) * 5000


def test_a_file_whose_putting_was_done_and_not_answered_has_its_name(peer):
    peer.tell("lose")
    assert storages["releases"].save("1/sites.csv", ContentFile(b"x")) == "1/sites.csv"
    assert peer.names() == {"releases/1/sites.csv"}


def test_an_older_storage_that_knows_no_conditions_keeps_both_files(peer):
    peer.tell("old?1")
    names = [default_storage.save("photos/originals/a", ContentFile(b"x" * number)) for number in (1, 2)]
    assert [default_storage.size(name) for name in names] == [1, 2]


def test_a_reader_that_breaks_off_leaves_nothing(peer):
    class Torn(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"x" * 1000
            raise OSError("The line broke off.")

    with pytest.raises(OSError, match="broke off"):
        default_storage.save("photos/originals/a", Torn(b""))
    assert peer.names() == set()


# ── links


@pytest.fixture
def linked(peer, settings, client):
    settings.STORAGES = settings.STORAGES | peer.storages(links=peer.endpoint)
    return peer


def test_a_copy_is_fetched_by_a_link_that_ends(linked, client):
    capture = factories.capture(factories.article(), b"A page.")
    client.force_login(factories.editor())
    sent = client.get(f"/admin/desk/copies/{capture.pk}/")
    assert sent.status_code == 302
    assert sent.url.startswith(linked.endpoint)
    assert SECRET not in sent.url
    assert status_of(sent.url) == 200
    assert status_of(sent.url.replace(capture.sha256, "0" * 64)) == 403, "it is of this one file"
    linked.tell("ahead?61")
    assert status_of(sent.url) == 403


def test_who_may_not_see_a_copy_is_given_no_link(linked, client):
    capture = factories.capture(factories.article(), b"A page.")
    client.force_login(factories.reader())
    assert client.get(f"/admin/desk/copies/{capture.pk}/").status_code in (302, 403)
    assert linked.endpoint not in client.get(f"/admin/desk/copies/{capture.pk}/").headers.get("Location", "")


def test_an_original_is_seen_by_a_link_by_whoever_may_see_the_place(linked, client):
    photo = factories.draft_photo(factories.site(visibility="hidden"))
    client.force_login(factories.steward())
    assert status_of(client.get(f"/admin/desk/pictures/{photo.pk}/").url) == 200
    client.force_login(factories.reviewer())
    small = client.get(f"/admin/desk/pictures/{photo.pk}/")
    assert b"".join(small.streaming_content)[8:12] == b"WEBP", "a camera may have written the place into the original"


def test_readers_are_sent_nowhere_else(linked, client):
    photo = factories.photo(factories.site())
    releases.release("1")
    for address in (f"/photos/{photo.sha256}-{min(photo.renditions)}.webp", "/releases/1/package.zip"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers.get("Location")) == (200, None)
        assert b"".join(answer.streaming_content)
    assert Photo.objects.get().state == "published"
