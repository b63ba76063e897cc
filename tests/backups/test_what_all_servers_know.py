"""What is true of the servers as they are now comes back with no backup: mode, restore, when the last one was made."""

from io import StringIO

import factories
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from sites import backups, modes
from sites.backups import placing
from sites.models import Session, Site, Standing, Turns, Worker


def test_what_was_said_before_a_restore_holds_after_it_and_nothing_of_the_backup_does(
    installation, tmp_path, monkeypatch
):
    installation.begin()
    factories.site("Nabu")
    modes.switch(modes.NO_ACCESS, "As of the backup.")
    Worker.objects.create(name="gone", since=timezone.now(), seen=timezone.now())
    Turns.objects.create(key="a")
    backups.make(tmp_path / "daily.tar", plain=True)
    call_command("mode", "read_only", "--why", "As of today.", stdout=StringIO())
    Standing.objects.filter(name="backup").update(said={"made_at": "2030-01-02T03:04:05+00:00", "size": 1})
    Standing.objects.filter(name="mode").update(number=F("number") + 40)
    held, seen = modes.current(), []
    set_aside = placing.archive.set_heads_aside

    def watched():
        seen.append((Standing.objects.filter(name=modes.SHUT).exists(), Site.objects.count()))
        return set_aside()

    monkeypatch.setattr(placing.archive, "set_heads_aside", watched)  # the database has taken its place
    Site.objects.update(summary="Written since")
    backups.restore(tmp_path / "daily.tar", force=True)
    assert seen == [(True, 1)], "until all is in its place nobody is let in, on any server"
    assert Site.objects.get().summary != "Written since"
    assert (modes.current().name, modes.current().why) == (held.name, held.why) == ("read_only", "As of today.")
    assert backups.last().year == 2030
    assert not Standing.objects.filter(name=modes.SHUT).exists()
    assert (Worker.objects.count(), Turns.objects.count(), Session.objects.count()) == (0, 0, 0)
    modes.switch(modes.NORMAL)
    assert modes.current() == modes.Mode(modes.NORMAL)
