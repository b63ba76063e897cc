"""A worker that is killed leaves nothing half done: the next one begins anew, and nothing comes in twice."""

from datetime import timedelta

from django.utils import timezone
from file_in_hand import SITES, said

from heritage.storage import LastingFiles
from sites.handover import gauge, keeping, working
from sites.models import HandedIn, Import, Site

LONG_AGO = timedelta(minutes=30)


def broken_off(**said):
    """As a worker leaves it that was killed in the middle."""
    plain = {"state": "carrying", "tries": 1, "due": timezone.now() - LONG_AGO}
    HandedIn.objects.update(**plain | said)
    return HandedIn.objects.get()


def carried_out(editor):
    editor.look(SITES)
    wanted = HandedIn.objects.get().wanted
    return broken_off(wanted=wanted | {"reason": "The survey."})


def test_work_that_broke_off_is_begun_anew(editor):
    handed = carried_out(editor)
    working.work.call(handed.pk)
    working.work.call(handed.pk)
    assert HandedIn.objects.get().state == "done"
    assert (Import.objects.count(), Site.objects.count()) == (1, 2)


def test_what_somebody_works_on_is_left_to_them(editor):
    handed = carried_out(editor)
    broken_off(due=timezone.now() + LONG_AGO)
    working.work.call(handed.pk)
    assert not Site.objects.exists()


def test_after_three_times_it_is_given_up_and_said_so(editor):
    handed = carried_out(editor)
    broken_off(tries=3)
    working.work.call(handed.pk)
    assert not Site.objects.exists()
    assert "It broke off 3 times" in said(editor.get(f"/admin/bring/{handed.pk}/"))


def test_an_editor_may_try_again_what_gives_no_sign(editor):
    handed = carried_out(editor)
    gauge.forget(handed)
    address = f"/admin/bring/{handed.pk}/"
    assert "It seems to have stopped" in said(editor.get(address))
    editor.post(f"{address}carry-out/", {"again": ""})
    assert Site.objects.count() == 2


def test_whoever_is_killed_while_a_file_is_deleted_leaves_no_row_that_names_it(editor, monkeypatch):
    named, delete = [], LastingFiles.delete

    def watched(storage, name):
        named.append(HandedIn.objects.filter(file=name).exists())
        delete(storage, name)

    monkeypatch.setattr(LastingFiles, "delete", watched)
    working.work.call(carried_out(editor).pk)
    editor.look(SITES)
    HandedIn.objects.update(at=timezone.now() - 2 * keeping.KEPT)
    keeping.forget_old()
    assert named == [False, False]
    assert not HandedIn.objects.exists()
