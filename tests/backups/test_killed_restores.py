"""A restore that is killed anywhere leaves what stood, or what was restored, or says that it must be finished."""

import random
import signal
from io import StringIO
from pathlib import Path

import factories
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import connection, connections
from django.test import Client
from newsroom import fill, standing
from soaking import times

from sites import backups, modes, releases, review
from sites.backups import placing
from sites.models import Photo, Site
from sites.terms import Fault

CHANCE = random.Random(23)  # noqa: S311
# Nothing was moved; the files were, the database was not; all was, and only the word stands; there was nothing before.
KILLS = [("begun", 700, False), ("placing", 5, False), ("placing", 3, True)]
IN_A_SOAK = [
    *(("begun", CHANCE.randrange(1, 1600), n % 5 == 0) for n in range(8)),
    *(("placing", n, n % 6 == 0) for n in range(1, 17)),
    *(("placing", CHANCE.randrange(17, 140), n % 4 == 0) for n in range(5)),
    *(("clock", CHANCE.uniform(0.5, 6), False) for n in range(8)),
]


@pytest.fixture
def two(installation, tmp_path):
    """{a backup: what an installation is that holds it}. The later one stands."""
    installation.begin()
    fill(tmp_path, sites=1, reports=2, photos=1)
    releases.release("1", "")
    known = {}
    for name in ("earlier", "later"):
        file = tmp_path / f"{name}.tar"
        backups.make(file, plain=True)
        known[file] = standing()
        if name == "earlier":
            factories.photo(factories.site("Entered since"), factories.picture(90, 60))
            review.withdraw(Photo.objects.earliest("pk"), by=factories.reviewer(), reason=factories.WHY)
            releases.release("2", "")
    assert installation.manage("verify").returncode == 0  # and the head is kept
    return known


@pytest.mark.soak
def test_a_restore_that_is_killed_anywhere_leaves_no_mixture_that_looks_sound(installation, two):
    earlier, later = two
    stands, ends = later, []
    for since, number, empty in times(KILLS, KILLS + IN_A_SOAK):
        if empty:
            installation.wipe()
        wanted = later if stands == earlier else earlier
        if since == "clock":
            installation.manage("restore", wanted, "--force", seconds=number)
        else:
            done = installation.run("tests/backups/killed_restore.py", since, number, wanted)
            assert done.returncode in (0, -signal.SIGKILL), done.stderr
        ends.append(what_stands(installation, two, wanted, stands, empty))
        if ends[-1] != "as before":
            stands = wanted
        elif empty:
            assert installation.manage("restore", stands).returncode == 0
    assert ends[:3] == ["as before", "to be finished", "to be finished"]


def what_stands(installation, two, wanted, before, empty):
    connections.close_all()
    if (Path(settings.DATA_DIR) / "unfinished").exists():
        nobody_takes_it_for_sound(installation, wanted)
        done = installation.manage("restore")
        assert done.returncode == 0, done.stderr
        assert "Restored as of" in done.stdout
        assert "releases are whole" in done.stdout
        assert standing() == two[wanted]
        assert Client().get("/").status_code == 200
        return "to be finished"
    if empty and "heritage_site" not in connection.introspection.table_names():
        assert not (Path(settings.DATA_DIR) / "media").exists()
        return "as before"
    done = installation.manage("verify")
    assert done.returncode == 0, done.stderr
    assert Client().get("/").status_code == 200
    assert standing() in (two[wanted], two[before])
    return "restored" if standing() == two[wanted] else "as before"


def nobody_takes_it_for_sound(installation, wanted):
    page = Client().get("/", HTTP_ACCEPT="text/html")
    assert (page.status_code, "It is not finished yet" in page.content.decode()) == (503, True)
    assert Client().get("/healthz/ready").status_code == 503
    refused = installation.manage("verify")
    assert refused.returncode != 0
    assert "Finish it first, with the command alone: manage.py restore" in refused.stderr
    with pytest.raises(Fault, match="Finish it first"):
        backups.restore(wanted, force=True)
    for refusing in (modes.require_writing, lambda: modes.switch("normal")):
        with pytest.raises(Fault, match="finish it first"):
            refusing()


def test_a_step_that_fails_is_taken_back_and_one_that_is_broken_off_by_hand_is_finished(two, monkeypatch):
    earlier, later = two
    rename = Path.rename

    def refused(now, then):
        if str(now).endswith("restoring/releases"):
            raise OSError("Read-only file system")
        return rename(now, then)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refused)
        with pytest.raises(CommandError, match="nothing was changed: Read-only file system"):
            call_command("restore", str(earlier), force=True)
    assert standing() == two[later]
    assert Client().get("/").status_code == 200
    assert sorted(path.name for path in Path(settings.DATA_DIR).glob("*restor*")) == ["restoring.lock"]

    def interrupted():
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(placing.archive, "set_heads_aside", interrupted)  # the database has taken its place
        with pytest.raises(KeyboardInterrupt):
            backups.restore(earlier, force=True)
    with pytest.raises(SystemCheckError, match=r"manage\.py restore"):
        call_command("check")
    for command in (["backup", "x.age"], ["mode", "normal"], ["migrate"], ["clear_strays"]):
        with pytest.raises(SystemCheckError, match=r"manage\.py restore"):
            call_command(*command, skip_checks=False, stdout=StringIO())
    done = backups.resume()
    assert done.safety.is_file()
    assert standing() == two[earlier]
    call_command("verify", stdout=StringIO())
    with pytest.raises(Fault, match="No restore was broken off"):
        backups.resume()


def test_where_what_was_built_is_gone_too_another_place_is_named(installation, tmp_path):
    said = backups.Manifest("2030-01-01T00:00:00+00:00", "1", connection.vendor, [])
    modes.begin(placing.Restored(said, Path("/elsewhere/before.tar"), []).as_json())
    with pytest.raises(CommandError, match=r"/elsewhere/before\.tar, into an empty database"):
        call_command("restore")
    with pytest.raises(CommandError, match="Finish it first"):
        call_command("restore", str(tmp_path / "daily.tar"), force=True)


def test_what_a_broken_off_restore_has_read_is_told_until_it_is_gone(installation, tmp_path, capsys):
    folder = Path(settings.DATA_DIR) / "restoring"
    folder.mkdir()
    (folder / "db.sqlite3").write_text("Every place")
    call_command("check")
    assert "backups.W002" in capsys.readouterr().err
    with pytest.raises(CommandError, match="There is no file"):
        call_command("restore", str(tmp_path / "nothing.tar"))
    with pytest.raises(CommandError, match="Name the file"):
        call_command("restore", check=True)
    call_command("check")
    assert "backups.W002" not in capsys.readouterr().err
    assert not folder.exists()


if connection.vendor == "sqlite":

    def test_a_disk_that_is_full_at_the_last_step_changes_nothing(installation, tmp_path):
        installation.begin()
        factories.site("Long")
        Site.objects.update(summary="x" * 300_000)
        backups.make(tmp_path / "long.tar", plain=True)
        Site.objects.update(summary="")
        before = standing()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA max_page_count = 1")  # no more than there are
        with pytest.raises(Fault, match="The disk is full, and nothing was changed"):
            backups.restore(tmp_path / "long.tar", force=True)
        assert standing() == before
        assert modes.current().name == "normal"
