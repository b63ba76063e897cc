"""What is damaged, locked with another key or of a later version is refused before anything is touched."""

import os
import random
import re
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import factories
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from newsroom import fill, standing
from soaking import times

from sites import backups, modes, releases, review
from sites.backups import beside, manifest, members, placing
from sites.models import Decision, Release, Site
from sites.terms import Fault

PUBLIC = re.compile("age1[a-z0-9]+")
NOTHING_CHANGED = "nothing was changed|Nothing was changed"


@pytest.fixture
def here(installation, tmp_path):
    """An installation with something in it: (its encrypted backup, the key, one that is not encrypted)."""
    installation.begin()
    fill(tmp_path, sites=3, reports=10, photos=1)
    public = backups.new_pair(tmp_path / "key.txt")
    backups.make(tmp_path / "daily.age", [public])
    backups.make(tmp_path / "daily.tar", plain=True)
    return tmp_path / "daily.age", tmp_path / "key.txt", tmp_path / "daily.tar"


def refused(file, identity=None, match=NOTHING_CHANGED):
    before = standing()
    with pytest.raises(Fault, match=match):
        backups.restore(file, identity, force=True)
    assert standing() == before
    assert not (Path(settings.DATA_DIR) / "restoring").exists()
    assert not list(Path(settings.DATA_DIR).glob("before-restore-*"))


@pytest.mark.soak
def test_a_backup_that_was_cut_off_or_altered_anywhere_is_refused(here, tmp_path):
    file, key, plain = here
    chance, damaged = random.Random(7), tmp_path / "damaged"  # noqa: S311
    for whole, identity in ((file.read_bytes(), key), (plain.read_bytes(), None)):
        last = len(whole) - 2 * 512 if identity is None else len(whole)  # a tar ends in empty blocks
        for cut in (0, 1, 100, 512, last - 1, *(chance.randrange(last) for _ in range(times(5, 200)))):
            damaged.write_bytes(whole[:cut])
            refused(damaged, identity)
    whole = file.read_bytes()
    for place in (*range(0, 22, 7), *(chance.randrange(len(whole)) for _ in range(times(15, 1000)))):
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :])
        refused(damaged, key)
    damaged.write_bytes(whole + b"\0")
    refused(damaged, key)


@pytest.mark.soak
def test_every_member_of_a_plain_backup_is_known_by_its_sum(here, tmp_path):
    *_, plain = here
    whole, damaged, chance = plain.read_bytes(), tmp_path / "damaged", random.Random(7)  # noqa: S311
    with plain.open("rb") as stream:
        said = [body for _name, body in members.Read(stream)]
    assert len(said) > 15
    parts = [start for start in range(0, len(whole) - 1024, 512) if whole[start : start + 512].strip(b"\0")]
    for start in chance.sample(parts, min(len(parts), times(15, 10_000))):
        damaged.write_bytes(whole[:start] + bytes([whole[start] ^ 1]) + whole[start + 1 :])
        refused(damaged)


def test_another_key_no_key_and_a_file_that_is_none_are_told_plainly(here, tmp_path):
    file, _key, _plain = here
    backups.new_pair(tmp_path / "other.txt")
    refused(file, tmp_path / "other.txt", match="The key does not open this backup")
    refused(file, None, match="name the file of its secret key")
    refused(file, tmp_path / "nowhere.txt", match="key file .* cannot be read")
    refused(file, file, match="key file .* cannot be read")
    refused(tmp_path / "nothing.age", match="There is no file")
    (tmp_path / "letter.txt").write_text("Dear all,")
    refused(tmp_path / "letter.txt")
    with pytest.raises(Fault, match="cannot be written"):
        backups.new_pair(tmp_path / "key.txt")
    with pytest.raises(Fault, match="is no public key"):
        backups.make(tmp_path / "x.age", ["age1nonsense"])


def test_a_backup_of_a_later_version_or_with_a_member_that_leads_elsewhere_is_refused(here, tmp_path):
    def made(name, said, **more):
        archive = members.Written()
        told = manifest.Manifest("2030-01-01T00:00:00+00:00", "9", "sqlite", said, **more)
        pieces = [*archive.member(name, [b"x"], 1), *archive.close(told)]
        (tmp_path / "made.tar").write_bytes(b"".join(pieces))
        return tmp_path / "made.tar"

    refused(made("media/x", [["heritage", "0999_later"]]), match="of a later version")
    refused(made("media/x", [], format=99), match="later version")
    slipped = tmp_path / "slipped"
    for name in ("media/../../secret", "/etc/passwd", "elsewhere/x", "media/a/../../x", f"media/{slipped}"):
        refused(made(name, []), match="belongs there")
    assert not slipped.exists()


