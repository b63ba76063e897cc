"""What an installation of an earlier release held is all there after the upgrade, and nothing of it is shown finer."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from facts import GROWING, columns, status
from holdings import PASSWORD
from soaking import times

from sites import archive, backups, releases
from sites.models import Decision, Entry, Site
from sites.terms import as_hidden_as

UPGRADES = Path(__file__).parent.parent / "upgrades"
KEPT = sorted(path.parent for path in UPGRADES.glob("*/backup.tar"))
MOST = 2 * 1024 * 1024
# {release: {table.column}} that later migrations rewrite on purpose, each for a reason told there.
REWRITTEN = {}
ADDRESSES_AT_ONCE = times(40, 10_000)


@pytest.fixture(params=KEPT, ids=lambda path: path.name)
def upgraded(request, installation, settings):
    """(release, what was said of it then), after its backup was restored by the program of today."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    backups.restore(request.param / "backup.tar")
    return request.param.name, json.loads((request.param / "facts.json").read_text())


def test_every_release_is_kept_and_stays_small():
    assert (UPGRADES / settings.VERSION).is_dir(), "python -m deploy.keep_release keeps it"
    assert KEPT
    for folder in KEPT:
        assert sum(file.stat().st_size for file in folder.iterdir()) <= MOST


def test_an_upgrade_keeps_everything_and_shows_nothing_finer(upgraded):
    release, then = upgraded
    rewritten, now = REWRITTEN.get(release, set()), columns()
    for table, sums in then["columns"].items():
        for column, said in sums.items():
            if f"{table}.{column}" not in rewritten and table not in GROWING:
                assert now[table][column] == said, f"{table}.{column}"
    assert list(Decision.objects.order_by("-id").values_list("id", "digest").first()) == then["head"]
    assert [*archive.faults(), *archive.strays(), *releases.faults(), *releases.strays()] == []
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    nothing_is_shown_finer(then)
    old_addresses_answer(then)
    desk = Client()
    desk.post("/admin/login/", {"username": "editor", "password": PASSWORD})
    assert desk.get("/admin/account/").status_code == 200
    a_change_would_be_noticed(then)


def nothing_is_shown_finer(then):
    sites = Site.objects.in_bulk(field_name="slug")
    for slug, (visibility, state) in then["protected"].items():
        assert sites[slug].visibility in as_hidden_as(visibility)
        assert sites[slug].state == state
    entries = {one.slug: one for one in Entry.objects.all()}
    assert entries.keys() == then["public"].keys()
    for slug, (latitude, longitude, cell) in then["public"].items():
        one = entries[slug]
        same = (one.latitude, one.longitude, one.cell) == (latitude, longitude, cell)
        assert same or one.latitude is None or one.cell > cell


def old_addresses_answer(then):
    """All in a soak; otherwise some of every kind of answer. What was not shown then is not shown now."""
    step = max(1, len(then["addresses"]) // ADDRESSES_AT_ONCE)
    asked = sorted(then["addresses"].items(), key=lambda one: (one[1], one[0]))
    for address, said in asked[::step]:
        assert status(address) in {200: (200, 301)}.get(said, (said,)), address


def a_change_would_be_noticed(then):
    """The comparison above is worth something: a digit in a place, and it is another."""
    Site.objects.filter(slug="canary-hidden").update(latitude=15.8123452)
    assert columns()["heritage_site"]["latitude"] != then["columns"]["heritage_site"]["latitude"]
