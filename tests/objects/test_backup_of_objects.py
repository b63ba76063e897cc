"""A backup holds what lies in the object storage, and puts it there again: all of it, and nothing else."""

import sys
from pathlib import Path

import factories
import pytest
from django.conf import settings

from sites import archive, backups, modes, releases, strays
from sites.backups import placing
from sites.lasting import Away
from sites.models import Photo

sys.path.append(str(Path(__file__).parent.parent / "backups"))
from installation import Installation


@pytest.fixture
def installation(transactional_db, tmp_path, peer):
    with pytest.MonkeyPatch.context() as patch:
        opened = Installation(tmp_path / "installation", patch)
        opened.open()
        patch.setattr(settings, "STORAGES", settings.STORAGES | peer.storages())
        try:
            opened.begin()
            yield opened
        finally:
            opened.close()


@pytest.fixture
def backup(installation, peer, tmp_path):
    """A backup; since then a copy was spoiled, a file was lost, and another was handed in."""
    site = factories.site()
    factories.report(site)
    factories.capture(factories.article(), b"A page.")
    factories.photo(site)
    releases.release("1")
    made = backups.make(tmp_path / "daily.tar", plain=True)
    assert made.manifest.missing == []
    kept = contents(peer)
    assert made.manifest.files["media"][0] + made.manifest.files["releases"][0] == len(kept)
    copy = next(name for name in kept if "captures" in name)
    peer.put(copy, b"Another")
    peer.client.delete_object(Bucket=peer.bucket, Key="releases/1/sites.csv")
    factories.draft_photo(site, factories.picture(30))
    return made, kept


def contents(peer):
    return {name: peer.client.get_object(Bucket=peer.bucket, Key=name)["Body"].read() for name in peer.names()}


def test_all_comes_back_and_nothing_else_stays(backup, peer, tmp_path):
    made, kept = backup
    done = backups.restore(made.file, force=True)
    assert contents(peer) == kept
    assert [*archive.faults(), *strays.missing(), *strays.strays(), *releases.faults(), *releases.strays()] == []
    assert Photo.objects.count() == 1
    assert modes.unfinished() is None
    assert backups.examine(done.safety).files["media"][0] > made.manifest.files["media"][0]


def test_where_the_database_refuses_all_is_as_it_was(backup, peer, monkeypatch):
    before = contents(peer)
    monkeypatch.setattr(placing, "take_place", refused)
    with pytest.raises(OSError, match="No room"):
        backups.restore(backup[0].file, force=True)
    assert contents(peer) == before
    assert modes.unfinished() is None


def refused(_workshop):
    raise OSError("No room")


def test_a_restore_that_the_storage_breaks_off_is_finished_later(backup, peer, monkeypatch):
    made, kept = backup
    with monkeypatch.context() as patch:
        patch.setattr(placing, "clear", silent)
        with pytest.raises(Away):
            backups.restore(made.file, force=True)
    assert modes.unfinished() is not None, "nobody is let in"
    assert contents(peer) != kept
    backups.resume()
    assert contents(peer) == kept
    assert modes.unfinished() is None


def silent(_storage, _folder):
    raise Away("The object storage does not answer.")
