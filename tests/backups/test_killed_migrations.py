"""An upgrade that is killed in the middle is simply run again."""

import signal
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from soaking import times

from sites.models import Capture, Decision, Entry, Site

LONG_AGO = ("heritage", "0003_index")
NOW = datetime(2016, 3, 27, 12, tzinfo=UTC)
# A kill before the second record of a run leaves one migration more behind it: so each one is killed once.
KILLS = [("record", 1), ("record", 6), ("statement", 150)]
KILLS = times(KILLS, [("record", 2)] * 60 + [("statement", 40)] * 20)


@pytest.fixture
def long_ago(installation):
    """An installation of an early state, with something in it."""
    executor = MigrationExecutor(connection)
    ends = [key for key in executor.loader.graph.leaf_nodes() if key[0] in ("auth", "contenttypes", "sessions")]
    executor.migrate([*ends, LONG_AGO])
    then = executor.loader.project_state([LONG_AGO]).apps.get_model
    plain = {"kind": "religious", "country": "SY", "visibility": "hidden", "latitude": 34.5, "longitude": 38.25}
    site = then("heritage", "Site").objects.create(name="Temple of Bel", slug="bel", **plain)
    article = then("heritage", "Article").objects.create(title="Ruins", publisher="The Gazette")
    kept = {"sha256": "0" * 64, "size": 1, "media_type": "text/html", "captured_at": NOW, "method": "by hand"}
    then("heritage", "Capture").objects.create(article=article, **kept)
    said = {
        "at": NOW,
        "who": "editor-1",
        "verb": "created",
        "kind": "site",
        "number": site.pk,
        "label": "Temple of Bel",
    }
    then("heritage", "Decision").objects.create(reason="New.", previous="0" * 64, digest="1" * 64, **said)
    return installation


@pytest.mark.soak
def test_a_migration_that_is_killed_anywhere_is_run_again_and_loses_nothing(long_ago):
    for of, number in KILLS:
        done = long_ago.run("tests/backups/killed.py", of, number)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
    done = long_ago.manage("migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    call_command("migrate", check_unapplied=True, verbosity=0)
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    assert Site.objects.values_list("slug", "opened_by", "visibility", "latitude").get() == (
        "bel",
        "editor-1",
        "hidden",
        34.5,
    )
    assert (Capture.objects.count(), Decision.objects.count(), Entry.objects.count()) == (1, 1, 0)