def test_without_a_key_there_is_no_backup_and_never_half_a_file(here, tmp_path, settings):
    with pytest.raises(CommandError, match="for whom the backup is encrypted"):
        call_command("backup", str(tmp_path / "none.age"))
    with pytest.raises(Fault, match="not overwritten"):
        backups.make(here[0], plain=True)
    with pytest.raises(CommandError, match="could not be written, and there is none"):
        call_command("backup", str(tmp_path / "no folder" / "x.age"), plain=True)
    (Path(settings.MEDIA_ROOT) / "photos").chmod(0o700)
    os.mkfifo(Path(settings.MEDIA_ROOT) / "pipe")  # is no file, and nobody waits for it
    backups.make(tmp_path / "one.tar", plain=True)
    assert sorted(path.name for path in tmp_path.glob("*.tar")) == ["daily.tar", "one.tar"]
    assert not list(tmp_path.glob("*part*"))
    call_command("restore", str(tmp_path / "one.tar"), check=True)


def test_a_file_that_a_record_names_and_that_is_gone_is_told(here, tmp_path, capsys):
    gone = next(Path(settings.MEDIA_ROOT).glob("captures/*/*"))
    gone.unlink()
    call_command("backup", str(tmp_path / "again.tar"), plain=True)
    assert f"{gone.name}, and it is not there" in capsys.readouterr().err


def test_what_stands_is_saved_first_and_what_was_hidden_since_stays_hidden(here, settings):
    """A looter gains nothing from a restore: a site that was hidden after the backup is not shown again."""
    file, key, _ = here
    shown, then = Site.objects.earliest("pk"), standing()
    releases.release("1", "")
    file.unlink()
    backups.make(file, [PUBLIC.search(key.read_text())[0]])
    with pytest.raises(Fault, match="Something is kept here already, and nothing was changed"):
        backups.restore(file, key)
    releases.withhold("1", "By mistake.")
    before = review.account(shown)
    shown.visibility = "hidden"
    shown.save()
    review.record(shown, by=factories.steward(), reason=factories.WHY, before=before)
    factories.site("Entered since")
    now = standing()
    done = backups.restore(file, key, force=True)
    assert done.hidden == [shown.slug, "1"]
    assert Release.objects.get().withheld_because == "By mistake."
    shown.refresh_from_db()
    assert (shown.visibility, shown.entry.latitude) == ("hidden", None)
    assert list(Decision.objects.order_by("-id").values_list("who", "id")[:1]) == [("restore", then[0][0] + 1)]
    assert done.manifest.head == then[0]
    call_command("verify")
    settings.HEADS = "/proc/self/status"  # a place that can only be added to: nothing in it is renamed
    with pytest.raises(CommandError, match="The heads cannot be set aside"):
        call_command("verify", begin_heads=True)
    assert backups.restore(done.safety, force=True).heads is None
    assert (standing(), modes.unfinished()) == (now, None)


def test_where_somebody_still_works_in_the_database_all_stays_as_it_was(here, tmp_path, monkeypatch):
    monkeypatch.setattr(beside, "PATIENCE", 1)
    workshop = tmp_path / "workshop"
    workshop.mkdir()
    before, holding, free = standing(), threading.Event(), threading.Event()

    def work():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE heritage_site SET summary = 'half written'")
            holding.set()
            free.wait(120)
            transaction.set_rollback(True)
        connections.close_all()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        assert holding.wait(60)
        with beside.beside(workshop), connection.cursor() as cursor:
            cursor.execute("CREATE TABLE heritage_site (id integer)")
        said = manifest.Manifest("2030-01-01T00:00:00+00:00", "1", connection.vendor, [])
        with pytest.raises(Fault, match="stop the server"):
            placing.place(placing.Restored(said, None, []), workshop)
    finally:
        free.set()
        worker.join()
    assert standing() == before


def test_a_database_that_cannot_be_read_is_not_overwritten(here, tmp_path, installation):
    if not installation.sqlite:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE heritage_site RENAME COLUMN slug TO slag")
    else:
        connections.close_all()
        for more in ("", "-wal", "-shm"):
            Path(f"{installation.name}{more}").write_bytes(b"no database at all" * 300)
    with pytest.raises(Fault, match="cannot be read"):
        backups.restore(here[0], here[1], force=True)
    if installation.sqlite:
        with closing(sqlite3.connect(installation.name)) as broken, pytest.raises(sqlite3.DatabaseError):
            broken.execute("SELECT 1 FROM sqlite_master")
