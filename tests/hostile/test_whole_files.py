"""Power fails while a file is written: under its name there is the whole file, or none."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Barrier, Thread

import factories
import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from soaking import times

from sites import archive, review
from sites.models import Photo

ROOT = Path(__file__).parent.parent.parent
KILLED = """
import os, signal, sys
import django
django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from pathlib import Path

def killed(_file):
    os.kill(os.getpid(), signal.SIGKILL)

os.fsync = killed
os.umask(0)
"""
ACTS = {
    "a picture": (
        "default_storage.save('photos/originals/a', ContentFile(b'x' * 100_000))",
        "media/photos/originals/a",
    ),
    "a copy": (f"default_storage.replace('captures/ab/{'ab' * 32}', b'x' * 100_000)", f"media/captures/ab/{'ab' * 32}"),
    "a release": ("storages['releases'].save('1/sites.csv', ContentFile(b'x' * 100_000))", "releases/1/sites.csv"),
}


class Torn(File):
    """A file whose reader fails in the middle."""

    def __init__(self):
        super().__init__(None, "torn")

    def chunks(self, chunk_size=None):
        yield b"x" * 100_000
        raise OSError("The line broke off.")


def kept(folder):
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())


@pytest.mark.parametrize("what", ACTS)
def test_killed_on_the_way_to_the_disk_nothing_stands_under_its_name(what, tmp_path):
    """The process dies at the moment in which its bytes go to the disk: they must not have their name before that."""
    act, name = ACTS[what]
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "heritage.settings"}
    done = subprocess.run([sys.executable, "-c", KILLED + act], cwd=ROOT, env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert not (tmp_path / name).exists()
    left = [one for one in tmp_path.rglob("part-*") if one.is_file()]
    assert {one.stat().st_mode & 0o777 for one in left} == {0o600}
    assert [one.parent for one in left] == [(tmp_path / name).parent], "it was on its way"


def test_a_line_that_breaks_off_leaves_nothing(settings):
    with pytest.raises(OSError, match="broke off"):
        default_storage.save("photos/originals/a", Torn())
    assert kept(settings.MEDIA_ROOT) == []


def test_a_disk_that_is_full_when_the_file_gets_its_name_leaves_nothing(settings, monkeypatch):
    def full(*_args, **_said):
        raise OSError(28, "No space left on device")

    for act in ("link", "fsync"):
        with monkeypatch.context() as patch:
            patch.setattr(os, act, full)
            with pytest.raises(OSError, match="No space"):
                default_storage.save("photos/originals/a", ContentFile(b"x"))
        assert kept(settings.MEDIA_ROOT) == []


def test_a_file_goes_to_the_disk_before_its_name_and_its_folders_after(settings, monkeypatch):
    order, fsync, link = [], os.fsync, os.link

    def synced(number):
        order.append(str(Path(f"/proc/self/fd/{number}").readlink().relative_to(settings.MEDIA_ROOT)))
        fsync(number)

    def named(part, name):
        order.append("its name")
        link(part, name)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "link", named)
    default_storage.save("photos/originals/a", ContentFile(b"x"))
    assert order[0].startswith("photos/originals/part-")
    assert order[1:] == ["its name", "photos/originals", "photos", "."]
    assert kept(settings.MEDIA_ROOT) == ["photos/originals/a"]
    assert (settings.MEDIA_ROOT / "photos/originals/a").stat().st_mode & 0o777 == 0o600


@pytest.mark.soak
def test_many_that_write_one_name_at_once_keep_a_whole_file_each(settings):
    for round_ in range(times(5, 100)):
        together, names = Barrier(4), []

        def write(number, name=f"photos/{round_}", together=together, names=names):
            together.wait()
            names.append((default_storage.save(name, ContentFile(bytes([number]) * 50_000)), number))

        threads = [Thread(target=write, args=[number]) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({name for name, _ in names}) == 4
        for name, number in names:
            assert Path(default_storage.path(name)).read_bytes() == bytes([number]) * 50_000


@pytest.mark.django_db
def test_a_picture_that_cannot_be_written_is_no_record_and_no_file(settings, monkeypatch):
    editor, site = factories.editor(), factories.site()
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(OSError, match="No space"):
            factories.draft_photo(site)
    assert not Photo.objects.exists()
    assert kept(settings.MEDIA_ROOT) == []
    photo = factories.draft_photo(site)
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(OSError, match="No space"):
            review.publish(photo, by=factories.reviewer(), reason=factories.WHY)
    assert Photo.objects.get().state != "published"
    assert not any("public" in name for name in kept(settings.MEDIA_ROOT))
    assert review.known_pseudonym(editor)


@pytest.mark.django_db
def test_a_copy_whose_writer_fails_is_not_in_the_store(settings, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        archive.store(b"<p>As received.</p>")
    assert list(archive.strays()) == []
    assert kept(settings.MEDIA_ROOT) == []
