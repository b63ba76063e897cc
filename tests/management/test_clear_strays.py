"""What no record names is cleared once it is old; what one names, or somebody is about to name, stays."""

import os
import threading
import time
from pathlib import Path

import factories
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from sites import archive, review

pytestmark = pytest.mark.django_db
LONG_AGO = time.time() - 3 * 24 * 3600


def lying(settings, name, *, old=True):
    file = Path(settings.MEDIA_ROOT) / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"left over")
    if old:
        os.utime(file, (LONG_AGO, LONG_AGO))
    return file


def files(settings):
    return {file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()}


def test_only_old_files_that_nobody_names_are_deleted_and_counted(settings, capsys):
    photo = factories.photo(factories.site())
    factories.capture(factories.article(), b"A page.")
    for file in (named := files(settings)):
        os.utime(file, (LONG_AGO, LONG_AGO))
    left = [f"photos/originals/{'0' * 64}", "photos/originals/part-x", f"photos/public/{'0' * 64}-480.webp"]
    left += [f"handed-in/{'0' * 64}", f"handed-in/{'0' * 64}.done", f"captures/00/{'0' * 64}", "captures/00/part-y"]
    old = {lying(settings, name) for name in left}
    young = lying(settings, "photos/originals/part-z", old=False)
    call_command("clear_strays", "--dry-run")
    assert f"Found: {len(old)} files" in capsys.readouterr().out
    assert files(settings) == {*named, *old, young}
    call_command("clear_strays")
    assert f"Deleted: {len(old)} files" in capsys.readouterr().out
    assert files(settings) == {*named, young}
    assert photo.original.storage.exists(photo.original.name)
    assert not list(archive.faults())


def test_an_old_copy_that_an_editor_hands_in_again_meanwhile_stays(settings, at_once):
    digest = archive.store(b"A page.")
    os.utime(Path(settings.MEDIA_ROOT) / archive.name_of(digest), (LONG_AGO, LONG_AGO))
    (source,) = at_once(factories.article)
    stored, cleared = threading.Event(), threading.Event()

    def hand_in():
        with transaction.atomic():
            archive.store(b"A page.")
            stored.set()
            assert not cleared.wait(0.5), "who clears waits until it is known whether a row names it"
            factories.capture(source, b"A page.")

    def clear():
        stored.wait()
        call_command("clear_strays")
        cleared.set()

    assert at_once(hand_in, clear) == [None, None]
    assert archive.intact(digest)


def test_a_photo_whose_file_is_gone_is_told(settings, capsys):
    photo = factories.draft_photo(factories.site())
    other = factories.photo(factories.site())
    call_command("verify")
    Path(photo.original.path).unlink()
    (Path(settings.MEDIA_ROOT) / next(iter(other.renditions.values()))).unlink()
    with pytest.raises(CommandError, match="Faults: 2"):
        call_command("verify")
    said = capsys.readouterr().err
    assert f"The file of photo {photo.pk} is gone." in said
    assert f"What readers see of photo {other.pk} is gone." in said


def test_what_a_withdrawn_photo_showed_is_its_own(settings):
    photo = factories.photo(factories.site())
    review.withdraw(photo, by=factories.reviewer(), reason=factories.WHY)
    for file in (before := files(settings)):
        os.utime(file, (LONG_AGO, LONG_AGO))
    call_command("clear_strays")
    assert files(settings) == before
